/** Tells listeners what changed, each person only what that person may see, and lets tests wait for a condition. */
import type { Json } from "./json.ts";

export type Change = Json & { type: string };
type Listener = (change: Change) => void;

export type Changes = {
  tell: (people: Iterable<string>, change: (person: string) => Change) => void;
  subscribe: (person: string, listener: Listener) => () => void;
  /** Something happened that no person sees, such as a call or a delivery. */
  touch: () => void;
  waitFor: <T>(look: () => T | undefined | null | false, limits: { timeoutMs: number }) => Promise<T>;
};

export function createChanges(): Changes {
  const listeners = new Map<string, Set<Listener>>();
  const watchers = new Set<() => void>();
  const touch = () => {
    for (const watcher of [...watchers]) watcher();
  };
  return {
    touch,
    tell(people, change) {
      for (const person of people) {
        for (const listener of listeners.get(person) ?? []) listener(change(person));
      }
      touch();
    },
    subscribe(person, listener) {
      const mine = listeners.get(person) ?? new Set();
      listeners.set(person, mine.add(listener));
      return () => mine.delete(listener);
    },
    waitFor(look, { timeoutMs }) {
      return new Promise((resolve, reject) => {
        const caller = new Error(`nothing like it happened in the workspace within ${timeoutMs} ms: ${look}`);
        const deadline = setTimeout(() => end(() => reject(caller)), timeoutMs);
        const watcher = () => {
          try {
            const found = look();
            if (found) end(() => resolve(found));
          } catch (error) {
            end(() => reject(error));
          }
        };
        const end = (settle: () => void) => {
          clearTimeout(deadline);
          watchers.delete(watcher);
          settle();
        };
        watchers.add(watcher);
        watcher();
      });
    },
  };
}
