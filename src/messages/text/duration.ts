import { grouped } from "./numbers.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `4 s`, `41 min`, `2 h 14 min`, `3 d 4 h`: the two units that matter, rounded down. */
export function durationWords(durationMs: number): string {
  if (!(durationMs >= secondMs)) return "less than 1 s";
  if (durationMs < minuteMs) return `${Math.floor(durationMs / secondMs)} s`;
  if (durationMs < hourMs) return `${Math.floor(durationMs / minuteMs)} min`;
  if (durationMs < dayMs) return two(durationMs, [hourMs, "h"], [minuteMs, "min"]);
  return two(durationMs, [dayMs, "d"], [hourMs, "h"]);
}

function two(
  durationMs: number,
  [largeMs, large]: [number, string],
  [smallMs, small]: [number, string],
): string {
  const rest = Math.floor((durationMs % largeMs) / smallMs);
  const whole = `${grouped(Math.floor(durationMs / largeMs))} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}
