import { type QuietHours, timeOfDay } from "../../domain/telling/quiet-hours.ts";
import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** From when to when nobody is to be disturbed, or `off`. */
export type QuietWish = QuietHours | "off";

/** `19:00-08:00`, `7pm-8am`, `22-6`, `off` */
export function quietHours(about: string, details: Details<QuietWish> = {}): One<QuietWish> {
  return one(about, kind, details);
}

const kind: Kind<QuietWish> = {
  placeholder: "19:00-08:00",
  read: (typed, part) => {
    const text = typed.trim().toLowerCase();
    if (/^(off|none|no|never)$/.test(text)) return { ok: true, value: "off" };
    const [from, to, ...more] = text.split(/\s*(?:[-–—]|\bto\b|\buntil\b)\s*/);
    const [fromMinute, toMinute] = [readTime(from ?? ""), readTime(to ?? "")];
    if (fromMinute === undefined || toMinute === undefined || more.length > 0) return unread(part);
    const value = { fromMinute, toMinute };
    if (fromMinute === toMinute) return { ok: false, mistake: `${part}: ${neverEnding}` };
    const written = kind.write(value);
    return written === text ? { ok: true, value } : { ok: true, value, said: `${typed} = ${written}` };
  },
  write: (value) => (value === "off" ? "off" : `${timeOfDay(value.fromMinute)}-${timeOfDay(value.toMinute)}`),
};

function unread(part: string): Reading<QuietWish> {
  return {
    ok: false,
    mistake: `${part}: quiet hours go from one time of day to another, such as \`19:00-08:00\` or \`7pm-8am\`; \`off\` ends them.`,
  };
}

const neverEnding = "both times are the same, so it would be quiet for ever or never.";

/** What is wrong with two times that are given apart, by which it is. */
export function readQuietTimes(
  from: string,
  to: string,
): { ok: true; value: QuietWish } | { ok: false; from?: string; to?: string } {
  if (from.trim() === "" && to.trim() === "") return { ok: true, value: "off" };
  const [fromMinute, toMinute] = [readTime(from), readTime(to)];
  if (fromMinute !== undefined && toMinute !== undefined) {
    if (fromMinute !== toMinute) return { ok: true, value: { fromMinute, toMinute } };
    return { ok: false, to: `Choose another time: ${neverEnding}` };
  }
  return {
    ok: false,
    ...(fromMinute === undefined
      ? { from: wrongTime(from, "From when? Fill in both times, or neither.") }
      : {}),
    ...(toMinute === undefined ? { to: wrongTime(to, "Until when? Fill in both times, or neither.") } : {}),
  };
}

function wrongTime(text: string, missing: string): string {
  return text.trim() === "" ? missing : "Write a time of day, such as 19:00 or 7pm.";
}

/** Minutes since midnight: `19:00`, `7pm`, `7.30 pm`, `19`, `1900`, `noon`, `midnight`. */
export function readTime(typed: string): number | undefined {
  const text = typed.trim().toLowerCase();
  if (text === "midnight" || text === "24:00") return 0;
  if (text === "noon") return 12 * 60;
  const [form, hours = "", minutes = "00", half] =
    /^(\d{1,2})(?:[:.h]?([0-5]\d))?\s*([ap])\.?m\.?$/.exec(text) ??
    /^(\d{1,2})(?:[:.h]?([0-5]\d))?h?$/.exec(text) ??
    [];
  const hour = Number(hours);
  if (form === undefined) return undefined;
  if (half === undefined) return hour <= 23 ? hour * 60 + Number(minutes) : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return ((hour % 12) + (half === "p" ? 12 : 0)) * 60 + Number(minutes);
}
