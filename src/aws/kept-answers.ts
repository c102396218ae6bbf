import type { Clock } from "../lifecycle/clock.ts";

/**
 * What AWS answers of queues and definitions is good for some seconds: who asks the same meanwhile gets the same, and
 * who asks while it is being asked waits for that one call. A failure is not kept.
 */
export type KeptAnswers = {
  get<T>(question: string, ask: () => Promise<T>): Promise<T>;
  /** Asked anew, whatever is kept: for what is decided by it. */
  anew<T>(question: string, ask: () => Promise<T>): Promise<T>;
};

/** `most`: beyond so many questions all that is kept is let go of. */
export function keptAnswers(
  { nowMs }: Pick<Clock, "nowMs">,
  { forMs, most }: { forMs: number; most: number },
): KeptAnswers {
  const kept = new Map<string, { answer: Promise<unknown>; untilMs: number }>();

  const anew = <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    if (kept.size >= most) kept.clear();
    const answer = ask();
    // Until it has come it is the newest there will be.
    const entry = { answer, untilMs: Number.POSITIVE_INFINITY };
    kept.set(question, entry);
    answer.then(
      () => {
        entry.untilMs = nowMs() + forMs;
      },
      () => {
        if (kept.get(question) === entry) kept.delete(question);
      },
    );
    return answer;
  };

  return {
    anew,
    get: <T>(question: string, ask: () => Promise<T>): Promise<T> => {
      const known = kept.get(question);
      return known !== undefined && known.untilMs > nowMs()
        ? (known.answer as Promise<T>)
        : anew(question, ask);
    },
  };
}
