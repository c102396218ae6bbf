import { expect, test } from "vitest";
import { limits } from "../domain/limits.ts";
import { untilWon } from "./until-won.ts";

class Lost extends Error {}

/** Pauses that pass at once, and are noted. */
function race(chances: readonly number[] = []) {
  const pausesMs: number[] = [];
  const left = [...chances];
  const options = {
    isLostRace: (error: unknown) => error instanceof Lost,
    chance: () => left.shift() ?? 0.5,
    clock: {
      after: (delayMs: number, run: () => void) => {
        pausesMs.push(delayMs);
        queueMicrotask(run);
        return () => {};
      },
    },
  };
  return { pausesMs, options };
}

/** Loses so often, and then wins. */
function losing(times: number): () => Promise<number> {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= times) throw new Lost("another was quicker");
    return tries;
  };
}

test("what wins at once waits for nothing", async () => {
  const { pausesMs, options } = race();
  expect(await untilWon(losing(0), options)).toBe(1);
  expect(pausesMs).toEqual([]);
});

test("what loses is done again, after pauses by chance that grow", async () => {
  const { pausesMs, options } = race([0.5, 0.25, 0.99]);
  expect(await untilWon(losing(3), options)).toBe(4);
  expect(pausesMs).toEqual([5, 5, 40]);
});

test("two who lost together come back at different moments", async () => {
  const [one, other] = [race([0.1]), race([0.9])];
  await Promise.all([untilWon(losing(1), one.options), untilWon(losing(1), other.options)]);
  expect(one.pausesMs).not.toEqual(other.pausesMs);
});

test("who always loses gives up, and another failure is not tried again", async () => {
  const { pausesMs, options } = race();
  await expect(untilWon(losing(Number.POSITIVE_INFINITY), options)).rejects.toThrow(Lost);
  expect(pausesMs).toHaveLength(limits.storeTries - 1);
  const broken = race();
  const work = () => Promise.reject(new Error("no such table"));
  await expect(untilWon(work, broken.options)).rejects.toThrow("no such table");
  expect(broken.pausesMs).toEqual([]);
});
