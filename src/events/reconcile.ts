import type { Logger } from "pino";
import type { BatchJobs } from "../aws/jobs.ts";
import type { BatchId, PiName } from "../domain/ids.ts";
import { type Job, missed } from "../domain/job.ts";
import { readJobDetail } from "../domain/job-detail.ts";
import { limits } from "../domain/limits.ts";
import type { Labs } from "../domain/pi.ts";
import type { Report } from "../domain/report.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import { takeReports } from "./take-reports.ts";

export type ReconcileOptions = {
  store: Store;
  batch: BatchJobs;
  labs(): Labs;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  onReports(): void;
};

/** Events are hints, AWS is the truth: jobs that have been quiet too long are asked about. */
export function reconcile(options: ReconcileOptions): Loop {
  const { store, clock, logger, quietMs } = options;
  /** A job is looked for at least this often while a child of an array or a new submission wants it soon. */
  const restMs = Math.min(quietMs, 1_000);

  const turn = async (): Promise<number> => {
    const due = await store.jobs.dueForAsking(clock.nowMs(), limits.describeJobs);
    const byPi = Map.groupBy(due, (job) => job.pi);
    await Promise.all([...byPi].map(([pi, jobs]) => ask(pi, jobs)));
    return due.length === limits.describeJobs ? 0 : restMs;
  };

  /** An account that does not answer hurts no other lab: its jobs are asked about later. */
  const ask = async (name: PiName, jobs: readonly Job[]): Promise<void> => {
    const laterMs = clock.nowMs() + quietMs;
    const pi = options.labs().pis.get(name);
    if (pi === undefined) return store.jobs.askAgainLater(idsOf(jobs), laterMs);
    try {
      const answers = await options.batch.describe(
        pi,
        "system",
        jobs.flatMap((job) => job.batchId ?? []),
      );
      await take(jobs, answers);
    } catch (error) {
      logger.warn(
        { err: error, pi: name, jobs: jobs.length },
        "AWS could not be asked about jobs and will be asked again",
      );
      await store.jobs.askAgainLater(idsOf(jobs), laterMs);
    }
  };

  const take = async (
    jobs: readonly Job[],
    answers: readonly { batchId: BatchId; detail: unknown }[],
  ): Promise<void> => {
    const time = { nowMs: clock.nowMs(), quietMs };
    const details = new Map(answers.map(({ batchId, detail }) => [batchId, detail]));
    await store.transaction(async (tables) => {
      const reports: Report[] = [];
      for (const { id } of jobs) {
        // Events may have come while AWS was asked: what is saved now counts.
        const job = await tables.jobs.get(id);
        if (job?.batchId === undefined) continue;
        const detail = details.get(job.batchId);
        if (detail === undefined) {
          await tables.recordJob({ before: job, after: missed(job, time.nowMs) }, time);
          continue;
        }
        const { account, region } = job;
        const read = readJobDetail(detail, { account, region, observedAtMs: time.nowMs });
        if (read.ok) reports.push(read.report);
        else logger.warn({ job: job.batchId, why: read.why }, "AWS's answer about a job could not be read");
      }
      await takeReports(tables, reports, time);
      await tables.jobs.askAgainLater(idsOf(jobs), time.nowMs + quietMs);
    });
    options.onReports();
  };

  return loop({ name: "reconcile", clock, logger, turn });
}

function idsOf(jobs: readonly Job[]): Job["id"][] {
  return jobs.map((job) => job.id);
}
