import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aPi } from "../../test/fixtures/a-pi.ts";
import { rejectedBy, throttled } from "../../test/support/fake-batch.ts";
import { warning } from "../../test/support/kept-log.ts";
import {
  elsewhere,
  hourMs,
  okafor,
  type ReconcileWorld,
  reconcileWorld,
} from "../../test/support/reconcile-world.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import type { PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";

let world: ReconcileWorld;
beforeEach(async () => {
  world = await reconcileWorld();
});
afterEach(() => world.close());

/** When AWS was asked, counted from now. */
function askedAtMs(): number[] {
  const atMs: number[] = [];
  const startMs = world.clock.nowMs();
  const { describe } = world.aws;
  world.aws.describe = (...asked) => {
    atMs.push(world.clock.nowMs() - startMs);
    return describe(...asked);
  };
  return atMs;
}

test("a job is asked about soon after its submission, and then less and less often", async () => {
  world.answers("single.running");
  const atMs = askedAtMs();
  world.self.start();
  await world.clock.advance(100);
  await world.young(1);
  await world.clock.advance(25 * 60_000);
  const seconds = atMs.map((ms) => Math.floor(ms / 1_000));
  expect(seconds.slice(0, 6)).toEqual([7, 14, 28, 56, 112, 172]);
  const pauses = atMs.slice(1).map((ms, n) => Math.round((ms - (atMs[n] ?? 0)) / 60_000));
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(4);
  expect(atMs.length).toBeLessThan(16);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});

test("at the start all that are open are asked about at once, at each account's pace", async () => {
  world.answers("single.succeeded");
  world.pis = [aPi(), aPi(elsewhere)];
  const turns = new Map<string, number>();
  world.pace = async (place) => {
    const turn = turns.get(place) ?? 0;
    turns.set(place, turn + 1);
    await new Promise<void>((resolve) => world.clock.after(turn * 200, resolve));
  };
  const later = world.clock.nowMs() + hourMs;
  await world.store.transaction(async ({ jobs }) => {
    for (let n = 0; n < 1_000; n++) await jobs.add(jobNo(n), later);
  });
  const other = jobNo(1_001, { pi: okafor, account: elsewhere.account });
  await world.store.jobs.add(other, later);
  const ended: Job = { ...jobNo(1_002), state: "failed" };
  await world.store.jobs.add(ended, later);
  await world.store.jobs.save(ended, null);
  world.self.start();
  await world.clock.advance(300);
  expect((await world.saved(other)).state).toBe("succeeded");
  expect(world.aws.described.length).toBeLessThan(5);
  await world.clock.advance(60_000);
  const ids = world.aws.described.flatMap((call) => call.ids);
  expect(ids).toHaveLength(1_001);
  expect(new Set(ids).size).toBe(1_001);
  expect(ids).not.toContain(ended.batchId);
});

test("AWS is asked in hundreds, each PI for itself", async () => {
  world.answers("single.running");
  for (let n = 0; n < 250; n++) await world.quiet(n);
  for (let n = 300; n < 303; n++) await world.quiet(n, { pi: okafor });
  world.self.start();
  await world.clock.advance(1_000);
  const sizes = (pi: string) =>
    world.aws.described.filter((call) => call.pi === pi).map(({ ids }) => ids.length);
  expect(Math.max(...sizes("peters-u"))).toBeLessThanOrEqual(limits.describeJobs);
  expect(sizes("peters-u").reduce((sum, n) => sum + n)).toBe(250);
  expect(sizes("okafor-n")).toEqual([3]);
  expect(new Set(world.aws.described.flatMap(({ ids }) => ids)).size).toBe(253);
});

describe("an account in trouble", () => {
  const third = "third-x" as PiName;

  /** As often as AWS was asked for them, the labs' calls fail with this. */
  function failing(trouble: Error, ...labs: readonly string[]): number[] {
    world.answers("single.running");
    const { describe } = world.aws;
    const atMs: number[] = [];
    const startMs = world.clock.nowMs();
    world.aws.describe = async (pi, ids) => {
      if (!labs.includes(pi)) return describe(pi, ids);
      atMs.push(world.clock.nowMs() - startMs);
      throw trouble;
    };
    return atMs;
  }

  test("hurts no other, and rests for longer each time, up to five minutes", async () => {
    world.pis = [aPi(), aPi(elsewhere)];
    const atMs = failing(throttled, "peters-u");
    const [one, two] = [
      await world.quiet(1),
      await world.quiet(2, { pi: okafor, account: elsewhere.account }),
    ];
    world.self.start();
    await world.clock.advance(1_000);
    expect((await world.saved(one)).state).toBe("submitted");
    expect((await world.saved(two)).state).toBe("running");
    expect(world.log.lines).toMatchObject([{ level: warning, pi: "peters-u", jobs: 1, pauseMs: 2_000 }]);
    await world.clock.advance(20 * 60_000);
    const pauses = atMs.slice(1).map((ms, n) => Math.round((ms - (atMs[n] ?? 0)) / 1_000));
    expect(pauses.slice(0, 4)).toEqual([2, 4, 8, 16].map((each) => expect.closeTo(each, -0.5)));
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(302);
  });

  test("that throttles one lab rests for all its labs", async () => {
    world.pis = [aPi(), aPi({ name: okafor }), aPi({ ...elsewhere, name: third })];
    failing(throttled, "peters-u");
    await world.quiet(1);
    world.self.start();
    await world.clock.advance(100);
    const [same, other] = [
      await world.quiet(2, { pi: okafor }),
      await world.quiet(3, { pi: third, account: elsewhere.account }),
    ];
    await world.clock.advance(1_500);
    expect((await world.saved(other)).state).toBe("running");
    expect((await world.saved(same)).state).toBe("submitted");
    await world.clock.advance(2_000);
    expect((await world.saved(same)).state).toBe("running");
  });

  test("whose one lab has a role that is refused goes on with its others", async () => {
    const atMs = failing(rejectedBy("not authorized"), "peters-u");
    const [one, two] = [await world.quiet(1), await world.quiet(2, { pi: okafor })];
    world.self.start();
    await world.clock.advance(1_500);
    const three = await world.quiet(3, { pi: okafor });
    await world.clock.advance(1_500);
    expect(
      [await world.saved(one), await world.saved(two), await world.saved(three)].map(({ state }) => state),
    ).toEqual(["submitted", "running", "running"]);
    expect(atMs.length).toBeLessThanOrEqual(2);
  });

  test("that is well again is asked without a rest", async () => {
    failing(throttled, "peters-u");
    const job = await world.quiet(1);
    world.self.start();
    await world.clock.advance(60_000);
    world.answers("single.running");
    await world.clock.advance(60_000);
    expect((await world.saved(job)).state).toBe("running");
    const calls = world.aws.described.length;
    for (let n = 10; n < 310; n++) await world.quiet(n);
    await world.clock.advance(1_100);
    expect(world.aws.described.length).toBeGreaterThanOrEqual(calls + 3);
  });
});

test("no more than twenty labs are asked about at the same time", async () => {
  world.pis = Array.from({ length: 50 }, (_, n) => aPi({ name: `lab-${n}` as PiName }));
  const gate = Promise.withResolvers<void>();
  world.aws.describe = async () => {
    await gate.promise;
    return [];
  };
  for (let n = 0; n < 50; n++) await world.quiet(n, { pi: `lab-${n}` as PiName });
  world.self.start();
  await world.clock.advance(5_000);
  expect(world.aws.described).toHaveLength(limits.askLabs);
  gate.resolve();
  await world.clock.advance(5_000);
  expect(new Set(world.aws.described.map(({ pi }) => pi)).size).toBe(50);
});

test("an account that does not answer at all holds up no other, however many jobs it has", async () => {
  world.answers("single.running");
  const { describe } = world.aws;
  const never = Promise.withResolvers<void>();
  world.aws.describe = async (pi, ids) => {
    if (pi === "peters-u") await never.promise;
    return describe(pi, ids);
  };
  for (let n = 0; n < 300; n++) await world.quiet(n);
  await world.clock.advance(1);
  const job = await world.quiet(999, { pi: okafor });
  world.self.start();
  await world.clock.advance(5_000);
  expect((await world.saved(job)).state).toBe("running");
  expect(world.aws.described.filter(({ pi }) => pi === "peters-u")).toHaveLength(1);
  never.resolve();
  await world.clock.advance(1_000);
  expect(world.aws.described.filter(({ pi }) => pi === "peters-u")).toHaveLength(3);
});

test("stopping waits for what AWS is being asked", async () => {
  const gate = Promise.withResolvers<void>();
  world.aws.describe = async () => {
    await gate.promise;
    return [];
  };
  const job = await world.quiet(1);
  world.self.start();
  await world.clock.settle();
  let stopped = false;
  const stopping = world.self.stop().then(() => {
    stopped = true;
  });
  await world.clock.settle();
  expect(stopped).toBe(false);
  gate.resolve();
  await stopping;
  expect((await world.saved(job)).missingSinceMs).toBe(world.clock.nowMs());
});

test("a store that fails is not a reason to ask AWS without a pause", async () => {
  world.answers("single.running");
  await world.quiet(1);
  const { transaction } = world.store;
  world.store.transaction = async () => {
    throw new Error("the disk is full");
  };
  const { askAgainAt } = world.store.jobs;
  world.store.jobs.askAgainAt = async () => {
    throw new Error("the disk is full");
  };
  world.self.start();
  await world.clock.advance(10_000);
  expect(world.aws.described.length).toBeLessThanOrEqual(11);
  world.store.transaction = transaction;
  world.store.jobs.askAgainAt = askAgainAt;
  await world.clock.advance(limits.askLeaseMs);
  expect((await world.saved(jobNo(1))).state).toBe("running");
});

test("a job of which nothing can be saved holds up none of the others, and is put off for ever longer", async () => {
  world.answers("single.running");
  const [bad, ...others] = [await world.quiet(1), await world.quiet(2), await world.quiet(3)];
  const atMs = askedAtMs();
  const { transaction } = world.store;
  world.store.transaction = (work) =>
    transaction((tables) => {
      const recordJob: typeof tables.recordJob = async (change, time) => {
        if (change.after.id === bad.id) throw new Error("nothing can be told of it");
        return tables.recordJob(change, time);
      };
      return work({ ...tables, recordJob });
    });
  world.self.start();
  await world.clock.advance(1_000);
  for (const job of others) expect((await world.saved(job)).state).toBe("running");
  expect((await world.saved(bad)).state).toBe("submitted");
  expect(world.log.lines).toContainEqual(expect.objectContaining({ job: bad.batchId }));
  await world.clock.advance(3 * hourMs);
  const ofBad = atMs.filter((_, n) => world.aws.described[n]?.ids.includes(bad.batchId as never));
  const pauses = ofBad.slice(1).map((ms, n) => ms - (ofBad[n] ?? 0));
  expect(pauses.length).toBeGreaterThan(5);
  expect(pauses.at(-1)).toBeGreaterThan(10 * 60_000);
});
