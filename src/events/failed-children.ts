import type { Logger } from "pino";
import type { BatchJobs } from "../aws/jobs.ts";
import { readChildSummary } from "../domain/child-summary.ts";
import type { SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { limits } from "../domain/limits.ts";
import type { Labs } from "../domain/pi.ts";
import { listFailuresAtMs, untoldFailures } from "../domain/progress.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { FamilyKey } from "../store/children.ts";
import type { Store } from "../store/open-store.ts";
import { takeReports } from "./take-reports.ts";

export type FailedChildrenOptions = {
  store: Store;
  batch: Pick<BatchJobs, "failedChildren">;
  labs(): Labs;
  /** Resolves when the next call to an account and region may be made. */
  paceOf(place: string): Promise<void>;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  onReports(): void;
};

/** Events get lost: where AWS counts more failed children than have told of themselves, it is asked which they are. */
export function failedChildren(options: FailedChildrenOptions): Loop {
  const { store, clock, logger, quietMs } = options;
  /** An account that does not answer holds up no other array. */
  const asking = new Map<SubmissionId, Promise<void>>();

  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    for (const due of await store.children.dueForListing(nowMs, arraysPerTurn)) {
      const untilMs = nowMs + limits.askLeaseMs;
      // Another replica may have seen the same one; of what is being asked here, the claim is renewed.
      if (!(await store.children.claimForListing(due, untilMs)) || asking.has(due.job)) continue;
      asking.set(due.job, askFor(due));
    }
    const waitMs = ((await store.children.nextListingMs()) ?? Number.POSITIVE_INFINITY) - clock.nowMs();
    // What another replica leaves behind wakes nobody here.
    return Math.min(waitMs > 0 ? waitMs : restMs, limits.lookAroundMs);
  };

  const askFor = async (key: FamilyKey): Promise<void> => {
    try {
      await ask(key);
    } catch (error) {
      logger.warn(
        { err: error, job: key.batchId },
        "AWS could not be asked which children of an array failed, and will be asked again",
      );
      await postpone(key);
    } finally {
      asking.delete(key.job);
      self.wake();
    }
  };

  /** The store may be what failed: then it is due again when the claim ends. */
  const postpone = async (key: FamilyKey): Promise<void> => {
    try {
      await store.children.listAt(key, clock.nowMs() + quietMs);
    } catch (error) {
      logger.error({ err: error, job: key.batchId }, "When to ask about an array again could not be saved");
    }
  };

  const ask = async (key: FamilyKey): Promise<void> => {
    const job = await store.jobs.get(key.job);
    const pi = job && options.labs().pis.get(job.pi);
    // A lab that has moved to another account can not be asked about the jobs it left behind.
    const isHere = pi !== undefined && job?.account === pi.account && job.region === pi.region;
    // They may have told meanwhile.
    if (job === undefined || !isHere || untoldFailures(job) === 0)
      return store.children.listAt(key, undefined);
    await options.paceOf(`${pi.account} ${pi.region}`);
    const summaries = await options.batch.failedChildren(pi, key.batchId);
    const nowMs = clock.nowMs();
    const reports = summaries.flatMap((summary) => readChildSummary(job, summary, nowMs) ?? []);
    const time = { nowMs, quietMs };
    await store.transaction(async (tables) => {
      await takeReports(tables, reports, time);
      const after = (await tables.jobs.get(key.job)) as Job;
      await tables.children.listAt(key, listFailuresAtMs(after, nowMs));
    });
    options.onReports();
  };

  const self = loop({ name: "failed-children", clock, logger, turn });
  return {
    ...self,
    stop: async () => {
      await self.stop();
      await Promise.all(asking.values());
    },
  };
}

const arraysPerTurn = 20;

/** Before more is taken up, where more is due than a turn takes. */
const restMs = 1_000;
