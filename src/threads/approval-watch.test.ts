import { afterEach, beforeEach, expect, test } from "vitest";
import { aWish } from "../../test/fixtures/a-submission.ts";
import { jobNo, threadOf } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { ApprovalOutcome } from "../domain/approval/approval.ts";
import type { ChannelId, MemberId, PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { approvalKey } from "../store/ask-managers.ts";
import type { NoticeRow } from "../store/notice-row.ts";
import { approvalWatch } from "./approval-watch.ts";

const [upeters, amate, admin, owner] = ["U0PETERS", "U0AMATE", "U0ADMIN", "U0JBLOW"] as MemberId[] as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];
const pi = "peters-u" as PiName;
const hourMs = 3_600_000;
/** Between two looks of the watch. */
const lookMs = limits.morningLookMs;

let world: ThreadWorld;
beforeEach(async () => {
  world = await threadWorld();
});
afterEach(() => world.store.close());

async function manage(...managers: readonly MemberId[]): Promise<void> {
  for (const [n, slack] of managers.entries())
    await world.store.roster.seed(pi, { slack, hutchnet: slack.toLowerCase(), role: "manager" }, n);
}

async function waits(people: readonly MemberId[]): Promise<Job> {
  const { store, clock } = world;
  const { batchId: _, ...unsent } = jobNo(1);
  const approval = { needs: [{ what: "vcpus" as const, asked: 128, free: 64 }], reason: "" };
  const job: Job = { ...unsent, state: "approval", approval, submittedAtMs: clock.nowMs() };
  const request = { jobName: job.jobName, jobQueue: job.queue, jobDefinition: job.definition, tags: {} };
  const askedAtMs = clock.nowMs();
  await store.transaction(async (tables) => {
    await tables.jobs.add(job, askedAtMs);
    await tables.threads.add(threadOf(job, { channel: "C0ALIGN" }));
    const dueAtMs = askedAtMs + limits.approvalRemindMs;
    await tables.approvals.add({ job: job.id, pi, asked: { request, wish: aWish() }, askedAtMs, dueAtMs });
    await tables.announce(job, askedAtMs);
    await tables.askManagers({ job, round: "first", channel: "C0PETERS" as ChannelId, people }, askedAtMs);
  });
  return job;
}

/** The bot as far as this goes; what it gives ends it. */
function bot() {
  const { store, clock, log } = world;
  const options = { store, admins: [admin], clock, logger: log.logger, quietMs: 60_000 };
  const watch = approvalWatch({ ...options, onSaved: () => undefined });
  watch.start();
  return watch.stop;
}

/** What is posted, or is to be: where, for the how manieth time, and whether it is closed. */
async function said({ id, subject }: Job): Promise<string[]> {
  const { store } = world;
  const found = await store.notices.ofSubject(subject, approvalKey(id));
  const lines = found.map(async ({ id: notice, thread }) => {
    const { body, state } = (await store.notices.get(notice)) as NoticeRow;
    const place = (await store.threads.get(thread))?.channel;
    if (state === "dead" || body.kind !== "approval") return [];
    return [`${place} ${body.round}${body.outcome === undefined ? "" : ` ${body.outcome.kind}`}`];
  });
  return (await Promise.all(lines)).flat().sort();
}

const first = ["C0PETERS first", "U0AMATE first", "U0PETERS first"];
const reminded = ["U0AMATE reminder", "U0PETERS reminder"];

test("managers are asked again, then admins, each once, whatever process is at it", async () => {
  await manage(upeters, amate);
  const job = await waits([upeters, amate]);
  const stop = bot();
  await world.clock.advance(limits.approvalRemindMs - 1);
  expect(await said(job)).toEqual(first);
  await stop();
  const stopAgain = bot();
  await world.clock.advance(lookMs);
  expect(await said(job)).toEqual([...first, ...reminded].sort());
  await world.clock.advance(limits.approvalAdminsMs - limits.approvalRemindMs);
  const all = [...first, ...reminded, "U0ADMIN admins"].sort();
  expect(await said(job)).toEqual(all);
  await world.clock.advance(24 * hourMs);
  expect(await said(job)).toEqual(all);
  await stopAgain();
});

test("admins that were asked at once, for the lab has no other manager, are reminded and not asked as if new", async () => {
  await manage(owner);
  const job = await waits([admin]);
  const stop = bot();
  await world.clock.advance(limits.approvalAdminsMs + lookMs);
  expect(await said(job)).toEqual(["C0PETERS first", "U0ADMIN first", "U0ADMIN reminder"]);
  await stop();
});

test("what nobody answers ends: the owner is told once, every copy is closed, and it is written down", async () => {
  await manage(upeters);
  const job = await waits([upeters]);
  const stop = bot();
  await world.clock.advance(limits.approvalExpireMs + 5 * lookMs);
  expect((await world.store.jobs.get(job.id))?.state).toBe("rejected");
  expect(await said(job)).toEqual(["C0PETERS first expired"]);
  expect(await world.store.notices.ofSubject(job.subject, `${job.id} decided`)).toHaveLength(1);
  expect(await world.store.approvals.nextDueMs()).toBeUndefined();
  await stop();
});

test("once it is decided nobody is reminded", async () => {
  await manage(upeters);
  const job = await waits([upeters]);
  const stop = bot();
  await world.clock.advance(hourMs);
  const outcome: ApprovalOutcome = { kind: "denied", by: upeters, atMs: world.clock.nowMs(), reason: "no" };
  const time = { nowMs: world.clock.nowMs(), quietMs: 60_000 };
  await world.store.transaction((tables) => tables.settleApproval({ job: job.id, outcome }, time));
  await world.clock.advance(limits.approvalExpireMs + lookMs);
  expect(await said(job)).toEqual(["C0PETERS first denied"]);
  await stop();
});

test("after a downtime each round has its time: nothing expires before anybody could answer", async () => {
  await manage(upeters);
  const job = await waits([upeters]);
  await world.clock.advance(limits.approvalExpireMs + hourMs);
  const stop = bot();
  await world.clock.advance(lookMs);
  const reminders = ["C0PETERS first", "U0PETERS first", "U0PETERS reminder"];
  expect(await said(job)).toEqual(reminders);
  await world.clock.advance(limits.approvalAdminsMs - limits.approvalRemindMs);
  expect(await said(job)).toEqual([...reminders, "U0ADMIN admins"].sort());
  await world.clock.advance(limits.approvalExpireMs - limits.approvalAdminsMs - 2 * lookMs);
  expect((await world.store.jobs.get(job.id))?.state).toBe("approval");
  await world.clock.advance(4 * lookMs);
  expect((await world.store.jobs.get(job.id))?.state).toBe("rejected");
  await stop();
});
