import type { Clock } from "../../src/lifecycle/clock.ts";

/** A clock of its own: it jumps to the next timer as soon as nothing goes on. */
export type VirtualClock = Clock & {
  /** Lets the time pass. Whenever all is quiet, `whenQuiet` is asked whether it is to go on. */
  run(untilMs: number, whenQuiet: () => Promise<GoesOn>): Promise<void>;
};

/** `again`: something was set off, and time is to wait until all is quiet once more. */
export type GoesOn = "on" | "again" | "stop";

type Timer = { atMs: number; order: number; run: () => void; isOff: boolean };

/** More timers than this without a moment passing: something spins. */
const mostAtOnce = 20_000;

export function virtualClock(startMs: number): VirtualClock {
  const timers: Timer[] = [];
  let nowMs = startMs;
  let order = 0;

  const run = async (untilMs: number, whenQuiet: () => Promise<GoesOn>): Promise<void> => {
    let atOnce = 0;
    for (;;) {
      await quiet();
      const goesOn = await whenQuiet();
      if (goesOn === "stop") return;
      if (goesOn === "again") continue;
      const next = timers[0];
      if (next === undefined || next.atMs > untilMs) break;
      removeFirst(timers);
      if (next.isOff) continue;
      atOnce = next.atMs > nowMs ? 0 : atOnce + 1;
      if (atOnce > mostAtOnce) throw new Error("something spins: timers without end and no time passes");
      nowMs = Math.max(nowMs, next.atMs);
      next.run();
    }
    nowMs = untilMs;
  };

  return {
    nowMs: () => nowMs,
    after: (delayMs, deed) => {
      const timer: Timer = { atMs: nowMs + Math.max(0, delayMs), order: order++, run: deed, isOff: false };
      insert(timers, timer);
      return () => {
        timer.isOff = true;
      };
    },
    run,
  };
}

/** Nothing in a world waits for anything but promises, its own clock, and now and then for the next turn of the event loop. */
async function quiet(): Promise<void> {
  do await new Promise<void>((resolve) => setImmediate(resolve));
  while (process.getActiveResourcesInfo().includes("Immediate"));
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** A binary heap: the earliest is the first. */
function insert(heap: Timer[], timer: Timer): void {
  let index = heap.push(timer) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent] as Timer;
    if (!isBefore(timer, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = timer;
}

function removeFirst(heap: Timer[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    const right = heap[child + 1];
    if (right !== undefined && isBefore(right, heap[child] as Timer)) child += 1;
    const below = heap[child] as Timer;
    if (!isBefore(below, last)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = last;
}
