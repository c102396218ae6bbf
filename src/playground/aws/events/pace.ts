import type { Timers } from "../timers.ts";

/** Lets no more than so many deeds a second begin; the others wait their turn. */
export type Pace = (perSecond: number, deed: () => void) => void;

export function createPace(timers: Timers): Pace {
  const waiting: { perSecond: number; deed: () => void }[] = [];
  let begun: number[] = [];
  let isWaiting = false;

  function pump(): void {
    isWaiting = false;
    for (let next = waiting[0]; next; next = waiting[0]) {
      const now = Date.now();
      begun = begun.filter((at) => at > now - 1000);
      const oldest = begun[0];
      if (begun.length >= next.perSecond && oldest !== undefined) {
        isWaiting = true;
        timers.after(oldest + 1001 - now, pump);
        return;
      }
      waiting.shift();
      begun.push(now);
      next.deed();
    }
  }

  return (perSecond, deed) => {
    waiting.push({ perSecond, deed });
    if (!isWaiting) pump();
  };
}
