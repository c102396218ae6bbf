import type { JobDetailAnswer } from "../aws/jobs.ts";
import type { BatchId, PiName } from "../domain/ids.ts";
import { askAtMs, type Job, missed } from "../domain/job/job.ts";
import { readJobDetail } from "../domain/job/job-detail.ts";
import type { Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import { Trouble } from "../domain/trouble.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import { placeOf } from "./account-rests.ts";
import type { AskingOptions } from "./asking-options.ts";
import { takeReports } from "./take-reports.ts";

/** Events are hints, AWS is the truth: jobs that have been quiet too long are asked about. */
export function reconcile(options: AskingOptions<"describe">): Loop {
  const { store, clock, logger, quietMs, rests } = options;
  /** A job is looked for at least this often while a child of an array or a new submission wants it soon. */
  const restMs = Math.min(quietMs, 1_000);

  /** An account that does not answer hurts no other lab: each is asked on its own. */
  const asking = new Map<PiName, Promise<void>>();
  let isFirst = true;

  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    // What happened while nobody listened is not waited for until each job's own time comes.
    if (isFirst) await store.jobs.askAllBy(nowMs);
    isFirst = false;
    const due = await store.jobs.dueForAsking(nowMs, notNow(nowMs), limits.describeJobs);
    const byPi = [...Map.groupBy(due, (job) => job.pi)].slice(0, limits.askLabs - asking.size);
    const chosen = byPi.flatMap(([, jobs]) => jobs);
    const untilMs = nowMs + limits.askLeaseMs;
    // Another replica may have seen the same ones.
    const ours = await store.jobs.claimForAsking(idsOf(chosen), { nowMs, untilMs });
    const claimed = chosen.filter(({ id }) => ours.has(id));
    for (const [pi, jobs] of Map.groupBy(claimed, (job) => job.pi))
      asking.set(pi, askFor(pi, { jobs, untilMs }));
    return due.length === limits.describeJobs && chosen.length > 0 ? 0 : restMs;
  };

  /** Those that are being asked about, and those that rest: their own trouble, or their account's. */
  const notNow = (nowMs: number): PiName[] => {
    const resting = [...options.labs().pis.values()].filter(
      (pi) => rests.isResting(pi.name, nowMs) || rests.isResting(placeOf(pi), nowMs),
    );
    return [...asking.keys(), ...resting.map(({ name }) => name)];
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
    const pi = options.labs().pis.get(name);
    // A lab that has moved to another account can not be asked about the jobs it left behind.
    const here = jobs.filter(({ account, region }) => account === pi?.account && region === pi.region);
    const laterMs = clock.nowMs() + quietMs;
    await store.jobs.askAgainAt(idsOf(jobs.filter((job) => !here.includes(job))), untilMs, laterMs);
    if (pi === undefined || here.length === 0) return;
    const answers = await answersOf(pi, here).catch((error: unknown) => {
      const againMs = rests.failed(isOwn(error) ? pi.name : placeOf(pi), clock.nowMs());
      logger.warn(
        { err: error, pi: name, jobs: here.length, pauseMs: againMs - clock.nowMs() },
        "AWS could not be asked about jobs and will be asked again",
      );
      return { againMs };
    });
    if (!("againMs" in answers)) return take({ jobs: here, untilMs }, answers);
    await store.jobs.askAgainAt(idsOf(here), untilMs, answers.againMs);
  };

  const answersOf = async (pi: Pi, jobs: readonly Job[]): Promise<JobDetailAnswer[]> => {
    const ids = jobs.flatMap((job) => job.batchId ?? []);
    await options.paceOf(placeOf(pi));
    const answers = await options.batch.describe(pi, "system", ids);
    for (const name of [pi.name, placeOf(pi)]) rests.worked(name, clock.nowMs());
    return answers;
  };

  /** Some at a time: at a start all that are under way are asked about, and others have their turn meanwhile. */
  const take = async ({ jobs, untilMs }: Claimed, answers: readonly JobDetailAnswer[]): Promise<void> => {
    const details: Details = new Map(answers.map(({ batchId, detail }) => [batchId, detail]));
    for (let from = 0; from < jobs.length; from += limits.jobsPerTake) {
      const fromMs = clock.nowMs();
      await takeSome({ jobs: jobs.slice(from, from + limits.jobsPerTake), untilMs }, details);
      const restMs = (clock.nowMs() - fromMs) * limits.othersPerTurn;
      if (restMs > 0) await new Promise<void>((resolve) => clock.after(restMs, resolve));
    }
    options.onReports();
  };

  /** One that can not be saved holds up none of the others. */
  const takeSome = async (claimed: Claimed, details: Details): Promise<void> => {
    try {
      await takeTogether(claimed, details);
    } catch (error) {
      logger.warn({ err: error, jobs: claimed.jobs.length }, "What AWS said about jobs is saved one by one");
      for (const job of claimed.jobs) await takeAlone(job, claimed.untilMs, details);
    }
  };

  /** The pauses between two tries grow with the age of the job. */
  const takeAlone = async (job: Job, untilMs: number, details: Details): Promise<void> => {
    try {
      await takeTogether({ jobs: [job], untilMs }, details);
    } catch (error) {
      const nowMs = clock.nowMs();
      await store.jobs.askAgainAt([job.id], untilMs, askAtMs(job, nowMs, quietMs) ?? nowMs + quietMs);
      logger.error({ err: error, job: job.batchId }, "What AWS said about a job could not be saved");
    }
  };

  const takeTogether = async ({ jobs, untilMs }: Claimed, details: Details): Promise<void> => {
    const time = { nowMs: clock.nowMs(), quietMs };
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

/** What AWS said about each job, as it came. */
type Details = ReadonlyMap<BatchId, unknown>;

/** Refused for good, it is the lab's own role; an account that throttles or is silent, is so to all its labs. */
function isOwn(error: unknown): boolean {
  return error instanceof Trouble && error.kind === "permanent";
}

/** In one order, so that two who take the same jobs in never wait for each other. */
function idsOf(jobs: readonly Job[]): Job["id"][] {
  return jobs.map((job) => job.id).sort();
}
