import type { Clock } from "./clock.ts";

/** What the work gives, or undefined where it takes longer; it goes on all the same. */
export function within<T>(clock: Pick<Clock, "after">, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(ms, () => resolve(undefined));
    work.then(resolve, reject).finally(callOff);
  });
}
