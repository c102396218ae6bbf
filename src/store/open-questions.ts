export type Asked = { resolve(value: never): void; reject(error: unknown): void };

/**
 * Those who wait for a thread's answer, each under a number that is given anew once it is answered. In a map the tables
 * it has outgrown lead from one to the next, and keep what stood in them alive: the clean-up of what is young took ten
 * times as long.
 */
export class OpenQuestions {
  readonly #asked: (Asked | undefined)[] = [];
  readonly #free: number[] = [];

  get count(): number {
    return this.#asked.length - this.#free.length;
  }

  add(asked: Asked): number {
    const id = this.#free.pop() ?? this.#asked.length;
    this.#asked[id] = asked;
    return id;
  }

  /** Answered: nobody waits for it any more. */
  take(id: number): Asked | undefined {
    const asked = this.#asked[id];
    if (asked === undefined) return undefined;
    this.#asked[id] = undefined;
    this.#free.push(id);
    return asked;
  }

  /** No answer will come any more. */
  rejectAll(error: unknown): void {
    for (const id of this.#asked.keys()) this.take(id)?.reject(error);
  }
}
