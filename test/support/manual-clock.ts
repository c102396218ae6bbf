import type { Clock } from "../../src/lifecycle/clock.ts";

export type ManualClock = Clock & {
  /** Lets the time pass: runs each timer when it is due, and waits for what it set off. */
  advance(ms: number): Promise<void>;
  /** Waits for what is under way, as far as it needs no time. */
  settle(): Promise<void>;
};

type Timer = { atMs: number; run: () => void };

/** More timers than this without a moment passing: something spins. */
const mostAtOnce = 10_000;

/** A clock that stands still until it is told to go on. */
export function manualClock(startMs = Date.UTC(2026, 10, 20, 18, 42)): ManualClock {
  const timers = new Set<Timer>();
  let nowMs = startMs;

  const advance = async (ms: number): Promise<void> => {
    const untilMs = nowMs + ms;
    await settle();
    let atOnce = 0;
    for (;;) {
      const next = earliest(timers, untilMs);
      if (next === undefined) break;
      atOnce = next.atMs > nowMs ? 0 : atOnce + 1;
      if (atOnce > mostAtOnce) throw new Error("timers without end: something does not wait");
      nowMs = Math.max(nowMs, next.atMs);
      timers.delete(next);
      next.run();
      await settle();
    }
    nowMs = untilMs;
  };

  return {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance,
    settle,
  };
}

/** What waits for promises alone is done after one turn of the event loop; each time that it lets others go first takes one more. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function earliest(timers: ReadonlySet<Timer>, untilMs: number): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) {
    if (timer.atMs <= untilMs && (first === undefined || timer.atMs < first.atMs)) first = timer;
  }
  return first;
}
