import fc from "fast-check";
import { expect, test } from "vitest";
import { type EventWorld, eventWorld, jobOf } from "../../test/support/event-world.ts";
import { eventNames, eventOf } from "../../test/support/events.ts";

/** The recorded events of each job, told in the order in which AWS sent them. */
const stories = Map.groupBy(
  eventNames.filter((name) => !/^blocked|^kubernetes|^array\.child|^nodes\.node/.test(name)),
  (name) => String(eventOf(name).detail.jobId),
);

/** The same events in any order, some of them several times, cut into any folds. */
function retold(names: readonly string[]): fc.Arbitrary<string[][]> {
  return fc
    .array(fc.constantFrom(...names), { maxLength: 4 })
    .chain((again) => {
      const all = [...names, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    })
    .chain((all) =>
      fc
        .array(fc.boolean(), { minLength: all.length, maxLength: all.length })
        .map((cuts) => all.reduce(cutAfter(cuts), [[]] as string[][])),
    );
}

const cutAfter = (cuts: readonly boolean[]) => (folds: string[][], name: string, index: number) => {
  folds.at(-1)?.push(name);
  return cuts[index] ? [...folds, []] : folds;
};

async function told(names: readonly string[], folds: readonly (readonly string[])[]) {
  const world: EventWorld = await eventWorld();
  try {
    const job = jobOf(names[0] ?? "");
    await world.save(job);
    for (const fold of folds) if (fold.length > 0) await world.take(...fold.map(eventOf));
    const { version: _counts, ...saved } = (await world.store.jobs.get(job.id)) ?? job;
    const finals = await world.noticesOf(job, "finished");
    return { saved, finals: finals.map(({ body }) => body), left: await world.store.inbox.depth() };
  } finally {
    await world.applying.stop();
    await world.store.close();
  }
}

test.each([...stories.values()])(
  "%s and what else is recorded of that job end the same in any order and number",
  async (...names) => {
    const inOrder = await told(names, [
      names.toSorted((a, b) => Date.parse(eventOf(a).time) - Date.parse(eventOf(b).time)),
    ]);
    expect(inOrder.left).toBe(0);
    await fc.assert(
      fc.asyncProperty(retold(names), async (folds) => {
        expect(await told(names, folds)).toEqual(inOrder);
      }),
      { numRuns: names.length === 1 ? 3 : 40 },
    );
  },
);

test("every job that ended is told to have ended, once", async () => {
  for (const names of stories.values()) {
    const hasEnded = names.some((name) => /SUCCEEDED|FAILED/.test(String(eventOf(name).detail.status)));
    expect((await told(names, [names, names])).finals).toHaveLength(hasEnded ? 1 : 0);
  }
});
