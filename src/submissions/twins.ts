import type { Logger } from "pino";
import type { BatchJobs, JobDetailAnswer, SubmittedJob } from "../aws/jobs.ts";
import type { AccountId, BatchId } from "../domain/ids.ts";
import { type Duplicate, isRatherTheJob, withBatchId } from "../domain/job/duplicate.ts";
import { type Job, takeReport } from "../domain/job/job.ts";
import { readJobDetail } from "../domain/job/job-detail.ts";
import { isFinal, type Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { Notice } from "../domain/telling/notice.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { lanes } from "../lifecycle/lanes.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";

export type TwinsOptions = {
  store: Store;
  batch: Pick<BatchJobs, "describe" | "terminate">;
  /** Undefined for a lab that is gone, or has moved. */
  piOf(job: Job): Pi | undefined;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  /** A job or its thread has changed. */
  onChanged(): void;
  /** More may be settled now. */
  onEnded(): void;
};

const twinsPerTurn = 20;

/** AWS took a submission twice: one is the job, the other is stopped for its owner, and the thread says so. */
export function twins(options: TwinsOptions) {
  const { store, batch, piOf, clock, logger, quietMs, onChanged, onEnded } = options;
  const time = () => ({ nowMs: clock.nowMs(), quietMs });

  /** They are stopped, and the thread says so: only inside a transaction. */
  const record = async (tables: Tables, job: Job, twinIds: readonly BatchId[]): Promise<void> => {
    for (const batchId of twinIds) await recordOne(tables, { job, batchId });
  };

  /** Which of them goes on is for AWS to say, which knows how old each is. */
  const suspect = async (tables: Tables, job: Job, found: SubmittedJob): Promise<void> => {
    const { account, region, id } = job;
    const nowMs = clock.nowMs();
    for (const batchId of [found.batchId, ...found.younger].filter((each) => each !== job.batchId))
      await tables.duplicates.suspect({
        account,
        region,
        batchId,
        job: id,
        seenAtMs: nowMs,
        nextAtMs: nowMs,
      });
  };

  const recordOne = async (
    tables: Tables,
    { job, batchId, ended }: { job: Job; batchId: BatchId; ended?: true },
    before: Job = job,
  ): Promise<void> => {
    const { account, region } = job;
    const duplicate = { account, region, batchId, job: job.id, seenAtMs: clock.nowMs() };
    await tables.strays.claim(duplicate);
    if (ended) await tables.duplicates.add(duplicate, "stopped");
    else await tables.duplicates.add({ ...duplicate, nextAtMs: clock.nowMs() }, "stopping");
    const notice: Notice = { kind: "stopping", duplicate: batchId, ...(ended && { ended }) };
    await tables.recordJob({ before, after: job, also: [{ key: `duplicate:${batchId}`, notice }] }, time());
  };

  /** An account that does not answer holds up no other's. */
  const ofAccounts = lanes<AccountId>({ name: "twins", logger, onEnded });

  /** Begins with those to be looked into, and those to be stopped. True when more may be due. */
  const settleDue = async (): Promise<boolean> => {
    const untilMs = clock.nowMs() + limits.submissionLeaseMs;
    const claim = { leaseMs: limits.submissionLeaseMs, limit: twinsPerTurn, busy: ofAccounts.busy() };
    const due = await store.duplicates.claimDue(clock.nowMs(), claim);
    for (const [account, ofAccount] of Map.groupBy(due, (each) => each.account))
      ofAccounts.begin(account, () => settleInOrder(ofAccount, untilMs));
    return due.length === twinsPerTurn;
  };

  const settleInOrder = async (ofAccount: readonly Duplicate[], untilMs: number): Promise<void> => {
    for (const each of ofAccount) {
      if (clock.nowMs() >= untilMs) return;
      await settleOne(each);
    }
  };

  const settleOne = async (each: Duplicate): Promise<void> => {
    try {
      await (each.state === "suspected" ? lookInto(each) : stop(each));
    } catch (error) {
      logger.error(
        { err: error, submission: each.job, duplicate: each.batchId },
        "A duplicate could not be settled and will be taken up again",
      );
    }
    onChanged();
  };

  /** By its name alone a job is only suspected: AWS says by its tag whose it is, and which of the two is older. */
  const lookInto = async (suspect: Duplicate): Promise<void> => {
    const job = await store.jobs.get(suspect.job);
    const pi = job && piOf(job);
    if (job?.batchId === undefined || pi === undefined) return later(suspect);
    const answers = await describe(pi, [job.batchId, suspect.batchId]);
    if (answers === "no answer") return later(suspect);
    const reportOf = (batchId: BatchId) => reportIn(answers, job, batchId);
    const twin = reportOf(suspect.batchId);
    if (twin === undefined)
      return clock.nowMs() - suspect.seenAtMs < limits.lostAfterMs
        ? later(suspect)
        : store.duplicates.settle(suspect, "other");
    if (twin.tags["batchmate:submission"] !== job.id) return store.duplicates.settle(suspect, "other");
    logger.warn(
      { submission: job.id, job: job.batchId, duplicate: suspect.batchId },
      "AWS took a submission twice",
    );
    await store.transaction((tables) =>
      settle(tables, { suspect, twin, own: reportOf(job.batchId as BatchId) }),
    );
  };

  const settle = async (
    tables: Tables,
    { suspect, twin, own }: { suspect: Duplicate; twin: Report; own: Report | undefined },
  ): Promise<void> => {
    const job = await tables.jobs.get(suspect.job);
    if (job?.batchId === undefined || job.batchId === suspect.batchId)
      return tables.duplicates.remove(suspect);
    if (!isRatherTheJob(twin, job, own)) {
      await recordOne(tables, {
        job,
        batchId: suspect.batchId,
        ...(isFinal(twin.status) && { ended: true }),
      });
      return;
    }
    await tables.duplicates.remove(suspect);
    const older = withBatchId(job, suspect.batchId);
    await tables.children.forgetOthers({ job: job.id, batchId: suspect.batchId });
    const reports = [twin, ...(await tables.strays.claim(suspect))];
    await recordOne(tables, { job: reports.reduce(takeReport, older), batchId: job.batchId }, job);
  };

  const describe = async (pi: Pi, ids: readonly BatchId[]): Promise<JobDetailAnswer[] | "no answer"> => {
    try {
      return await batch.describe(pi, "system", ids);
    } catch (error) {
      logger.warn({ err: error, pi: pi.name }, "AWS could not be asked about a job that may be a duplicate");
      return "no answer";
    }
  };

  const reportIn = (answers: readonly JobDetailAnswer[], job: Job, batchId: BatchId): Report | undefined => {
    const answer = answers.find((each) => each.batchId === batchId);
    const { account, region } = job;
    const read = answer && readJobDetail(answer.detail, { account, region, observedAtMs: clock.nowMs() });
    return read?.ok ? read.report : undefined;
  };

  const stop = async (duplicate: Duplicate): Promise<void> => {
    const job = await store.jobs.get(duplicate.job);
    const pi = job && piOf(job);
    if (job === undefined || pi === undefined) return later(duplicate);
    const reason = `Duplicate of ${job.batchId}`;
    try {
      const owner = { member: job.owner, hutchnet: job.hutchnet };
      await batch.terminate(pi, owner, { batchId: duplicate.batchId, reason });
    } catch (error) {
      logger.error(
        { err: error, submission: job.id, duplicate: duplicate.batchId },
        "A duplicate could not be stopped and will be tried again",
      );
      return later(duplicate);
    }
    await store.transaction(async (tables) => {
      await tables.duplicates.settle(duplicate, "stopped");
      await tables.audit.append({
        atMs: clock.nowMs(),
        member: job.owner,
        via: "aws",
        verb: "cancel",
        pi: job.pi,
        job: duplicate.batchId,
        outcome: "done",
        detail: { reason },
      });
    });
  };

  /** The pauses grow with its age. */
  const later = (duplicate: Duplicate): Promise<void> => {
    const nowMs = clock.nowMs();
    const pauseMs = Math.min(
      Math.max(limits.submissionLookMs, (nowMs - duplicate.seenAtMs) / 4),
      limits.askMaxMs,
    );
    return store.duplicates.later(duplicate, nowMs + pauseMs);
  };

  const nextDueMs = () => store.duplicates.nextDueMs();
  return { record, suspect, settleDue, nextDueMs, ended: ofAccounts.ended };
}
