import { describe, expect, test } from "vitest";
import type { ApprovalOutcome } from "../../../src/domain/approval/approval.ts";
import type { ChannelId, InvocationId, MemberId, PiName } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { SubmitRequest } from "../../../src/domain/submission/submit-request.ts";
import { approvalKey } from "../../../src/store/ask-managers.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { settleApproval } from "../../../src/store/settle-approval.ts";
import { aWish } from "../../fixtures/a-submission.ts";
import { jobNo } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const [upeters, amate] = ["U0PETERS", "U0AMATE"] as MemberId[] as [MemberId, MemberId];
const [first, second] = ["i_1", "i_2"] as InvocationId[] as [InvocationId, InvocationId];
const channel = "C0PETERS" as ChannelId;
const time = { nowMs: 2_000, quietMs: 60_000 };
const request: SubmitRequest = {
  jobName: "jblow-align",
  jobQueue: "default",
  jobDefinition: "align:14",
  tags: {},
};
const asked = { request, wish: aWish({ environment: [{ name: "A", value: "b" }] }) };

function waitingJob(no = 1): Job {
  const { batchId: _, ...job } = jobNo(no);
  const needs = [{ what: "vcpus" as const, asked: 128, free: 64 }];
  return { ...job, state: "approval", approval: { needs, reason: "the grant" } };
}

async function ask(
  store: Store,
  job = waitingJob(),
  people: readonly MemberId[] = [upeters, amate],
): Promise<Job> {
  await store.transaction(async (tables) => {
    await tables.jobs.add(job, 1_000);
    await tables.approvals.add({ job: job.id, pi: job.pi, asked, askedAtMs: 1_000, dueAtMs: 5_000 });
    await tables.askManagers({ job, round: "first", channel, people }, 1_000);
  });
  return job;
}

const yes = (atMs = 1_500): ApprovalOutcome => ({ kind: "approved", by: upeters, atMs });

function settle(store: Store, job: Job, outcome: ApprovalOutcome, invocation?: InvocationId) {
  const decision = { job: job.id, outcome, ...(invocation === undefined ? {} : { invocation }) };
  return store.transaction((tables) => tables.settleApproval(decision, time));
}

export const approvals: Part = (store) => {
  describe("a job that waits for a yes", () => {
    const copies = async (job: Job) => {
      const all = await store().notices.ofSubject(job.subject, approvalKey(job.id));
      return Promise.all(all.map(async ({ id }) => store().notices.get(id)));
    };

    test("is not on its way to AWS, and uses nothing", async () => {
      const job = await ask(store());
      expect(await store().submissions.get(job.id)).toBeUndefined();
      expect(await store().jobUse.now(job.pi)).toEqual({ vcpus: 0, memoryMiB: 0 });
      expect((await store().jobs.get(job.id))?.approval).toEqual(job.approval);
      expect((await store().approvals.get(job.id))?.asked).toEqual(asked);
    });

    test("is asked of each in a place of their own, once however often it is said", async () => {
      const job = await ask(store());
      const again = () =>
        store().transaction((tables) =>
          tables.askManagers({ job, round: "first", channel, people: [upeters] }, 9_000),
        );
      await again();
      expect(await copies(job)).toHaveLength(3);
      await store().transaction((tables) =>
        tables.askManagers({ job, round: "reminder", people: [upeters] }, 9_000),
      );
      expect(await copies(job)).toHaveLength(4);
    });

    test("is asked of a person when their quiet hours have ended", async () => {
      const quiet = { fromMinute: 0, toMinute: 60 };
      await store().settings.setMember(upeters, { quiet, zone: "UTC" }, 1);
      const job = await ask(store(), waitingJob(), [upeters]);
      expect((await copies(job)).map((copy) => copy?.nextAtMs).sort()).toEqual([1_000, 3_600_000]);
    });

    test("is sent to the letter once there is a yes, and told to its owner", async () => {
      const job = await ask(store());
      await store().transaction((tables) =>
        tables.threads.add({
          id: "t_1",
          subject: job.subject,
          job: job.id,
          pi: job.pi,
          channel,
          fallbacks: [],
        }),
      );
      const { job: after, isOurs } = await settle(store(), job, yes(), first);
      expect([isOurs, after.state, after.submittedAtMs]).toEqual([true, "submitting", 2_000]);
      expect(await store().submissions.get(job.id)).toMatchObject({ state: "saved", request });
      expect(await store().approvals.get(job.id)).not.toHaveProperty("asked");
      expect((await store().jobs.get(job.id))?.submittedAtMs).toBe(2_000);
      expect((await store().jobs.get(job.id))?.approval?.askedAtMs).toBe(1_000);
      expect((await store().jobUse.now(job.pi)).vcpus).toBeGreaterThan(0);
      const told = await store().notices.ofSubject(job.subject, `${job.id} decided`);
      expect(told).toHaveLength(1);
    });

    test("is decided once: who comes second finds it decided, and who comes again finds it theirs", async () => {
      const job = await ask(store());
      const both = await Promise.all([
        settle(store(), job, yes(), first),
        settle(store(), job, { kind: "denied", by: amate, atMs: 1_501, reason: "no" }, second),
      ]);
      const [winner, loser] = both[0].isOurs ? [first, second] : [second, first];
      expect(both.filter(({ isOurs }) => isOurs)).toHaveLength(1);
      expect((await settle(store(), job, yes(), winner)).isOurs).toBe(true);
      expect((await settle(store(), job, yes(), loser)).isOurs).toBe(false);
      const saved = (await store().jobs.get(job.id)) as Job;
      expect(both.map(({ job: seen }) => seen.approval?.outcome)).toEqual([
        saved.approval?.outcome,
        saved.approval?.outcome,
      ]);
    });

    test.each<[ApprovalOutcome, string]>([
      [{ kind: "denied", by: upeters, atMs: 1_500, reason: "too large" }, "rejected"],
      [{ kind: "expired", atMs: 1_500 }, "rejected"],
      [{ kind: "withdrawn", by: upeters, atMs: 1_500, reason: "" }, "stopped"],
    ])("%o: it is not sent, and ends as %s", async (outcome, state) => {
      const job = await ask(store());
      const { job: after } = await settle(store(), job, outcome);
      expect(after.state).toBe(state);
      expect(await store().submissions.get(job.id)).toBeUndefined();
      expect(await store().approvals.nextDueMs()).toBeUndefined();
    });

    test("once it is decided, is closed where it was asked, and asked of nobody new", async () => {
      const job = await ask(store());
      const [posted] = (await copies(job)).filter((copy) => copy !== undefined);
      await store().notices.claim(posted as never, 1_100);
      await store().notices.sent(posted?.id as never, "1.2" as never, posted?.body);
      await settle(store(), job, yes());
      const bodies = (await copies(job)).map((copy) => [copy?.state, "outcome" in (copy?.body ?? {})]);
      // The lab's channel sees what became of it; a person who was not reached yet is not bothered.
      const direct = bodies.filter(([state]) => state === "dead").length;
      expect(direct).toBeGreaterThanOrEqual(1);
      expect(bodies.filter(([state, isClosed]) => state !== "dead" && !isClosed)).toEqual([]);
    });

    test("a copy that is being posted while it is decided is closed once it stands", async () => {
      const job = await ask(store(), waitingJob(), [upeters]);
      const direct = async () => (await copies(job)).find((copy) => copy?.state !== "queued");
      await store().transaction((tables) => {
        const get: typeof tables.notices.get = async (id) => {
          const copy = await tables.notices.get(id);
          const place = copy && (await tables.threads.get(copy.thread));
          // Another replica takes it up between the reading and the writing.
          if (copy !== undefined && place?.channel !== channel) await tables.notices.claim(copy, 1_900);
          return copy;
        };
        const raced = { ...tables, notices: { ...tables.notices, get } };
        return settleApproval(raced, { job: job.id, outcome: yes() }, time);
      });
      const copy = await direct();
      expect([copy?.state, copy?.body]).toEqual([
        "trying",
        { kind: "approval", round: "first", outcome: yes() },
      ]);
      await store().notices.sent(copy?.id as never, "1.3" as never, { kind: "approval", round: "first" });
      const edits = await store().notices.toEdit(1e15, 10);
      expect(edits.map(({ notice }) => notice.id)).toContain(copy?.id);
    });

    test("is due for who watches over it, and found by who asks what waits", async () => {
      const job = await ask(store());
      expect(await store().approvals.due(4_999, 10)).toEqual([]);
      expect(await store().approvals.due(5_000, 10)).toEqual([job.id]);
      await store().approvals.askAgainAt(job.id, 1, 9_000);
      expect(await store().approvals.nextDueMs()).toBe(9_000);
      expect(await store().approvals.waitingIn([job.pi], 10)).toEqual([job.id]);
      expect(await store().approvals.waitingIn(["doe-j" as PiName], 10)).toEqual([]);
      expect(await store().approvals.waitingIn([], 10)).toEqual([]);
    });

    test("goes with its card when that is let go of", async () => {
      const job = await ask(store());
      await settle(store(), job, { kind: "expired", atMs: 1_500 });
      for (const copy of await copies(job)) if (copy !== undefined) await store().threads.close(copy.thread);
      await store().transaction((tables) => tables.jobs.forgetEndedBefore(1e15));
      expect(await store().approvals.get(job.id)).toBeUndefined();
      expect(await store().jobs.get(job.id)).toBeUndefined();
    });
  });

  describe("a yes that stands", () => {
    test("is found while it stands, is taken back by its lab alone, and is let go of", async () => {
      const job = await ask(store());
      const standsUntilMs = 1_500 + limits.standingYesMs;
      await settle(store(), job, { kind: "approved", by: upeters, atMs: 1_500, standsUntilMs });
      const of = { pi: job.pi, member: job.owner };
      const [stands] = await store().approvals.standing(of, 2_000);
      expect(stands).toMatchObject({
        id: job.id,
        definition: "align:14",
        by: upeters,
        untilMs: standsUntilMs,
        commands: false,
      });
      expect(await store().approvals.standing(of, standsUntilMs)).toEqual([]);
      expect(await store().approvals.standing({ ...of, member: amate }, 2_000)).toEqual([]);
      expect(await store().approvals.takeBack(job.id, "doe-j" as PiName)).toBe(false);
      expect(await store().approvals.forgetStandingBefore(standsUntilMs)).toBe(0);
      expect(await store().approvals.takeBack(job.id, job.pi)).toBe(true);
      expect(await store().approvals.takeBack(job.id, job.pi)).toBe(false);
    });
  });

  test("managers of a lab are its managers, in the order in which they came", async () => {
    const pi = "peters-u" as PiName;
    await store().roster.seed(pi, { slack: amate, hutchnet: "amate", role: "manager" }, 2);
    await store().roster.seed(pi, { slack: upeters, hutchnet: "upeters", role: "manager" }, 1);
    await store().roster.seed(pi, { slack: "U0JBLOW" as MemberId, hutchnet: "jblow", role: "member" }, 1);
    expect(await store().roster.managersOf(pi)).toEqual([upeters, amate]);
    expect(await store().roster.managersOf("doe-j" as PiName)).toEqual([]);
  });
};
