import { describe, expect, test } from "vitest";
import { type Outcome, simulate } from "./run.ts";
import { type Sabotage, sabotages } from "./sabotage.ts";

/** Worlds that are always looked at: calm, mixed and wild ones. New ones are for `npm run sim`. */
const known = Array.from({ length: 8 }, (_, index) => index + 1);

const told = ({ seed, found }: Outcome): string[] =>
  found.map((sentence) => `${sentence}   (npm run sim -- --seed ${seed} --trace)`);

describe("in a world of its own, the bot keeps what it promises", () => {
  test.each(known)("seed %i", async (seed) => {
    expect(told(await simulate({ seed }))).toEqual([]);
  });
});

test("the same seed gives the same world, to the line", async () => {
  const [one, two] = [await simulate({ seed: 4 }), await simulate({ seed: 4 })];
  expect([two.hash, two.lines]).toEqual([one.hash, one.lines]);
  expect((await simulate({ seed: 5 })).hash).not.toBe(one.hash);
});

/** Seldom shown, or dearly: where looking for it takes least time now. */
const showsAt: Partial<Record<Sabotage, { seed: number; minutes?: number }>> = {
  "look-ups hide metadata": { seed: 25 },
  "edits are lost": { seed: 12 },
  "edits of replies are lost": { seed: 5 },
  "mornings forget": { seed: 20 },
  "late edits are not made sure of": { seed: 130 },
  "a no is taken for a yes": { seed: 31 },
  "answers vanish": { seed: 3 },
  "the labs file is taken for the roster": { seed: 6 },
  "the sender does not ask for pauses": { seed: 9 },
  "what waited for the end of a pause is left": { seed: 30, minutes: 10 },
};

/** What is found in the first of some worlds in which a known bug shows. */
async function foundWith(sabotage: Sabotage): Promise<string> {
  const { seed: first, minutes = 3 } = showsAt[sabotage] ?? { seed: 1 };
  for (let seed = first; seed < first + 60; seed++) {
    const { found } = await simulate({ seed, sabotage, minutes, restMinutes: 20 });
    if (found.length > 0) return found.join("\n");
  }
  return "nothing";
}

const bites: Record<Sabotage, RegExp> = {
  "look-ups hide metadata": /(posted|stands) [2-9] times/,
  "edits are lost": /shows .* v\d+, and the store says/,
  "edits of replies are lost": /(finished|approval|people) .* says .* and the store says/,
  "late edits are not made sure of": /says .* and the store says|shows .* v\d+, and the store says/,
  "answers vanish": /heard \d+ answers/,
  "submissions arrive twice": /was submitted too/,
  "tries are not saved": /not as being tried/,
  "ends are not saved": /jobs that have not ended are left over/,
  "Slack's pace is not kept": /not a second/,
  "mornings forget": /was never told that n\d+ has ended/,
  "the labs file is taken for the roster": /was let do/,
  "the sender does not ask for pauses": /was sent while submitting in .* was paused/,
  "what waited for the end of a pause is left": /was resumed, and .* still waits/,
  "a no is taken for a yes": /is on record as denied, and was decided as approved/,
};

describe("the checkers bite: a known bug is found when", () => {
  test.each(sabotages)("%s", { timeout: 60_000 }, async (sabotage) => {
    expect(await foundWith(sabotage)).toMatch(bites[sabotage]);
  });
});
