import { dayAt, dayMs, instantOf, isZone } from "../time/wall-clock.ts";

/** From when to when, on the person's own clock, they are not to be disturbed. Both in minutes since midnight, never alike. */
export type QuietHours = { fromMinute: number; toMinute: number };

/**
 * When the quiet hours end that are running at this moment; undefined where none are. They go by the clock on the wall:
 * from `from` of a day to the next `to`. Where the clock is put forward over one of them it counts from the same time
 * as if it had not been; where it is put back and a time comes twice, the first counts. A zone in which no times can be
 * told counts as UTC.
 */
export function quietUntilMs(hours: QuietHours, named: string, nowMs: number): number | undefined {
  // News must not be lost for a zone that only Slack knows.
  const zone = isZone(named) ? named : "UTC";
  const today = dayAt(nowMs, zone);
  for (const day of [today - dayMs, today]) {
    const fromMs = instantOf(day, hours.fromMinute, zone);
    const isNextDay = hours.toMinute <= hours.fromMinute;
    const toMs = instantOf(isNextDay ? day + dayMs : day, hours.toMinute, zone);
    if (fromMs <= nowMs && nowMs < toMs) return toMs;
  }
  return undefined;
}

/** `19:00` */
export function timeOfDay(minute: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
