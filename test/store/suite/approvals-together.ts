import { describe, expect, test } from "vitest";
import type { Approval, ApprovalOutcome } from "../../../src/domain/approval/approval.ts";
import type { ChannelId, InvocationId, MemberId, SubjectId, SubmissionId } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { limits } from "../../../src/domain/limits.ts";
import { approvalKey } from "../../../src/store/ask-managers.ts";
import { aWish } from "../../fixtures/a-submission.ts";
import { jobNo, threadOf, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const [upeters, amate] = ["U0PETERS", "U0AMATE"] as MemberId[] as [MemberId, MemberId];
const [one, another] = ["i_1", "i_2"] as InvocationId[] as [InvocationId, InvocationId];
const channel = "C0PETERS" as ChannelId;
const subject = "u_many" as SubjectId;
const time = { nowMs: 2_000, quietMs: 60_000 };
const yes: ApprovalOutcome = { kind: "approved", by: upeters, atMs: 1_500 };
const no: ApprovalOutcome = { kind: "denied", by: amate, atMs: 1_501, reason: "too many" };
const requestOf = ({ jobName }: Job) => ({
  jobName,
  jobQueue: "default",
  jobDefinition: "align:14",
  tags: {},
});

function row(n: number, size: number): Job {
  const approval: Approval = {
    needs: [{ what: "vcpus", asked: 4 * size, free: 2 }],
    reason: "the grant",
    together: { size, differ: ["sample"] },
  };
  return { ...unsent(jobNo(n)), subject, batchRow: n, state: "approval", approval };
}

/** Many jobs for which one yes is asked: all of them get it, or none does. */
export const approvalsTogether: Part = (store) => {
  const asked = async (size: number): Promise<Job[]> => {
    const jobs = Array.from({ length: size }, (_, index) => row(index + 1, size));
    const [first] = jobs as [Job];
    await store().transaction(async (tables) => {
      for (const [at, job] of jobs.entries()) {
        await tables.jobs.add(job, 1_000);
        await tables.approvals.add({
          job: job.id,
          pi: job.pi,
          asked: { request: requestOf(job), wish: aWish({ name: job.name }) },
          askedAtMs: 1_000,
          ...(at === 0 ? { dueAtMs: 5_000 } : {}),
        });
      }
      await tables.batches.add({
        subject,
        name: "align",
        first: first.id,
        owner: first.owner,
        size,
        state: "approval",
        version: 1,
        failuresTold: 0,
      });
      await tables.threads.add(threadOf(first, { channel }));
      await tables.askManagers({ job: first, round: "first", channel, people: [upeters, amate] }, 1_000);
    });
    return jobs;
  };
  const settle = ({ id }: Pick<Job, "id">, outcome: ApprovalOutcome, invocation?: InvocationId) =>
    store().transaction((tables) =>
      tables.settleApproval({ job: id, outcome, ...(invocation && { invocation }) }, time),
    );
  const withdraw = (job: Job) =>
    settle(job, { kind: "withdrawn", by: job.owner, atMs: 1_400, reason: "wrong genome" });
  const saved = async (jobs: readonly Job[]): Promise<Job[]> =>
    (await Promise.all(jobs.map(({ id }) => store().jobs.get(id)))) as Job[];
  const sent = async (jobs: readonly Job[]): Promise<SubmissionId[]> => {
    const all = await Promise.all(jobs.map(({ id }) => store().submissions.get(id)));
    return all.flatMap((submission) => (submission === undefined ? [] : [submission.id]));
  };
  const copies = async ({ id }: Job) => {
    const found = await store().notices.ofSubject(subject, approvalKey(id));
    return Promise.all(found.map(({ id: notice }) => store().notices.get(notice)));
  };
  const told = async (key: string) => {
    const found = await store().notices.ofSubject(subject, key);
    return Promise.all(found.map(({ id }) => store().notices.get(id)));
  };

  describe("many jobs that wait for one yes", () => {
    test("are asked about once, use nothing, and are found by who asks what waits", async () => {
      const [first] = (await asked(3)) as [Job];
      expect(await copies(first)).toHaveLength(3);
      expect(await store().approvals.due(5_000, 10)).toEqual([first.id]);
      expect(await store().approvals.waitingIn([first.pi], 10)).toEqual([first.id]);
      expect(await store().jobUse.now(first.pi)).toEqual({ vcpus: 0, memoryMiB: 0 });
    });

    test("are all sent to the letter by one yes, told once, and counted from then on", async () => {
      const jobs = await asked(3);
      const { job, isOurs } = await settle(jobs[1] as Job, yes, one);
      expect([isOurs, job.name, job.approval?.together?.size]).toEqual([true, "align", 3]);
      expect(await sent(jobs)).toEqual(jobs.map(({ id }) => id));
      for (const each of await saved(jobs)) {
        expect([each.state, each.submittedAtMs, each.approval?.askedAtMs]).toEqual([
          "submitting",
          2_000,
          1_000,
        ]);
        expect(await store().submissions.get(each.id)).toMatchObject({
          request: requestOf(each),
          nextAtMs: 2_000,
        });
        expect(await store().approvals.get(each.id)).not.toHaveProperty("asked");
      }
      expect((await store().jobUse.now(job.pi)).vcpus).toBe(12);
      expect(await told("batch decided")).toMatchObject([
        { calls: [job.owner], body: { kind: "decided", outcome: yes } },
      ]);
      expect(await store().batches.get(subject)).toMatchObject({ state: "submitting", version: 2 });
      expect(await store().approvals.nextDueMs()).toBeUndefined();
      const open = (await copies(jobs[0] as Job)).filter((copy) => copy?.state !== "dead");
      expect(open.map((copy) => copy?.body)).toEqual([{ kind: "approval", round: "first", outcome: yes }]);
    });

    test.each<[ApprovalOutcome]>([[no], [{ kind: "expired", atMs: 1_500 }]])(
      "%o: none is sent, and all have ended",
      async (outcome) => {
        const jobs = await asked(3);
        await settle(jobs[0] as Job, outcome);
        expect((await saved(jobs)).map(({ state }) => state)).toEqual(["rejected", "rejected", "rejected"]);
        expect(await sent(jobs)).toEqual([]);
        expect(await store().batches.get(subject)).toMatchObject({ state: "rejected" });
        expect(await told("batch decided")).toHaveLength(1);
        expect(await store().approvals.nextDueMs()).toBeUndefined();
      },
    );

    test("are decided over once, whichever of them two managers press at the same time", async () => {
      const jobs = await asked(8);
      const both = await Promise.all([settle(jobs[0] as Job, yes, one), settle(jobs[5] as Job, no, another)]);
      expect(both.filter(({ isOurs }) => isOurs)).toHaveLength(1);
      const states = new Set((await saved(jobs)).map(({ state }) => state));
      expect([...states]).toEqual([both[0].isOurs ? "submitting" : "rejected"]);
      expect(await sent(jobs)).toHaveLength(both[0].isOurs ? 8 : 0);
      const [winner, loser] = both[0].isOurs ? [one, another] : [another, one];
      expect((await settle(jobs[2] as Job, yes, winner)).isOurs).toBe(true);
      expect((await settle(jobs[2] as Job, yes, loser)).isOurs).toBe(false);
      expect(await told("batch decided")).toHaveLength(1);
    });

    test("lose one that is withdrawn, the first too, and the others get their yes", async () => {
      const jobs = await asked(3);
      await withdraw(jobs[0] as Job);
      expect(await store().batches.get(subject)).toMatchObject({ state: "approval" });
      const { whole, rows } = await store().askedAsOne(jobs[0] as Job);
      expect([whole.id, whole.approval?.together?.size, whole.asked.size.vcpus]).toEqual([jobs[0]?.id, 2, 8]);
      expect(rows.map(({ id }) => id)).toEqual([jobs[1]?.id, jobs[2]?.id]);
      expect(await store().approvals.due(5_000, 10)).toEqual([jobs[0]?.id]);
      await settle(jobs[0] as Job, yes);
      expect((await saved(jobs)).map(({ state }) => state)).toEqual(["stopped", "submitting", "submitting"]);
      expect(await sent(jobs)).toEqual([jobs[1]?.id, jobs[2]?.id]);
    });

    test("are asked about no more once the last is withdrawn, though two withdraw the last at once", async () => {
      const jobs = await asked(6);
      await Promise.all(jobs.map(withdraw));
      expect((await saved(jobs)).map(({ state }) => state)).toEqual(jobs.map(() => "stopped"));
      expect(await store().approvals.nextDueMs()).toBeUndefined();
      const open = (await copies(jobs[0] as Job)).filter((copy) => copy?.state !== "dead");
      expect(open).toMatchObject([{ body: { outcome: { kind: "withdrawn" } } }]);
      expect((await settle(jobs[3] as Job, yes, one)).isOurs).toBe(false);
      expect(await sent(jobs)).toEqual([]);
      expect(await told("batch finished 6")).toMatchObject([{ body: { state: "stopped" } }]);
    });

    test("of which some are withdrawn while a manager says yes are each sent or stopped", async () => {
      const jobs = await asked(8);
      await Promise.all([settle(jobs[0] as Job, yes, one), ...jobs.slice(4).map(withdraw)]);
      for (const job of await saved(jobs)) {
        const isSent = (await store().submissions.get(job.id)) !== undefined;
        expect([job.name, job.state]).toEqual([job.name, isSent ? "submitting" : "stopped"]);
      }
      expect((await sent(jobs)).length).toBeGreaterThanOrEqual(4);
    });

    test("are one yes that stands, as large as all of them", async () => {
      const jobs = await asked(5);
      const [first] = jobs as [Job];
      const standsUntilMs = 1_500 + limits.standingYesMs;
      await settle(first, { kind: "approved", by: upeters, atMs: 1_500, standsUntilMs });
      const [stands, more] = await store().approvals.standing({ pi: first.pi, member: first.owner }, 2_000);
      expect(stands).toMatchObject({ id: first.id, vcpus: 20, definition: first.definition });
      expect(more).toBeUndefined();
    });

    test("wait on although one that was withdrawn is run again and gets a yes of its own", async () => {
      const jobs = await asked(2);
      const [first] = jobs as [Job];
      await withdraw(first);
      const { together: _whole, ...own } = first.approval as Approval;
      const again: Job = {
        ...first,
        id: "s_again" as SubmissionId,
        submittedAtMs: first.submittedAtMs + 1,
        approval: own,
      };
      await store().transaction(async (tables) => {
        await tables.jobs.add(again, 1_000);
        const request = requestOf(again);
        await tables.approvals.add({
          job: again.id,
          pi: again.pi,
          asked: { request, wish: aWish() },
          askedAtMs: 1_450,
          dueAtMs: 6_000,
        });
      });
      await withdraw(jobs[1] as Job);
      expect(await store().approvals.due(9_000, 10)).toEqual([again.id]);
      await settle(again, yes);
      expect(await sent([...jobs, again])).toEqual([again.id]);
    });
  });
};
