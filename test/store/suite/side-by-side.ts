import { describe, expect, test } from "vitest";
import { labUseHeld } from "../../../src/commands/submit/lab-use.ts";
import { noticeIdOf } from "../../../src/domain/derived-ids.ts";
import type { BatchId, MessageTs } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import type { Report } from "../../../src/domain/job/report.ts";
import { besideOthers } from "../../../src/domain/people/lab-limits.ts";
import type { Submission } from "../../../src/domain/submission/submission.ts";
import { takeReports } from "../../../src/events/take-reports.ts";
import { aPi } from "../../fixtures/a-pi.ts";
import { jobIn } from "../../fixtures/jobs.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { jobNo, saveJob, threadOf, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const time = { nowMs: Date.UTC(2026, 10, 20, 19), quietMs: 60_000 };
const times = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

function reportOn(job: Job, status: Report["status"]): Report {
  const { facts } = jobIn("running");
  if (facts === undefined) throw new Error("a running job has facts");
  return { ...facts.head, batchId: job.batchId as BatchId, jobName: job.jobName, status };
}

/** What holds although several are at work at once: on an engine with one connection, because they wait for each other. */
export const sideBySide: Part = (store) => {
  const saved = async (job: Job): Promise<Job> => (await store().jobs.get(job.id)) as Job;

  describe("several at once", () => {
    test("that each move a job on lose no step of it", async () => {
      await saveJob(store(), jobNo(1));
      const moveOn = () =>
        store().transaction(async (tables) => {
          const before = (await tables.jobs.get(jobNo(1).id)) as Job;
          await tables.recordJob({ before, after: { ...before, version: before.version + 1 } }, time);
        });
      await Promise.all(times(20).map(moveOn));
      expect((await saved(jobNo(1))).version).toBe(21);
    });

    test("that fold the same jobs in any order end with all that was reported, and say it once", async () => {
      const jobs = times(8).map((n) => jobNo(n));
      for (const job of jobs) await saveJob(store(), job);
      const fold = (status: Report["status"]) => (order: readonly Job[]) =>
        store().transaction((tables) =>
          takeReports(
            tables,
            order.map((job) => reportOn(job, status)),
            time,
          ),
        );
      await Promise.all([
        ...[jobs, jobs.toReversed(), jobs].map(fold("RUNNING")),
        ...[jobs.toReversed(), jobs].map(fold("SUCCEEDED")),
      ]);
      for (const job of jobs) {
        expect((await saved(job)).state).toBe("succeeded");
        const { id } = threadOf(job, { channel: "C0PETERS" });
        expect(await store().notices.get(noticeIdOf(id, `${job.id} finished`))).toBeDefined();
      }
    });

    test("of which one learns a job's id and the other has its reports lose none of them", async () => {
      const jobs = times(15).map((n) => jobNo(n));
      for (const job of jobs) await saveJob(store(), unsent(job));
      const accept = (job: Job) =>
        store().transaction(async (tables) => {
          const now = (await tables.jobs.get(job.id)) as Job;
          if (now.batchId !== undefined) return;
          await tables.acceptSubmission({ job: now, batchId: job.batchId as BatchId }, time);
        });
      const take = (job: Job) =>
        store().transaction((tables) => takeReports(tables, [reportOn(job, "RUNNING")], time));
      await Promise.all(
        jobs.flatMap((job, n) => (n % 2 === 0 ? [accept(job), take(job)] : [take(job), accept(job)])),
      );
      for (const job of jobs) {
        expect([job.id, (await saved(job)).state]).toEqual([job.id, "running"]);
        expect(await store().strays.claim({ ...job, batchId: job.batchId as BatchId })).toEqual([]);
      }
    });

    test("that each add to what a lab uses never exceed its limit together, and who comes too late reads what is left", async () => {
      const job = (n: number): Job => {
        const one = unsent(jobNo(n));
        return { ...one, asked: { ...one.asked, size: { vcpus: 4, memoryMiB: 1_024, gpus: 0 } } };
      };
      const pi = aPi({ name: job(1).pi, limits: { vcpus: 14, openSubmissions: 100 } });
      const clock = manualClock(time.nowMs);
      const add = (n: number) =>
        store().transaction(async (tables) => {
          const use = await labUseHeld(tables, clock, { pi, member: job(n).owner });
          const problems = besideOthers(pi, job(n).asked, use).map(({ what }) => what);
          if (problems.length === 0) await tables.jobs.add(job(n), 0);
          return problems;
        });
      const all = (await Promise.all(times(9).map(add))).flat();
      expect(all).toHaveLength(6);
      expect(all[0]).toContain("uses 12 of its 14 vCPUs now, and this asks for 4; 2 or fewer fit");
      expect((await store().jobUse.now(pi.name)).vcpus).toBe(12);
    });

    test("of which one sends a job and the other stops it either send it or stop it", async () => {
      const jobs = times(12).map((n) => unsent(jobNo(n)));
      const submissionOf = ({ id, owner, pi, jobName, queue }: Job, n: number): Submission => ({
        id,
        state: n % 3 === 0 ? "throttled" : "saved",
        member: owner,
        pi,
        request: { jobName, jobQueue: queue, jobDefinition: "align:14", tags: {} },
        tries: n % 3 === 0 ? 1 : 0,
        nextAtMs: time.nowMs,
      });
      for (const [n, job] of jobs.entries()) {
        await saveJob(store(), job);
        await store().submissions.add(submissionOf(job, n));
      }
      const send = async (job: Job, n: number) => {
        const from = submissionOf(job, n);
        return store().submissions.claim(from, { ...from, state: "trying", tries: from.tries + 1 });
      };
      const stop = { by: jobNo(1).owner, hutchnet: "jblow", reason: "wrong genome", atMs: 5, dueMs: 9 };
      const withdraw = (job: Job) =>
        store().transaction(async (tables) => {
          const before = (await tables.jobs.get(job.id)) as Job;
          return (await tables.withdrawSubmission({ job: before, stop }, time)).state === "stopped";
        });
      const won = await Promise.all(
        jobs.map((job, n) => {
          const inOrder = n % 2 === 0 ? [send(job, n), withdraw(job)] : [withdraw(job), send(job, n)];
          return Promise.all(inOrder).then((both) => (n % 2 === 0 ? both : both.toReversed()));
        }),
      );
      for (const [n, job] of jobs.entries()) {
        const [isSent, isStopped] = won[n] ?? [];
        expect([job.id, isSent]).toEqual([job.id, !isStopped]);
        const submission = await store().submissions.get(job.id);
        expect(submission?.state).toBe(isSent ? "trying" : "withdrawn");
        expect(submission?.request === undefined).toBe(isStopped);
        const now = await saved(job);
        expect([now.state, now.stop?.reason]).toEqual(
          isStopped ? ["stopped", "wrong genome"] : ["submitting", undefined],
        );
      }
      expect(
        await store().submissions.claimDue(time.nowMs, { leaseMs: 1, limit: 99, busy: [] }),
      ).toHaveLength(won.filter(([isSent]) => isSent).length);
    });

    test("that add the same job add it once, and none of them fails", async () => {
      const add = (job: Job) =>
        store().transaction(async (tables) => {
          if ((await tables.jobs.get(job.id)) !== undefined) return;
          await tables.jobs.add(job, 1);
          await tables.threads.add(threadOf(job, { channel: "C0PETERS" }));
        });
      for (const n of times(5)) await Promise.all(times(4).map(() => add(jobNo(n))));
      for (const n of times(5)) expect(await store().threads.ofSubject(jobNo(n).subject)).toHaveLength(1);
    });

    test("that take events in hand never have the same one", async () => {
      const event = { account: jobNo(1).account, detailType: "?", body: "{}", receivedAtMs: 1 };
      await store().inbox.append(times(40).map((n) => ({ ...event, eventId: `e${n}` })));
      const take = () =>
        store().transaction(async ({ inbox }) => {
          const rows = await inbox.oldest(10);
          await inbox.remove(rows.map(({ seq }) => seq));
          return rows.map(({ eventId }) => eventId);
        });
      const taken = (await Promise.all(times(6).map(take))).flat();
      const rest = (await store().inbox.oldest(100)).map(({ eventId }) => eventId);
      expect([...taken, ...rest].toSorted()).toEqual(
        times(40)
          .map((n) => `e${n}`)
          .toSorted(),
      );
    });

    test("of which one closes a thread leave nothing in it that waits for ever", async () => {
      const jobs = times(10).map((n) => jobNo(n));
      const threads = [];
      for (const job of jobs) threads.push(await saveJob(store(), job));
      await Promise.all([
        ...threads.map(({ id }) => store().transaction((tables) => tables.threads.close(id))),
        ...jobs.map((job) =>
          store().transaction((tables) => takeReports(tables, [reportOn(job, "SUCCEEDED")], time)),
        ),
      ]);
      expect((await store().notices.backlog()).count).toBe(0);
    });

    test("of which one shows a card and the other moves its job on leave no card that is behind", async () => {
      const shown: { job: Job; thread: string }[] = [];
      for (const n of times(10)) {
        const { id, channel } = await saveJob(store(), jobNo(n), { channel: `C${n}` });
        const place = { channel, cardTs: "1.1" as MessageTs, version: 1, nowMs: 1 };
        await store().transaction((tables) => tables.threads.cardPosted(id, place));
        shown.push({ job: jobNo(n), thread: id });
      }
      const show = (thread: string) =>
        store().transaction((tables) => tables.threads.edited(thread, 1, { nowMs: 1, editAtMs: 1 }));
      const moveOn = (job: Job) =>
        store().transaction((tables) => takeReports(tables, [reportOn(job, "RUNNING")], time));
      await Promise.all(shown.flatMap(({ job, thread }) => [moveOn(job), show(thread), show(thread)]));
      const behind = (await store().threads.toEdit(5, 100)).map(({ job }) => job);
      expect(behind.toSorted()).toEqual(shown.map(({ job }) => job.id));
    });
  });
};
