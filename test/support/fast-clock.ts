import type { Clock } from "../../src/lifecycle/clock.ts";

/** A clock that runs `speed` times as fast as the real one: minutes of patience pass in seconds. */
export function fastClock(speed: number, startedMs: number = Date.now()): Clock {
  return {
    nowMs: () => Math.round(startedMs + (Date.now() - startedMs) * speed),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs / speed);
      return () => clearTimeout(timer);
    },
  };
}
