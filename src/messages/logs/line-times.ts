/** `2026-11-29 12:06:31.123` in a zone, for millions of lines: what changes only by the minute is asked for by the minute. */
export function lineTimes(zone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: zone,
  });
  let minute = Number.NaN;
  let written = "";
  return (atMs) => {
    if (!(Math.abs(atMs) <= 8.64e15)) return "0000-00-00 00:00:00.000";
    const now = Math.floor(atMs / minuteMs);
    if (now !== minute) {
      minute = now;
      written = format.format(now * minuteMs);
    }
    const withinMs = atMs - now * minuteMs;
    return `${written}:${digits(Math.floor(withinMs / 1_000), 2)}.${digits(withinMs % 1_000, 3)}`;
  };
}

const minuteMs = 60_000;

function digits(value: number, count: number): string {
  return String(Math.floor(value)).padStart(count, "0");
}
