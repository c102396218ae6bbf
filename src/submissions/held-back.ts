/** What was saved before a lab's submitting was paused, or approved since: it is kept and not sent until that goes on. */
import type { SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { isCertainlyUnsent, type Submission } from "../domain/submission/submission.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";

export function heldBack({ store, clock, quietMs }: { store: Store; clock: Clock; quietMs: number }) {
  const become = async (tables: Tables, before: Job, after: Job): Promise<Job> => {
    const next: Job = { ...after, version: before.version + 1 };
    await tables.announce(before, clock.nowMs());
    await tables.recordJob({ before, after: next }, { nowMs: clock.nowMs(), quietMs });
    return next;
  };
  return {
    /** Gives the job as it is then; undefined where nothing keeps it from being sent. */
    ifPaused: async ({ id, pi, state, tries }: Submission): Promise<Job | undefined> => {
      const nowMs = clock.nowMs();
      const pause = await store.pauses.of(pi, nowMs);
      if (pause === undefined) return undefined;
      const nextAtMs = Math.min(pause.untilMs ?? Number.POSITIVE_INFINITY, nowMs + limits.pausedLookMs);
      return store.transaction(async (tables) => {
        const job = (await tables.jobs.get(id)) as Job;
        const now = await tables.submissions.get(id);
        if (now?.state !== state || now.tries !== tries) return job;
        await tables.submissions.save({ ...now, nextAtMs });
        // What AWS may have taken already is still looked for: its card says so.
        if (job.heldSinceMs !== undefined || !isCertainlyUnsent(now)) return job;
        return become(tables, job, { ...job, heldSinceMs: nowMs });
      });
    },

    /** Takes it up for a try: false where that is not to be any more. From the moment of a pause on nothing is taken up. */
    claim: (from: Submission, trying: Submission): Promise<boolean> =>
      store.transaction(async (tables) => {
        await tables.jobUse.hold(from.pi);
        const pause = await tables.pauses.of(from.pi, clock.nowMs());
        return pause === undefined && tables.submissions.claim(from, trying);
      }),

    /** It is being sent: its card says no longer that it is held back. */
    letGo: (id: SubmissionId): Promise<void> =>
      store.transaction(async (tables) => {
        const job = (await tables.jobs.get(id)) as Job;
        const { heldSinceMs, ...sent } = job;
        if (heldSinceMs !== undefined) await become(tables, job, sent);
      }),
  };
}
