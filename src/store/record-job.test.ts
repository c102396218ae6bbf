import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jobIn } from "../../test/fixtures/jobs.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { threadOf } from "../../test/support/saved-jobs.ts";
import { directThreadIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, InvocationId, MemberId, PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { JobLevel, MemberSetting } from "../domain/telling/setting.ts";
import type { Store } from "./open-store.ts";

const jblow = "U0JBLOW" as MemberId;
const amate = "U0AMATE" as MemberId;
const lab = "C0PETERS" as ChannelId;
const seattle = "America/Los_Angeles";
const night = { fromMinute: 19 * 60, toMinute: 8 * 60 };
/** A quarter to eleven in the morning in Seattle, and a quarter to eleven at night. */
const byDayMs = Date.UTC(2026, 10, 20, 18, 45);
const byNightMs = Date.UTC(2026, 10, 21, 6, 45);
const morningMs = Date.UTC(2026, 10, 21, 16);

let store: Store;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

type World = {
  places?: readonly string[];
  owner?: MemberSetting;
  channel?: JobLevel;
  job?: JobLevel;
  watches?: boolean;
};

/** A job that ran, with its threads and what is set around it. */
async function running({ places = [lab], owner = {}, channel, job: own, watches }: World): Promise<Job> {
  const { batchId: _, ...rest } = jobIn("running");
  const job: Job = { ...rest, batchId: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" as never };
  const by = { by: jblow, atMs: 1 };
  await store.transaction(async (tables) => {
    await tables.jobs.add(job, 0);
    for (const place of places) await tables.threads.add(threadOf(job, { channel: place }));
    await tables.settings.setMember(jblow, owner, 1);
    if (channel !== undefined && channel !== "mute")
      await tables.settings.setChannel({ pi: job.pi, channel: lab }, { level: channel }, by);
    await tables.settings.setJob(job.id, own, by);
    await tables.roster.seed("peters-u" as PiName, { slack: amate, hutchnet: "amate", role: "member" }, 1);
    if (watches)
      await tables.watchers.toggle(
        { job: job.id, member: amate, channel: lab, isIn: true, isAdmin: false },
        { by: "press" as InvocationId, atMs: 1 },
      );
  });
  return job;
}

async function ends(before: Job, state: "succeeded" | "failed", nowMs = byDayMs): Promise<void> {
  const after: Job = { ...jobIn(state), id: before.id, subject: before.subject, version: before.version + 1 };
  await store.transaction((tables) => tables.recordJob({ before, after }, { nowMs, quietMs: 60_000 }));
}

/** What is to be posted: where, and whom it calls. */
async function said(): Promise<string[]> {
  const heads = await store.notices.heads(Number.MAX_SAFE_INTEGER, 100);
  return heads.map(({ thread, notice }) =>
    `${thread.channel}: ${notice.body.kind} ${notice.calls.join()}`.trim(),
  );
}

/** Cards stand, so that replies may. */
async function cardsStand({ subject }: Job): Promise<void> {
  for (const { id, channel } of await store.threads.ofSubject(subject))
    await store.threads.cardPosted(id, { channel, cardTs: "1.1" as never, version: 1, nowMs: 0 });
}

async function told(world: World, state: "succeeded" | "failed", nowMs = byDayMs): Promise<string[]> {
  const job = await running(world);
  await cardsStand(job);
  await ends(job, state, nowMs);
  return said();
}

describe("the end of a job is saved to be told", () => {
  test("in its thread, with a call to its owner, where nothing is set", async () => {
    expect(await told({}, "succeeded")).toEqual(["C0PETERS: finished U0JBLOW"]);
  });

  test.each([
    ["failures", "succeeded", []],
    ["failures", "failed", ["C0PETERS: finished U0JBLOW"]],
    ["quiet", "succeeded", ["C0PETERS: finished"]],
    ["quiet", "failed", ["C0PETERS: finished U0JBLOW"]],
  ] as const)("at level %s, %s", async (level, state, expected) => {
    expect(await told({ owner: { level } }, state)).toEqual(expected);
  });

  test("as the channel has it before the owner, and the job before both", async () => {
    expect(await told({ owner: { level: "normal" }, channel: "failures" }, "succeeded")).toEqual([]);
    await store.close();
    store = await openEmptyStore();
    expect(await told({ channel: "failures", job: "quiet" }, "succeeded")).toEqual(["C0PETERS: finished"]);
  });

  test("in both places with one call, and the channel's setting counts in the channel alone", async () => {
    const places = [lab, "D0JBLOW"];
    expect((await told({ places }, "succeeded")).sort()).toEqual([
      "C0PETERS: finished",
      "D0JBLOW: finished U0JBLOW",
    ]);
    await store.close();
    store = await openEmptyStore();
    expect(await told({ places, channel: "failures" }, "succeeded")).toEqual(["D0JBLOW: finished U0JBLOW"]);
  });

  test("nowhere when it is muted; the card is to be edited all the same", async () => {
    const job = await running({ job: "mute" });
    await cardsStand(job);
    await ends(job, "failed");
    expect(await said()).toEqual([]);
    expect(await store.threads.toEdit(byDayMs, 10)).toHaveLength(1);
  });
});

describe("a step on the way is saved to be told", () => {
  const starts = async (world: World): Promise<string[]> => {
    const job = await running(world);
    await cardsStand(job);
    const before: Job = { ...jobIn("waiting"), id: job.id, subject: job.subject, version: job.version + 1 };
    const after: Job = { ...jobIn("starting"), id: job.id, subject: job.subject, version: job.version + 2 };
    const time = { nowMs: byDayMs, quietMs: 60_000 };
    await store.transaction((tables) => tables.recordJob({ before, after }, time));
    return said();
  };

  test("to who wants to hear of each, and to nobody else", async () => {
    expect(await starts({})).toEqual([]);
    await store.close();
    store = await openEmptyStore();
    expect(await starts({ owner: { level: "every" } })).toEqual(["C0PETERS: started"]);
  });
});

describe("a start is saved with the promise to call its owner at the end", () => {
  const promised = async (world: World): Promise<unknown[]> => {
    const job = await running(world);
    await cardsStand(job);
    const before: Job = { ...jobIn("waiting"), id: job.id, subject: job.subject, version: job.version + 1 };
    const after: Job = { ...jobIn("running"), id: job.id, subject: job.subject, version: job.version + 2 };
    const time = { nowMs: byDayMs, quietMs: 60_000 };
    await store.transaction((tables) => tables.recordJob({ before, after }, time));
    const heads = await store.notices.heads(Number.MAX_SAFE_INTEGER, 100);
    return heads.map(({ notice: { body } }) => body.kind === "started" && body.promisesCall);
  };

  test("where it will be called", async () => {
    expect(await promised({})).toEqual([true]);
  });

  test("but not by day to who has quiet hours, by which it may end", async () => {
    expect(await promised({ owner: { quiet: night, zone: seattle } })).toEqual([undefined]);
  });
});

describe("who asked to be told", () => {
  test("is called beside the owner", async () => {
    expect(await told({ watches: true }, "succeeded")).toEqual(["C0PETERS: finished U0JBLOW,U0AMATE"]);
  });

  test("gets a message of their own where the thread says nothing, once", async () => {
    const job = await running({ watches: true, job: "mute" });
    await ends(job, "failed");
    await ends(job, "failed");
    expect(await said()).toEqual(["U0AMATE: finished U0AMATE"]);
    expect(await store.threads.get(directThreadIdOf(job.subject, amate))).toMatchObject({ channel: amate });
  });
});

describe("in quiet hours", () => {
  const owner = { quiet: night, zone: seattle };

  test("by day they are called as ever", async () => {
    expect(await told({ owner }, "failed")).toEqual(["C0PETERS: finished U0JBLOW"]);
    expect(await store.gathered.nextMs()).toBeUndefined();
  });

  test("the reply calls nobody, and the morning has it", async () => {
    expect(await told({ owner }, "failed", byNightMs)).toEqual(["C0PETERS: finished"]);
    expect(await store.gathered.nextMs()).toBe(morningMs);
    expect(await store.gathered.due(morningMs, 10)).toEqual([jblow]);
  });

  test("nothing is posted in direct messages, and the morning has it", async () => {
    expect(await told({ owner, places: ["D0JBLOW"] }, "failed", byNightMs)).toEqual([]);
    expect(await store.gathered.due(morningMs, 10)).toEqual([jblow]);
  });

  test("a job that cannot start calls nobody, and the morning has it", async () => {
    const job = await running({ owner });
    await cardsStand(job);
    const before: Job = { ...jobIn("waiting"), id: job.id, subject: job.subject, version: job.version + 1 };
    const blocked = { reason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too much", sinceMs: byNightMs };
    const after: Job = { ...before, blocked, version: before.version + 1 };
    const time = { nowMs: byNightMs, quietMs: 60_000 };
    await store.transaction((tables) => tables.recordJob({ before, after }, time));
    expect(await said()).toEqual(["C0PETERS: waiting"]);
    expect(await store.gathered.due(morningMs, 10)).toEqual([jblow]);
  });

  test("the zone is the one of the profile, where that is known", async () => {
    await store.roster.saveProfile(jblow, { name: "J. Blow", zone: "Asia/Tokyo" }, 1);
    expect(await told({ owner }, "failed", byNightMs)).toEqual(["C0PETERS: finished U0JBLOW"]);
  });
});

describe("what everybody hears of a burst", () => {
  test("is marked where it calls the owner to a success, and only there", async () => {
    const job = await running({ watches: true });
    await cardsStand(job);
    await ends(job, "succeeded");
    const [head] = await store.notices.heads(byDayMs, 10);
    expect(head?.notice.burst).toBe(jblow);
  });

  test("a failure is never one of a burst", async () => {
    const job = await running({});
    await cardsStand(job);
    await ends(job, "failed");
    const [head] = await store.notices.heads(byDayMs, 10);
    expect(head?.notice.burst).toBeUndefined();
  });
});
