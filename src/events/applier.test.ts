import { afterEach, beforeEach, expect, test } from "vitest";
import { type EventWorld, eventAbout, eventWorld, jobOf, toInbox } from "../../test/support/event-world.ts";
import { eventOf } from "../../test/support/events.ts";
import { error as errorLevel, warning } from "../../test/support/kept-log.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import type { AccountId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Tables } from "../store/tables.ts";

let world: EventWorld;
beforeEach(async () => {
  world = await eventWorld();
});
afterEach(async () => {
  await world.applying.stop();
  await world.store.close();
});

const stateOf = async (n: number) => (await world.store.jobs.get(jobNo(n).id))?.state;

test("an event moves its job, says what is worth saying, and is gone from the inbox", async () => {
  const job = jobOf("single.running");
  await world.save(job);
  await world.take(eventOf("single.running"));
  expect(await stateOf(1)).toBe("running");
  expect(await world.noticesOf(job, "started")).toMatchObject([{ state: "queued" }]);
  expect(await world.store.inbox.depth()).toBe(0);
  expect(world.counts).toEqual({ applied: 1, setAside: 0 });
});

test("more events than one fold takes are applied fold after fold", async () => {
  for (let n = 0; n < 3; n++) await world.save(jobNo(n));
  await world.take(
    ...Array.from({ length: 1_200 }, (_, n) => eventAbout("single.running", jobNo(n % 3))),
    eventAbout("single.succeeded", jobNo(2)),
  );
  expect(await Promise.all([0, 1, 2].map(stateOf))).toEqual(["running", "running", "succeeded"]);
  expect(await world.store.inbox.depth()).toBe(0);
  expect(world.counts.applied).toBe(1_201);
});

test.each([
  [1, 90],
  [0.5, 45],
  [0, 0],
])(
  "while more comes in, others who need %f of the time have %i ms after a fold of ten",
  async (share, restMs) => {
    await world.store.close();
    world = await eventWorld({ load: { begin: () => {}, share: () => share } });
    await world.save(jobNo(1));
    const { store, clock, applying } = world;
    const { handOut } = store;
    const foldsAtMs: number[] = [];
    store.handOut = async (which, work) => {
      foldsAtMs.push(clock.nowMs());
      return handOut(which, async (tables, rows) => {
        const result = await work(tables, rows);
        if (rows.length === 0) return result;
        applying.wake();
        await new Promise<void>((resolve) => clock.after(10, resolve));
        return result;
      });
    };
    const event = toInbox(eventAbout("single.running", jobNo(1)));
    await store.inbox.append(Array.from({ length: 1_500 }, () => event));
    applying.start();
    await clock.advance(60_000);
    const [, second, third] = foldsAtMs;
    expect((third ?? 0) - (second ?? 0)).toBe(10 + restMs);
  },
);

/** What the store knows of these jobs can not be read. */
function poison(...jobs: readonly Job[]): void {
  const { handOut } = world.store;
  const ids = new Set(jobs.map(({ batchId }) => batchId));
  world.store.handOut = (which, work) =>
    handOut(which, (tables, rows) => {
      const byBatchIds: Tables["jobs"]["byBatchIds"] = async (account, region, asked) => {
        if (asked.some((id) => ids.has(id))) throw new Error("database disk image is malformed");
        return tables.jobs.byBatchIds(account, region, asked);
      };
      return work({ ...tables, jobs: { ...tables.jobs, byBatchIds } }, rows);
    });
}

test("one poisoned event is set aside, and the 499 others are applied", async () => {
  for (let n = 0; n < 10; n++) await world.save(jobNo(n));
  const events = Array.from({ length: 499 }, (_, n) => toInbox(eventAbout("single.running", jobNo(n % 10))));
  const poisoned = { ...toInbox(eventAbout("single.running", jobNo(11))), eventId: "poisoned" };
  poison(jobNo(11));
  await world.take(...events.slice(0, 321), poisoned, ...events.slice(321));
  expect(world.counts).toEqual({ applied: 499, setAside: 0 });
  await world.clock.advance(10_000);
  expect(await world.store.inbox.aside(10)).toMatchObject([
    { eventId: "poisoned", why: "it could not be applied" },
  ]);
  expect(world.counts).toEqual({ applied: 499, setAside: 1 });
  expect(await world.store.inbox.depth()).toBe(0);
  for (let n = 0; n < 10; n++) expect(await stateOf(n)).toBe("running");
  expect(world.log.lines).toMatchObject([
    ...Array.from({ length: 3 }, () => ({ level: warning, eventId: "poisoned" })),
    { level: errorLevel, eventId: "poisoned", err: expect.anything() },
    { level: warning, eventId: "poisoned", why: "it could not be applied" },
  ]);
});

test("several poisoned events are each set aside, wherever they stand", async () => {
  await world.save(jobNo(1));
  const bad = (n: number) => ({
    ...toInbox(eventAbout("single.running", jobNo(10 + n))),
    eventId: `bad${n}`,
  });
  poison(jobNo(11), jobNo(12), jobNo(13));
  await world.take(bad(1), bad(2), eventAbout("single.running", jobNo(1)), bad(3));
  await world.clock.advance(10_000);
  expect((await world.store.inbox.aside(10)).map(({ eventId }) => eventId)).toEqual(["bad1", "bad2", "bad3"]);
  expect(await stateOf(1)).toBe("running");
});

test("what can not be read is set aside at once, and holds nobody up", async () => {
  await world.save(jobNo(1));
  const unreadable = { ...toInbox(eventOf("single.running")), eventId: "unreadable", body: "{" };
  await world.take(unreadable, eventAbout("single.running", jobNo(1)));
  expect(await world.store.inbox.aside(10)).toMatchObject([
    { eventId: "unreadable", why: "it can not be read" },
  ]);
  expect(world.counts).toEqual({ applied: 1, setAside: 1 });
  expect(await stateOf(1)).toBe("running");
});

test("a store that fails loses nothing: the events wait until it works", async () => {
  const { handOut } = world.store;
  await world.save(jobNo(1));
  world.store.handOut = async () => {
    throw new Error("the disk is full");
  };
  await world.take(eventAbout("single.running", jobNo(1)), eventAbout("single.starting", jobNo(1)));
  expect(await world.store.inbox.depth()).toBe(2);
  world.store.handOut = handOut;
  await world.clock.advance(60_000);
  expect(await world.store.inbox.depth()).toBe(0);
  expect(await world.store.inbox.aside(10)).toEqual([]);
  expect(await stateOf(1)).toBe("running");
});

test("a store that fails for a moment while one event is applied is not the event's fault", async () => {
  const { handOut } = world.store;
  await world.save(jobNo(1));
  let failures = 0;
  world.store.handOut = (which, work) =>
    handOut(which, async (tables, rows) => {
      const result = await work(tables, rows);
      if (result.done.length === 0 || failures === 2) return result;
      failures += 1;
      throw new Error("disk I/O error");
    });
  await world.take(eventAbout("single.running", jobNo(1)));
  await world.clock.advance(10_000);
  expect(failures).toBe(2);
  expect(await world.store.inbox.aside(10)).toEqual([]);
  expect(await stateOf(1)).toBe("running");
  expect(world.counts).toEqual({ applied: 1, setAside: 0 });
});

test("a kind of event that is not known is kept to be looked at, and told by its id", async () => {
  const strange = { ...eventOf("single.running"), "detail-type": "Batch Job Weather" };
  await world.take(strange);
  expect(await world.store.inbox.aside(10)).toMatchObject([
    { detailType: "Batch Job Weather", why: "a kind of event that is not known" },
  ]);
  expect(world.log.lines).toMatchObject([
    { level: warning, eventId: strange.id, why: "a kind of event that is not known" },
  ]);
});

test("what is put back is applied once more, and set aside again as long as it can not be", async () => {
  await world.save(jobNo(1));
  const strange = { ...eventAbout("single.running", jobNo(1)), "detail-type": "Batch Job Weather" };
  const known = { ...toInbox(eventAbout("single.running", jobNo(1))), eventId: "known now" };
  await world.take(strange);
  await world.store.inbox.setAside(known, "a kind of event that was not known");
  const aside = await world.store.inbox.aside(10);
  await world.store.transaction(({ inbox }) => inbox.putBack(aside.map(({ seq }) => seq)));
  await world.clock.advance(10_000);
  expect(await stateOf(1)).toBe("running");
  expect(await world.store.inbox.aside(10)).toMatchObject([{ eventId: strange.id }]);
});

test.each([
  ["detail", { detail: undefined }],
  ["status", { detail: { ...eventOf("single.running").detail, status: "DANCING" } }],
  ["jobId", { detail: { ...eventOf("single.running").detail, jobId: "" } }],
])("an event whose %s can not be read is kept to be looked at", async (what, changes) => {
  await world.take({ ...eventOf("single.running"), ...(changes as object) });
  const [kept] = await world.store.inbox.aside(10);
  expect(kept?.why).toContain(what);
});

test("an event never touches a job of another account or region", async () => {
  const job = jobOf("single.running");
  await world.save({ ...job, account: "999900001111" as AccountId });
  await world.take(eventOf("single.running"), { ...eventOf("single.running"), region: "us-east-1" });
  expect(await stateOf(1)).toBe("submitted");
});

test("an event that names another account inside than outside is set aside", async () => {
  const job = jobOf("single.running");
  await world.save({ ...job, account: "999900001111" as AccountId });
  await world.take({ ...eventOf("single.running"), account: "999900001111" });
  expect(await stateOf(1)).toBe("submitted");
  expect(await world.store.inbox.aside(10)).toHaveLength(1);
});

test("an event without a time of its own counts from when it came", async () => {
  const job = jobOf("single.running");
  await world.save(job);
  await world.take({ ...toInbox({ ...eventOf("single.running"), time: "soon" }), receivedAtMs: 7_000 });
  expect((await world.store.jobs.get(job.id))?.facts?.head.observedAtMs).toBe(7_000);
});

test("a job that is blocked at the head of its queue says so when somebody must act", async () => {
  const job = jobOf("blocked.max-resource");
  await world.save(job);
  await world.take(eventOf("blocked.max-resource"));
  expect(await stateOf(1)).toBe("waiting");
  const code = "waiting:MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE";
  expect(await world.noticesOf(job, code)).toHaveLength(1);
});
