import type { Clock } from "../../src/lifecycle/clock.ts";

/** The real time, until it is made to jump: what was to happen meanwhile happens at once. */
export function jumpingClock(): Clock & { jump(ms: number): void } {
  let aheadMs = 0;
  const waiting = new Set<() => void>();
  const nowMs = () => Date.now() + aheadMs;
  return {
    nowMs,
    after: (delayMs, run) => {
      const atMs = nowMs() + delayMs;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const callOff = (): void => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const look = (): void => {
        clearTimeout(timer);
        const leftMs = atMs - nowMs();
        if (leftMs > 0) {
          // A timer holds no more than some 24 days.
          timer = setTimeout(look, Math.min(leftMs, 1e9));
          return;
        }
        callOff();
        run();
      };
      waiting.add(look);
      timer = setTimeout(look, Math.min(delayMs, 1e9));
      return callOff;
    },
    jump: (ms) => {
      aheadMs += ms;
      for (const look of [...waiting]) look();
    },
  };
}
