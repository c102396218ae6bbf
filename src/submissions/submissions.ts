import type { Logger } from "pino";
import type { Actor } from "../aws/accounts.ts";
import type { BatchJobs, SubmittedJob } from "../aws/jobs.ts";
import type { BatchId, PiName, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Labs, Pi } from "../domain/people/pi.ts";
import { type Rejection, rejectionBy } from "../domain/submission/rejection.ts";
import type { Submission } from "../domain/submission/submission.ts";
import type { SubmitRequest } from "../domain/submission/submit-request.ts";
import { Trouble, toTrouble } from "../domain/trouble.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { lanes } from "../lifecycle/lanes.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";
import { calmAccounts } from "./calm-accounts.ts";
import { heldBack } from "./held-back.ts";
import { doubted, perhapsTaken, silencePauseMs, throttledPauseMs } from "./next-try.ts";
import { twins } from "./twins.ts";

export type SubmissionsOptions = {
  store: Store;
  batch: Pick<BatchJobs, "submit" | "findSubmitted" | "describe" | "terminate">;
  labs(): Labs;
  clock: Clock;
  chance: Chance;
  logger: Logger;
  quietMs: number;
  /** A job or its thread has changed. */
  onChanged(): void;
};

/** Gets each saved submission to AWS once, although SubmitJob has no client token. */
export type Submissions = Loop & {
  /**
   * Sends a saved submission for the first time and gives its job as it is then. One that is being sent already is waited
   * for, and one that was tried is left alone.
   */
  send(id: SubmissionId): Promise<Job>;
};

const submissionsPerTurn = 50;

/** The only place that sends, and the only one that sends again. */
export function submissions(options: SubmissionsOptions): Submissions {
  const { store, clock, logger, quietMs } = options;

  let tookUpLeft = false;

  const turn = async (): Promise<number | undefined> => {
    if (!tookUpLeft) await store.submissions.takeUpLeft(clock.nowMs());
    tookUpLeft = true;
    const nowMs = clock.nowMs();
    const untilMs = nowMs + limits.submissionLeaseMs;
    const due = await store.submissions.claimDue(nowMs, {
      leaseMs: limits.submissionLeaseMs,
      limit: submissionsPerTurn,
      busy: ofLabs.busy(),
    });
    for (const [pi, ofPi] of Map.groupBy(due, ({ pi }) => pi))
      ofLabs.begin(pi, () => resolveInOrder(ofPi, untilMs));
    const isFull = await duplicates.settleDue();
    if (isFull || due.length === submissionsPerTurn) return 0;
    const nextMs = await Promise.all([store.submissions.nextDueMs(), duplicates.nextDueMs()]);
    const waitMs = Math.min(...nextMs.map((ms) => ms ?? Number.POSITIVE_INFINITY)) - nowMs;
    // What is due and was not taken up is of busy labs. What another replica leaves behind wakes nobody here.
    return Math.min(waitMs > 0 ? waitMs : limits.lookAroundMs, limits.lookAroundMs);
  };

  /** One that fails holds up none after it; what is left when the lease ends is due again, perhaps elsewhere. */
  const resolveInOrder = async (ofPi: readonly Submission[], untilMs: number): Promise<void> => {
    for (const [index, submission] of ofPi.entries()) {
      if (clock.nowMs() >= untilMs) return;
      const calmUntilMs = calm.untilMs(submission.pi);
      // What AWS has no time for is asked of it later; the rest would only make it more.
      if (calmUntilMs !== undefined) return store.submissions.waitUntil(ofPi.slice(index), calmUntilMs);
      await resolve(submission).catch((error: unknown) =>
        logger.error(
          { err: error, submission: submission.id },
          "A submission could not be settled and will be taken up again",
        ),
      );
    }
  };

  /**
   * What is due: never tried, or certainly not accepted, is sent; what may have been accepted is looked up; and what
   * was accepted at last is looked for once more, for an earlier try may have been accepted too.
   */
  const resolve = async (submission: Submission): Promise<void> => {
    if (submission.state === "saved" || submission.state === "throttled") await send(submission);
    else if (submission.state === "accepted") await lookForTwins(submission);
    else await lookUp(submission);
  };

  const send = (from: Submission): Promise<Job> => {
    const sent = underWay.get(from.id) ?? sendOnce(from).finally(() => underWay.delete(from.id));
    underWay.set(from.id, sent);
    return sent;
  };

  /** Sends it as it was read: what another replica has taken up meanwhile is left to them. */
  const sendOnce = async (from: Submission): Promise<Job> => {
    const { id } = from;
    const { submission, job } = await read(id);
    const { request } = submission;
    if (request === undefined || submission.state !== from.state || submission.tries !== from.tries)
      return job;
    const paused = await held.ifPaused(submission);
    if (paused !== undefined) return paused;
    const pi = piOf(job);
    const { missedSinceMs: _before, ...known } = submission;
    // Saved before the call: a process that dies in it leaves a submission that may have been accepted.
    const trying: Submission = {
      ...known,
      ...perhapsTaken(submission.state === "uncertain" ? 1 : 0, submission),
      state: "trying",
      tries: submission.tries + 1,
      nextAtMs: clock.nowMs() + limits.submissionLeaseMs,
    };
    // Another has taken it up, somebody has stopped it, or the lab was paused meanwhile.
    if (!(await held.claim(submission, trying))) return (await read(id)).job;
    if (job.heldSinceMs !== undefined) await held.letGo(id);
    try {
      const actor: Actor = { member: job.owner, hutchnet: job.hutchnet };
      if (pi === undefined)
        throw new Trouble("permanent", "UnknownPi", {
          message: `${job.pi} is no longer in the labs file with account ${job.account}`,
        });
      return await accepted(id, await options.batch.submit(pi, actor, request));
    } catch (error) {
      return await failed(trying, toTrouble(error));
    } finally {
      options.onChanged();
      self.wake();
    }
  };

  const failed = async (submission: Submission, trouble: Trouble): Promise<Job> => {
    const nowMs = clock.nowMs();
    logger.warn(
      { err: trouble, submission: submission.id, kind: trouble.kind },
      "AWS did not take a submission",
    );
    switch (trouble.kind) {
      case "permanent":
        return rejected(submission, rejectionBy(trouble));
      case "later": {
        const nextAtMs = nowMs + throttledPauseMs(submission, options.chance());
        calm.leaveAlone(submission.pi, nextAtMs);
        return postponed(submission, { ...submission, state: "throttled", nextAtMs });
      }
      case "unknown":
        return postponed(submission, {
          ...doubted(submission),
          state: "uncertain",
          nextAtMs: nowMs + limits.submissionLookMs,
        });
    }
  };

  /** Found, it was accepted; missed for long enough, it was not, and is sent once more. A look that fails counts for nothing. */
  const lookUp = async (submission: Submission): Promise<void> => {
    const { job } = await read(submission.id);
    const pi = piOf(job);
    const found = await findAt(pi, submission.request, submission.id);
    const nowMs = clock.nowMs();
    const again = {
      ...doubted(submission),
      state: "uncertain" as const,
      nextAtMs: nowMs + limits.submissionLookMs,
    };
    const missedSinceMs = submission.missedSinceMs ?? nowMs;
    if (found === "no answer")
      await postponed(submission, { ...again, nextAtMs: nowMs + silencePauseMs(job, nowMs) });
    else if (found !== undefined) await acceptFound(submission, found);
    else if (nowMs - missedSinceMs < limits.submissionMissedMs)
      await postponed(submission, { ...again, missedSinceMs });
    else await send(submission);
    options.onChanged();
  };

  const lookForTwins = async (submission: Submission): Promise<void> => {
    const { job } = await read(submission.id);
    const request = { jobName: job.jobName, jobQueue: job.queue };
    const found = await findAt(piOf(job), request, submission.id);
    const { nextAtMs: _done, ...settled } = submission;
    const nextAtMs = clock.nowMs() + limits.submissionRetryMaxMs;
    await store.transaction(async (tables) => {
      if (!(await isStill(tables, submission))) return;
      await tables.submissions.save(found === "no answer" ? { ...submission, nextAtMs } : settled);
      if (found !== "no answer" && found !== undefined) await duplicates.suspect(tables, job, found);
    });
  };

  const findAt = async (
    pi: Pi | undefined,
    request: Pick<SubmitRequest, "jobName" | "jobQueue"> | undefined,
    id: SubmissionId,
  ): Promise<SubmittedJob | "no answer" | undefined> => {
    if (pi === undefined || request === undefined) return "no answer";
    try {
      return await options.batch.findSubmitted(pi, request, id);
    } catch (error) {
      logger.warn({ err: error, submission: id }, "AWS could not be asked about an uncertain submission");
      return "no answer";
    }
  };

  const accepted = (id: SubmissionId, batchId: BatchId): Promise<Job> =>
    store.transaction(async (tables) => {
      const job = (await tables.jobs.get(id)) as Job;
      // An event that bears its name may have been quicker.
      if (job.batchId !== undefined) return job;
      return tables.acceptSubmission({ job, batchId }, { nowMs: clock.nowMs(), quietMs });
    });

  /** Where AWS took it twice, the oldest is the job, unless an event was quicker. */
  const acceptFound = (submission: Submission, found: SubmittedJob): Promise<void> =>
    store.transaction(async (tables) => {
      const before = (await tables.jobs.get(submission.id)) as Job;
      if (before.batchId !== undefined) return duplicates.suspect(tables, before, found);
      const accepted = { job: before, batchId: found.batchId };
      const job = await tables.acceptSubmission(accepted, { nowMs: clock.nowMs(), quietMs });
      await duplicates.record(tables, job, found.younger);
    });

  const rejected = (from: Submission, rejection: Rejection): Promise<Job> =>
    store.transaction(async (tables) => {
      const before = (await tables.jobs.get(from.id)) as Job;
      if (!(await isStill(tables, from))) return before;
      const { request: _gone, nextAtMs: _never, ...rest } = from;
      await tables.submissions.save({ ...rest, state: "rejected" });
      const after: Job = { ...before, state: "rejected", rejection, version: before.version + 1 };
      await tables.recordJob({ before, after }, { nowMs: clock.nowMs(), quietMs });
      await tables.audit.append({
        atMs: clock.nowMs(),
        member: before.owner,
        via: "aws",
        verb: "submit",
        pi: before.pi,
        job: before.id,
        outcome: "failed",
        detail: { queue: before.queue, definition: before.definition },
      });
      return after;
    });

  /** It may take a while: from now on its card shows it. */
  const postponed = (from: Submission, to: Submission): Promise<Job> =>
    store.transaction(async (tables) => {
      const job = (await tables.jobs.get(from.id)) as Job;
      if (!(await isStill(tables, from))) return job;
      await tables.submissions.save(to);
      await tables.announce(job, clock.nowMs());
      return job;
    });

  /** An event, or another try, may have been quicker: what they have settled stays. */
  const isStill = async (tables: Tables, { id, state, tries }: Submission): Promise<boolean> => {
    const now = await tables.submissions.get(id);
    return now?.state === state && now.tries === tries;
  };

  const read = async (id: SubmissionId): Promise<{ submission: Submission; job: Job }> => {
    const [submission, job] = [await store.submissions.get(id), await store.jobs.get(id)];
    if (submission === undefined || job === undefined)
      throw new Error(`submission ${id} is not in the store`);
    return { submission, job };
  };

  /** A lab that has moved to another account is not the one this was saved for. */
  const piOf = (job: Job): Pi | undefined => {
    const pi = options.labs().pis.get(job.pi);
    return pi?.account === job.account && pi.region === job.region ? pi : undefined;
  };

  /** Taken up again after a crash, it may have been sent already: that is for the look-up to say. */
  const sendFirst = async (id: SubmissionId): Promise<Job> => {
    const { submission, job } = await read(id);
    return underWay.get(id) ?? (submission.state === "saved" ? send(submission) : job);
  };

  const underWay = new Map<SubmissionId, Promise<Job>>();
  const held = heldBack(options);
  const calm = calmAccounts({ labs: options.labs, nowMs: clock.nowMs });
  const onEnded = () => self.wake();
  const duplicates = twins({ ...options, piOf, onEnded });
  /** An account that does not answer holds up no other lab's submissions. */
  const ofLabs = lanes<PiName>({ name: "submissions", logger, onEnded });
  const self = loop({ name: "submissions", clock, logger, turn });
  const stop = async (): Promise<void> => {
    await self.stop();
    await Promise.all([ofLabs.ended(), duplicates.ended()]);
  };
  return { ...self, stop, send: sendFirst };
}
