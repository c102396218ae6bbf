import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { keptLog } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import type { AccessRequestId, ChannelId, MemberId, PiName } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import { accessWatch } from "./access-watch.ts";

const newbie = "U0NEWBIE" as MemberId;
const manager = "U0PETERS" as MemberId;
const [boss, chief] = ["U0BOSS" as MemberId, "U0CHIEF" as MemberId];
const pi = "peters-u" as PiName;
const secondMs = 1_000;

let clock: ManualClock;
let store: Store;
let watches: Loop[];
let channel: ChannelId | undefined;
/** How often something was to be posted. */
let posts: number;

beforeEach(async () => {
  clock = manualClock();
  store = await openEmptyStore();
  watches = [];
  channel = undefined;
  posts = 0;
  await store.roster.seed(pi, { slack: manager, hutchnet: "upeters", role: "manager" }, 1);
});

afterEach(async () => {
  for (const each of watches) await each.stop();
  await store.close();
});

function watch(admins: readonly MemberId[] = [boss, chief]): Loop {
  const made = accessWatch({
    store,
    admins,
    adminChannel: () => channel,
    clock,
    logger: keptLog().logger,
    onSaved: () => {
      posts += 1;
    },
  });
  watches.push(made);
  made.start();
  return made;
}

/** Nobody watches meanwhile: a downtime, or time in which nothing is due. */
async function passes(ms: number): Promise<void> {
  for (const each of watches.splice(0)) await each.stop();
  await clock.advance(ms);
}

async function asks(n = 1, member = newbie): Promise<AccessRequestId> {
  const id = `a_${n}` as AccessRequestId;
  const request = { id, member, pi, hutchnet: `nbody${n}`, reason: "new here", askedAtMs: clock.nowMs() };
  await store.transaction((tables) =>
    tables.people.askForAccess({ request, round: "first", people: [manager] }, clock.nowMs()),
  );
  return id;
}

/** In which places it stands that somebody asks. */
async function asked(): Promise<string[]> {
  const heads = await store.notices.heads(clock.nowMs(), 500);
  return heads
    .filter(({ notice: { body } }) => body.kind === "people" && body.told.is === "access asked")
    .map(({ thread }) => thread.channel)
    .toSorted();
}

test("admins are asked when no manager has answered for four hours, and not before", async () => {
  await asks();
  watch();
  await clock.advance(limits.accessAdminsMs - secondMs);
  expect(await asked()).toEqual([manager]);
  await clock.advance(2 * secondMs);
  expect(await asked()).toEqual([boss, chief, manager]);
  expect(posts).toBe(1);
});

test("they are asked in their channel, where they have one", async () => {
  channel = "C0ADMIN" as ChannelId;
  await asks();
  await passes(limits.accessAdminsMs);
  watch();
  await clock.settle();
  expect(await asked()).toEqual([channel, manager]);
});

test("nobody is asked about themselves, and nobody twice", async () => {
  await store.roster.seed(pi, { slack: chief, hutchnet: "chief", role: "manager" }, 2);
  await asks(1, boss);
  await passes(limits.accessAdminsMs);
  watch([boss, chief]);
  await clock.settle();
  expect(await asked()).toEqual([manager]);
});

test("of two replicas that see it at once, one asks", async () => {
  await asks();
  await passes(limits.accessAdminsMs);
  watch();
  watch();
  await clock.settle();
  expect(await asked()).toEqual([boss, chief, manager]);
});

test("what is decided in time is left alone", async () => {
  const id = await asks();
  const outcome = { kind: "given", by: manager, atMs: clock.nowMs() } as const;
  await store.transaction((tables) => tables.people.settleAccess({ id, outcome }, clock.nowMs()));
  await passes(limits.accessExpireMs);
  watch();
  await clock.settle();
  expect((await store.accessRequests.get(id))?.outcome).toEqual(outcome);
  expect(posts).toBe(0);
});

test("what nobody answers for a fortnight and more is not waited for, and cannot be given any more", async () => {
  const id = await asks();
  await passes(limits.accessAdminsMs);
  watch();
  await passes(limits.accessExpireMs - limits.accessAdminsMs - secondMs);
  watch();
  await clock.settle();
  expect((await store.accessRequests.get(id))?.outcome).toBeUndefined();
  await passes(secondMs);
  watch();
  await clock.settle();
  expect((await store.accessRequests.get(id))?.outcome).toEqual({ kind: "expired", atMs: clock.nowMs() });
  expect(await store.accessRequests.openOf(newbie)).toEqual([]);
  const late = { kind: "given", by: manager, atMs: clock.nowMs() } as const;
  const settled = await store.transaction((tables) =>
    tables.people.settleAccess({ id, outcome: late }, clock.nowMs()),
  );
  expect(settled?.isOurs).toBe(false);
  expect(await store.roster.membershipsOf(newbie)).toEqual([]);
});

test("after a long downtime admins are asked first, and have as long as they usually have", async () => {
  const id = await asks();
  await passes(2 * limits.accessExpireMs);
  watch();
  await clock.settle();
  expect(await asked()).toEqual([boss, chief, manager]);
  await passes(limits.accessExpireMs - limits.accessAdminsMs - secondMs);
  watch();
  await clock.settle();
  expect((await store.accessRequests.get(id))?.outcome).toBeUndefined();
});

test("more than fit a turn are seen to all the same, without a wait", async () => {
  const ids: AccessRequestId[] = [];
  for (let n = 1; n <= limits.accessesPerTurn + 3; n++) ids.push(await asks(n, `U0NEW${n}` as MemberId));
  await passes(limits.accessAdminsMs);
  watch([boss]);
  await clock.advance(secondMs);
  const steps = await Promise.all(ids.map(async (id) => (await store.accessRequests.get(id))?.step));
  expect(new Set(steps)).toEqual(new Set([1]));
});
