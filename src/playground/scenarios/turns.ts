/** One after the other, for those that need the same thing. */
export type Turns = {
  /** Runs when all before it with the same key are over. */
  take: <T>(key: string, deed: () => Promise<T>) => Promise<T>;
};

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(key, deed) {
      const mine = (last.get(key) ?? Promise.resolve()).then(deed);
      last.set(
        key,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}
