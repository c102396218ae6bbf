import type { Day, LogTime } from "../../domain/logs/log-time.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";
import { readUnits, writeUnits } from "./duration.ts";

/**
 * `10m`, `2h ago`, `14:00`, `2pm`, `yesterday 14:00`, `monday`, `2026-11-01 10:30`, or with a zone
 * `2026-11-01T10:30:00Z`. Without one it is the reader's own clock.
 */
export function logTime(about: string, details: Details<LogTime> = {}): One<LogTime> {
  return one(about, logTimeKind, details);
}

export const logTimeKind: Kind<LogTime> = {
  placeholder: "10m",
  unit: /^(?:weeks?|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)$/i,
  second: /^(?:ago|\d.*)$/i,
  read: (typed, part) => {
    const text = typed.trim().toLowerCase();
    const value = readAgo(text) ?? readExact(text) ?? readWall(text);
    return value === undefined ? { ok: false, mistake: unread(text, part) } : { ok: true, value };
  },
  write,
};

function unread(text: string, part: string): string {
  if (/^\d{1,9}$/.test(text)) return `${part} has no unit: ${text}m, ${text}h or ${text}d?`;
  return `${part}: write how long ago, such as \`10m\` or \`2h\`, or when, such as \`14:00\`, \`yesterday 14:00\` or \`2026-11-01 10:30\`.`;
}

/** Ten years: no log is older. */
const longestSeconds = 315_360_000;

function readAgo(text: string): LogTime | undefined {
  if (text === "now") return { agoMs: 0 };
  const seconds = readUnits(text.replace(/\s*ago$/, ""));
  return seconds === undefined || seconds > longestSeconds ? undefined : { agoMs: seconds * 1_000 };
}

/** With its zone, or as the console and the lines of a log have it. */
function readExact(text: string): LogTime | undefined {
  if (/^1\d{12}$/.test(text)) return { atMs: Number(text) };
  const [, date, time, sign, hours = "0", minutes = "0"] =
    /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(?:z|utc|([+-])(\d\d):?(\d\d))$/.exec(text) ??
    [];
  const [day, second] = [readDay(date ?? ""), readClock(time ?? "")];
  if (day === undefined || !("date" in day) || second === undefined) return undefined;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  return { atMs: Math.round(day.date + second * 1_000 - offsetMs) };
}

function readWall(text: string): LogTime | undefined {
  const second = readClock(text);
  if (second !== undefined) return { second };
  const day = readDay(text);
  if (day !== undefined) return { day };
  const [, before = "", after = ""] = /^(\S+)(?:[t ]|\s+at\s+)(\S+)$/.exec(text.replace(/\s+/g, " ")) ?? [];
  const [ofDay, ofClock] = [readDay(before), readClock(after)];
  return ofDay === undefined || ofClock === undefined ? undefined : { day: ofDay, second: ofClock };
}

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

function readDay(text: string): Day | undefined {
  if (text === "today") return { daysAgo: 0 };
  if (text === "yesterday") return { daysAgo: 1 };
  const weekday = text.length < 3 ? -1 : weekdays.findIndex((name) => name.startsWith(text));
  if (weekday >= 0) return { weekday };
  const [form, year, month, day] = /^((?:19|20)\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (form === undefined) return undefined;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // A day that is not in the calendar comes back as another one.
  return new Date(date).toISOString().startsWith(form) ? { date } : undefined;
}

/** `14:00`, `2:30:15`, `2pm`: seconds since midnight. */
function readClock(text: string): number | undefined {
  const [form, hour, minute = "0", second = "0", half] =
    /^(\d{1,2})(?::([0-5]\d)(?::([0-5]\d(?:\.\d{1,3})?))?)?([ap]m)?$/.exec(text) ?? [];
  if (form === undefined || (half === undefined && !form.includes(":"))) return undefined;
  const typed = Number(hour);
  if (half === undefined ? typed > 23 : typed < 1 || typed > 12) return undefined;
  const hours = half === undefined ? typed : (typed % 12) + (half === "pm" ? 12 : 0);
  return hours * 3_600 + Number(minute) * 60 + Number(second);
}

function write(time: LogTime): string {
  if ("agoMs" in time) return time.agoMs === 0 ? "now" : writeUnits(Math.round(time.agoMs / 1_000));
  if ("atMs" in time) return new Date(time.atMs).toISOString();
  const { day, second } = time;
  return [day === undefined ? [] : [writeDay(day)], second === undefined ? [] : [writeClock(second)]]
    .flat()
    .join(" ");
}

function writeDay(day: Day): string {
  if ("date" in day) return new Date(day.date).toISOString().slice(0, "2026-11-01".length);
  if ("weekday" in day) return weekdays[day.weekday] ?? "today";
  return day.daysAgo === 0 ? "today" : "yesterday";
}

function writeClock(second: number): string {
  return new Date(second * 1_000)
    .toISOString()
    .slice("1970-01-01T".length, -1)
    .replace(/\.000$/, "");
}
