/** Timers that end together, so that a closed local AWS leaves nothing ticking. */
export type Timers = {
  /** Returns what cancels it. */
  after: (delayMs: number, deed: () => void) => () => void;
  stop: () => void;
};

export function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  let isStopped = false;
  return {
    after(delayMs, deed) {
      if (isStopped) return () => {};
      const timer = setTimeout(() => {
        running.delete(timer);
        deed();
      }, delayMs);
      running.add(timer);
      return () => {
        clearTimeout(timer);
        running.delete(timer);
      };
    },
    stop() {
      isStopped = true;
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
