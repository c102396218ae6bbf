// Tells whoever listens that something in the local AWS has changed.

export type Change = { kind: "job" | "log" | "event" | "delivery" | "call"; account: string; id: string };

export type Changes = {
  tell: (change: Change) => void;
  /** Returns what stops the listening. */
  listen: (listener: (change: Change) => void) => () => void;
  /** Resolves at the first change after which the predicate holds. */
  until: (predicate: () => boolean, timeoutMs: number) => Promise<void>;
};

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    tell(change) {
      for (const listener of [...listeners]) listener(change);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    until(predicate, timeoutMs) {
      if (predicate()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const finish = (error?: Error) => {
          clearTimeout(timer);
          listeners.delete(check);
          if (error) reject(error);
          else resolve();
        };
        const check = () => {
          try {
            if (predicate()) finish();
          } catch (error) {
            finish(error instanceof Error ? error : new Error(String(error)));
          }
        };
        const timer = setTimeout(
          () => finish(new Error(`local AWS: not so after ${timeoutMs} ms: ${predicate}`)),
          timeoutMs,
        );
        listeners.add(check);
      });
    },
  };
}
