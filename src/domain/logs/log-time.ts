import { dayAt, dayMs, instantOf, isZone } from "../time/wall-clock.ts";

/** A moment as people say it: so long ago, at a time of their own clock, or exactly. */
export type LogTime =
  | { agoMs: number }
  | { atMs: number }
  /** `second` of the day; without it the whole day is meant. Without `day` the last time it was so late. */
  | { day?: Day; second?: number };

export type Day =
  | { daysAgo: number }
  /** 0 is Sunday: the last one there was, today included. */
  | { weekday: number }
  /** Midnight of it, as if it were UTC's. */
  | { date: number };

/** What they mean at this moment: a whole day begins with its first moment and ends with its last. */
export function momentMeant(
  time: LogTime,
  { nowMs, zone: named, end }: { nowMs: number; zone: string; end: "since" | "until" },
): number {
  if ("agoMs" in time) return nowMs - time.agoMs;
  if ("atMs" in time) return time.atMs;
  const zone = isZone(named) ? named : "UTC";
  const today = dayAt(nowMs, zone);
  const at = (day: number, second: number) => instantOf(day, second / 60, zone);
  const { day, second } = time;
  if (day !== undefined) {
    const meant = dayMeant(day, today);
    if (second !== undefined) return at(meant, second);
    return at(end === "since" ? meant : meant + dayMs, 0);
  }
  const todays = at(today, second ?? 0);
  return todays <= nowMs ? todays : at(today - dayMs, second ?? 0);
}

function dayMeant(day: Day, today: number): number {
  if ("date" in day) return day.date;
  if ("daysAgo" in day) return today - day.daysAgo * dayMs;
  const ago = (new Date(today).getUTCDay() - day.weekday + 7) % 7;
  return today - ago * dayMs;
}
