/** Time comes in as an argument: this is its one source. */
export type Clock = {
  nowMs(): number;
  /** Runs something later; the returned function calls it off. */
  after(delayMs: number, run: () => void): () => void;
};

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
