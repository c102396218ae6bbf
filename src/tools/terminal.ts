import { systemClock } from "../lifecycle/clock.ts";

/** Where a tool speaks, and what time it is there. */
export type Terminal = { nowMs(): number; say(line: string): void; complain(line: string): void };

export const terminal: Terminal = {
  nowMs: systemClock.nowMs,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
};
