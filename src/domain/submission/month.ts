/** The calendar month, in UTC: one for all of a lab, wherever its people are. */
export function monthOf(atMs: number): { beganMs: number; name: string } {
  const at = new Date(atMs);
  const beganMs = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  return { beganMs, name: names.format(beganMs) };
}

const names = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });
