/** Keeps calls that share a quota of AWS below it: whoever comes too early waits for a turn. */

/** Time from outside: `wait` resolves after that many milliseconds. */
export type PaceClock = { nowMs(): number; wait(delayMs: number): Promise<void> };

export type CallPace = {
  /** Resolves when the next call under this key may be made, first come, first served. */
  turn(key: string): Promise<void>;
  /** AWS has throttled a call under this key: for so long nobody makes one. */
  rest(key: string, forMs: number): void;
};

/** After a pause `burst` calls go at once, then `callsPerSecond`; each key (account and region) has its own. */
export function createCallPace(
  { callsPerSecond, burst }: { callsPerSecond: number; burst: number },
  clock: PaceClock,
): CallPace {
  const spacingMs = 1_000 / callsPerSecond;
  const allowanceMs = (burst - 1) * spacingMs;
  /** When the next call would go, were there no bursts. */
  const dueMs = new Map<string, number>();
  return {
    async turn(key) {
      const nowMs = clock.nowMs();
      const mineMs = Math.max(dueMs.get(key) ?? 0, nowMs);
      dueMs.set(key, mineMs + spacingMs);
      const delayMs = mineMs - allowanceMs - nowMs;
      if (delayMs > 0) await clock.wait(Math.ceil(delayMs));
    },
    rest(key, forMs) {
      // Whoever already waits for a turn has it; all others come after the rest.
      dueMs.set(key, Math.max(dueMs.get(key) ?? 0, clock.nowMs() + forMs + allowanceMs));
    },
  };
}
