import { readChildSummary } from "../domain/array/child-summary.ts";
import type { SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { listFailuresAtMs, untoldFailures } from "../domain/job/progress.ts";
import { limits } from "../domain/limits.ts";
import type { Chance } from "../lifecycle/chance.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { FamilyKey } from "../store/children.ts";
import { accountRests, placeOf } from "./account-rests.ts";
import type { AskingOptions } from "./asking-options.ts";
import { takeReports } from "./take-reports.ts";

export type FailedChildrenOptions = AskingOptions<"failedChildren"> & { chance: Chance };

/** Events get lost: where AWS counts more failed children than have told of themselves, it is asked which they are. */
export function failedChildren(options: FailedChildrenOptions): Loop {
  const { store, clock, logger, quietMs } = options;
  /** An account that does not answer holds up no other array. */
  const asking = new Map<SubmissionId, Promise<void>>();
  /** An array in trouble is left alone ever longer, by itself: who may not list may still be let look. */
  const own = accountRests(options.chance);

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
      own.worked(key.job, clock.nowMs());
    } catch (error) {
      const againMs = own.failed(key.job, clock.nowMs());
      logger.warn(
        { err: error, job: key.batchId, pauseMs: againMs - clock.nowMs() },
        "AWS could not be asked which children of an array failed, and will be asked again",
      );
      await postpone(key, againMs);
    } finally {
      asking.delete(key.job);
      self.wake();
    }
  };

  /** The store may be what failed: then it is due again when the claim ends. */
  const postpone = async (key: FamilyKey, againMs: number): Promise<void> => {
    try {
      await store.children.listAt(key, againMs);
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
    const place = placeOf(pi);
    if (options.rests.isResting(place, clock.nowMs()))
      return store.children.listAt(key, options.rests.untilMs(place));
    await options.paceOf(place);
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
