/** The time before a log line: plain text, for a block of lines cannot hold Slack's dates. */
export function lineClock(lines: readonly { atMs: number }[], zone: string): (atMs: number) => string {
  const format = formatIn(zone);
  const days = new Set(lines.map(({ atMs }) => dayOf(write(format, atMs))));
  return (atMs) => (days.size > 1 ? write(format, atMs) : write(format, atMs).slice("2026-01-01 ".length));
}

/** `2026-11-20 10:42:00` */
export function lineMoment(atMs: number, zone: string): string {
  return write(formatIn(zone), atMs);
}

function formatIn(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: zone });
}

function write(format: Intl.DateTimeFormat, atMs: number): string {
  return Math.abs(atMs) <= 8.64e15 ? format.format(atMs) : "0000-00-00 00:00:00";
}

function dayOf(written: string): string {
  return written.slice(0, "2026-01-01".length);
}
