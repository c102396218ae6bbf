import { limits } from "../../domain/limits.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** Seconds, from `6h`, `90m`, `1h30m`, `2d`, `06:00:00`, Slurm's `1-12:00:00`, or `attemptDurationSeconds=3600`. */
export function durationSeconds(about: string, details: Details<number> = {}): One<number> {
  return one(about, duration, details);
}

/** How long something of ours lasts, written in the same ways. */
export function spanSeconds(about: string, details: Details<number> = {}): One<number> {
  return one(about, { ...timed("a pause lasts a minute at least."), placeholder: "2h" }, details);
}

/** Batch's shortest timeout, and a year. */
const range = { min: limits.timeoutMinSeconds, max: 365 * 86_400 };

const duration = timed("Batch stops a job after 60 s at the earliest.");

/** `atLeast` ends the sentence "`5s`: …". */
function timed(atLeast: string): Kind<number> {
  return {
    placeholder: "6h",
    unit: /^(d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)$/i,
    read: (text, part) => {
      const [, seconds] = /^attemptDurationSeconds=(\d{1,9})$/i.exec(text) ?? [];
      const clock = readClock(text);
      const value = seconds === undefined ? (clock ?? readUnits(text)) : Number(seconds);
      if (value === undefined) return { ok: false, mistake: unread(text, part) };
      if (value < range.min) {
        return { ok: false, mistake: `${part}: ${atLeast}`, instead: "60s" };
      }
      if (value > range.max)
        return { ok: false, mistake: `${part}: that is more than a year; up to \`365d\` is allowed.` };
      return clock === undefined
        ? { ok: true, value }
        : { ok: true, value, said: `${text} = ${writeUnits(value)}` };
    },
    write: writeUnits,
  };
}

function unread(text: string, part: string): string {
  if (/^\d{1,9}$/.test(text)) return `${part} has no unit: ${text}s, ${text}m or ${text}h?`;
  const [, first, second] = /^(\d{1,3}):(\d\d)$/.exec(text) ?? [];
  if (first !== undefined) return `${part} can be read twice: ${first}h${second}m or ${first}m${second}s?`;
  return `${part}: a time is a number with its unit, such as \`90m\`, \`6h\`, \`1h30m\` or \`2d\`.`;
}

/** `06:00:00`, `1-12:00:00`, `1-12` */
function readClock(text: string): number | undefined {
  const [form, days = "0", hours, minutes = "0", seconds = "0"] =
    /^(?:(\d{1,3})-)?(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text) ??
    /^(\d{1,3})-(\d{1,2})(?::([0-5]\d))?$/.exec(text) ??
    [];
  if (form === undefined) return undefined;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const secondsOf: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** `1h30m`, `90 min`, `1.5h`, `2w`: seconds, or nothing. */
export function readUnits(text: string): number | undefined {
  const piece =
    /\s*(\d{1,9}(?:\.\d{1,4})?)\s*(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)/giy;
  let seconds = 0;
  let end = 0;
  for (let found = piece.exec(text); found !== null; found = piece.exec(text)) {
    seconds += Number(found[1]) * (secondsOf[(found[2] ?? "").charAt(0).toLowerCase()] ?? 0);
    end = piece.lastIndex;
  }
  return end > 0 && end === text.length ? Math.round(seconds) : undefined;
}

/** `1h30m` */
export function writeUnits(seconds: number): string {
  let left = seconds;
  const pieces = (["d", "h", "m", "s"] as const).map((unit) => {
    const size = secondsOf[unit] ?? 1;
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? "" : `${count}${unit}`;
  });
  return pieces.join("") || "0s";
}
