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

/** Whether times can be told in that zone. */
export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The wall's date and time as if they were UTC's: a number to count with. */
function wallOf(atMs: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function dayAt(atMs: number, zone: string): number {
  const wall = wallOf(atMs, zone);
  return wall - (wall % dayMs);
}

/** The first moment at which the wall of that day shows that minute. */
function instantOf(day: number, minute: number, zone: string): number {
  const wall = day + minute * minuteMs;
  // Between a day before and a day after, the clock is put forward or back once at most.
  const offsets = [wall - dayMs, wall + dayMs].map((atMs) => wallOf(atMs, zone) - atMs);
  const [before = 0] = offsets;
  const shown = offsets.map((offset) => wall - offset).filter((atMs) => wallOf(atMs, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}

/** Making one takes longer than using it; there are some hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, made);
  return made;
}
