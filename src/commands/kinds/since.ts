import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";
import { readUnits, writeUnits } from "./duration.ts";

/** A moment in the past: so long before whenever it is asked, or a fixed one. */
export type Since = { agoMs: number } | { atMs: number };

/** `10m`, `2d`, `yesterday`, `2026-11-01`, `2026-11-01T10:30`. Without a zone a date is UTC, and that is said. */
export function sinceTime(about: string, details: Details<Since> = {}): One<Since> {
  return one(about, since, details);
}

const dayMs = 86_400_000;

/** Long enough to hold the whole of the day meant, in any zone. */
const words: Readonly<Record<string, number>> = { today: 1, yesterday: 2, week: 7, month: 31 };

const since: Kind<Since> = {
  placeholder: "2d",
  unit: /^(w|weeks?|d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)$/i,
  read: (text, part) => {
    const days = words[text.toLowerCase()];
    if (days !== undefined) {
      return {
        ok: true,
        value: { agoMs: days * dayMs },
        said: `${text.toLowerCase()} = the last ${days === 1 ? "24 hours" : `${days} days`}`,
      };
    }
    const seconds = readUnits(text.replace(/\s*ago$/i, ""));
    if (seconds !== undefined && seconds > 0 && seconds < 1e9)
      return { ok: true, value: { agoMs: seconds * 1000 } };
    return readDate(text) ?? { ok: false, mistake: unread(text, part) };
  },
  write: (value) =>
    "agoMs" in value ? writeUnits(Math.round(value.agoMs / 1000)) : new Date(value.atMs).toISOString(),
};

function unread(text: string, part: string): string {
  if (/^\d{1,9}$/.test(text)) return `${part} has no unit: ${text}m, ${text}h or ${text}d?`;
  return `${part}: write how long ago, such as \`10m\`, \`2d\` or \`yesterday\`, or a date such as \`2026-11-01\`.`;
}

function readDate(text: string): Reading<Since> | undefined {
  const [form, year, month, day, hour = "0", minute = "0", second = "0", zone] =
    /^((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::([0-5]\d)(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(
      text,
    ) ?? [];
  if (form === undefined) return undefined;
  const utcMs = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  // A day that is not in the calendar comes back as another one.
  if (!new Date(utcMs).toISOString().startsWith(`${year}-${month}-${day}T${hour.padStart(2, "0")}:`))
    return undefined;
  const value = { atMs: utcMs - offsetMs(zone) };
  return zone === undefined ? { ok: true, value, said: `${text} is read as UTC` } : { ok: true, value };
}

function offsetMs(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? "") ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === "-" ? -offset : offset;
}
