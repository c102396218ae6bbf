import type { Logger } from "pino";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { writersOf } from "../domain/logs/log-cost.ts";
import type { Notice } from "../domain/telling/notice.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { LogMeasure } from "../store/log-measures.ts";
import type { Store } from "../store/open-store.ts";

export type LogCostsOptions = {
  store: Store;
  /** How many bytes one of its logs holds at least; undefined where there is none. Throws where it cannot be asked now. */
  bytesOf(job: Job): Promise<number | undefined>;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  onSaved(): void;
};

/** Tells the owner of a job once what its log costs, where it has written unusually much. One job after the other. */
export function logCosts({ store, bytesOf, clock, logger, quietMs, onSaved }: LogCostsOptions): Loop {
  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    const due = await store.logMeasures.due(nowMs);
    if (due !== undefined) {
      const dueMs = nowMs + limits.logCostRetryMs;
      if (await store.logMeasures.later(due, dueMs)) await measure({ ...due, dueMs });
      return limits.logCostPauseMs;
    }
    const waitMs = ((await store.logMeasures.nextDueMs()) ?? Number.POSITIVE_INFINITY) - nowMs;
    // What another replica leaves behind wakes nobody here.
    return Math.min(waitMs, limits.lookAroundMs);
  };

  const measure = async (taken: LogMeasure): Promise<void> => {
    const job = await store.jobs.get(taken.job);
    if (job === undefined || clock.nowMs() > taken.untilMs) {
      await store.logMeasures.remove(taken);
      return;
    }
    try {
      const bytes = ((await bytesOf(job)) ?? 0) * writersOf(job);
      await settle(taken, bytes < limits.logCostBytes ? undefined : { kind: "logged", bytes, ...among(job) });
    } catch (error) {
      logger.warn({ err: error, job: job.batchId }, "How much a job has logged could not be found out yet");
    }
  };

  /** Whoever removes the row tells: another may have taken it up meanwhile. */
  const settle = async (taken: LogMeasure, notice: Notice | undefined): Promise<void> => {
    const isTold = await store.transaction(async (tables) => {
      const job = await tables.jobs.get(taken.job);
      if (!(await tables.logMeasures.remove(taken)) || notice === undefined || job === undefined)
        return false;
      const time = { nowMs: clock.nowMs(), quietMs };
      await tables.recordJob({ before: job, after: job, also: [{ key: "logged much", notice }] }, time);
      return true;
    });
    if (isTold) onSaved();
  };

  return loop({ name: "log-costs", clock, logger, turn });
}

function among(job: Job): { oneOf?: number } {
  const writers = writersOf(job);
  return writers === 1 ? {} : { oneOf: writers };
}
