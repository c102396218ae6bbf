/** What a clock on the wall of some zone shows, and when it shows it. */

/** Whether times can be told in that zone. */
export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

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

/** The beginning of the day, as if it were UTC's. */
export function dayAt(atMs: number, zone: string): number {
  const wall = wallOf(atMs, zone);
  return wall - (wall % dayMs);
}

/** The first moment at which the wall of that day shows that minute, or part of one. */
export function instantOf(day: number, minute: number, zone: string): number {
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
