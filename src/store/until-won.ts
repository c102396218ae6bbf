import { limits } from "../domain/limits.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";

export type RaceOptions = {
  isLostRace(error: unknown): boolean;
  clock: Pick<Clock, "after">;
  chance: Chance;
};

/** A transaction takes a few milliseconds: those who met are apart by then. */
const firstPauseMs = 10;

/** Does what lost a race once more, after a pause by chance: those who lost it together do not meet again at once. */
export async function untilWon<T>(
  work: () => Promise<T>,
  { isLostRace, clock, chance }: RaceOptions,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= limits.storeTries || !isLostRace(error)) throw error;
      const mostMs = firstPauseMs * 2 ** (tries - 1);
      await new Promise<void>((resolve) => clock.after(Math.ceil(chance() * mostMs), resolve));
    }
  }
}
