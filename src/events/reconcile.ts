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
  batch: Pick<BatchJobs, "describe">;
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

  /** An account that does not answer hurts no other lab: each is asked on its own. */
  const asking = new Map<PiName, Promise<void>>();

  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    const untilMs = nowMs + limits.askLeaseMs;
    const due = await store.jobs.dueForAsking(nowMs, [...asking.keys()], limits.describeJobs);
    // Another replica may have seen the same ones.
    const ours = await store.jobs.claimForAsking(idsOf(due), { nowMs, untilMs });
    const claimed = due.filter(({ id }) => ours.has(id));
    for (const [pi, jobs] of Map.groupBy(claimed, (job) => job.pi))
      asking.set(pi, askFor(pi, { jobs, untilMs }));
    return due.length === limits.describeJobs ? 0 : restMs;
  };

  const askFor = async (pi: PiName, claimed: Claimed): Promise<void> => {
    try {
      await ask(pi, claimed);
      asking.delete(pi);
      self.wake();
    } catch (error) {
      asking.delete(pi);
      logger.error({ err: error, pi }, "What AWS said about jobs could not be saved and will be asked again");
    }
  };

  const ask = async (name: PiName, { jobs, untilMs }: Claimed): Promise<void> => {
    const laterMs = clock.nowMs() + quietMs;
    const pi = options.labs().pis.get(name);
    // A lab that has moved to another account can not be asked about the jobs it left behind.
    const here = jobs.filter(({ account, region }) => account === pi?.account && region === pi.region);
    await store.jobs.askAgainAt(idsOf(jobs.filter((job) => !here.includes(job))), untilMs, laterMs);
    if (pi === undefined || here.length === 0) return;
    try {
      const answers = await options.batch.describe(
        pi,
        "system",
        here.flatMap((job) => job.batchId ?? []),
      );
      await take({ jobs: here, untilMs }, answers);
    } catch (error) {
      logger.warn(
        { err: error, pi: name, jobs: here.length },
        "AWS could not be asked about jobs and will be asked again",
      );
      await store.jobs.askAgainAt(idsOf(here), untilMs, laterMs);
    }
  };

  const take = async (
    { jobs, untilMs }: Claimed,
    answers: readonly { batchId: BatchId; detail: unknown }[],
  ): Promise<void> => {
    const time = { nowMs: clock.nowMs(), quietMs };
    const details = new Map(answers.map(({ batchId, detail }) => [batchId, detail]));
    await store.transaction(async (tables) => {
      const reports: Report[] = [];
      for (const id of idsOf(jobs)) {
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
      await tables.jobs.askAgainAt(idsOf(jobs), untilMs, time.nowMs + quietMs);
    });
    options.onReports();
  };

  const self = loop({ name: "reconcile", clock, logger, turn });
  return {
    ...self,
    stop: async () => {
      await self.stop();
      await Promise.all(asking.values());
    },
  };
}

/** Ours to ask about until then: a replica that dies meanwhile leaves them to the others. */
type Claimed = { jobs: readonly Job[]; untilMs: number };

/** In one order, so that two who take the same jobs in never wait for each other. */
function idsOf(jobs: readonly Job[]): Job["id"][] {
  return jobs.map((job) => job.id).sort();
}
