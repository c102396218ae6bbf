/** Many jobs that were submitted together: one thread, one card with a row for each, one closing mention. */
import type { MemberId, SubjectId, SubmissionId } from "../ids.ts";
import type { Job } from "../job/job.ts";
import { isEnded, type State } from "../job/job-state.ts";
import { limits } from "../limits.ts";
import type { Finished, Notice } from "../telling/notice.ts";

export type Batch = {
  subject: SubjectId;
  /** What the whole is called; its jobs have names of their own. */
  name: string;
  /** The first of its jobs: who watches the whole and what is muted is kept under it. */
  first: SubmissionId;
  owner: MemberId;
  /** How many rows it has. */
  size: number;
  state: State;
  /** Grows with every change that the card shows. */
  version: number;
  /** How many failures were told in replies of their own. */
  failuresTold: number;
};

/** The whole as if it were one job, for what is asked or shown of any job. */
export function asOneJob({ name, state, version }: Batch, first: Job): Job {
  const { batchId: _own, facts: _its, stop: _and, blocked: _not, rejection: _theirs, ...asked } = first;
  return { ...asked, name, state, version };
}

/** How many of its jobs are in each state; of a row that was run again, its newest. */
export type StateCounts = Readonly<Partial<Record<State, number>>>;

/**
 * How the whole stands: it goes on as long as one of its jobs does, and has failed when one of them has. What was
 * withdrawn of jobs that all wait for one yes lets no other of them run.
 */
export function stateOfBatch(counts: StateCounts): State {
  const has = (state: State): boolean => (counts[state] ?? 0) > 0;
  const all = Object.keys(counts) as State[];
  const someEnded = all.some((state) => isEnded(state) && has(state));
  if (all.some((state) => !isEnded(state) && has(state))) {
    const furthest = furthestFirst.find(has) ?? "submitting";
    return someEnded && furthest !== "approval" ? "running" : furthest;
  }
  return ended.find(has) ?? "submitting";
}

const furthestFirst: readonly State[] = [
  "running",
  "starting",
  "waiting",
  "submitted",
  "submitting",
  "approval",
];

/** What somebody should look at comes first; that AWS took none of them is said only where it took none. */
const ended: readonly State[] = ["failed", "lost", "stopped", "succeeded", "rejected"];

/** How the whole ended; what AWS would not take, or has lost, has failed. */
export function endOfBatch(counts: StateCounts): Finished["state"] {
  const { failed = 0, lost = 0, rejected = 0, stopped = 0 } = counts;
  if (failed + lost + rejected > 0) return "failed";
  return stopped > 0 ? "stopped" : "succeeded";
}

/**
 * How a moment of one job is told in the thread of all: not at all, for the card shows it; once for all that have the
 * same key; or each for itself. Nobody is called but where somebody must act: the end of the whole calls.
 */
export type TellingInBatch =
  | { how: "nothing" }
  | { how: "once"; key: string }
  | { how: "each"; calls: boolean };

export function tellInBatch(notice: Notice, { failuresTold }: Pick<Batch, "failuresTold">): TellingInBatch {
  switch (notice.kind) {
    case "started":
    case "attempt":
      return { how: "nothing" };
    case "waiting":
      return { how: "once", key: `waiting:${notice.reason.split(" - ")[0]}` };
    case "stopping":
      if ("duplicate" in notice) return { how: "each", calls: true };
      return { how: "once", key: "refused" in notice ? "stop refused" : `stopping:${notice.by}` };
    case "logged":
      return { how: "once", key: "logged much" };
    case "decided":
      return { how: "each", calls: true };
    case "finished": {
      const isFailure = notice.state === "failed" || notice.state === "lost";
      return isFailure && failuresTold < limits.batchFailureReplies
        ? { how: "each", calls: false }
        : { how: "nothing" };
    }
  }
}

/** What somebody should look at first; then what goes on; what ended well last. */
export function inOrderOfInterest(jobs: readonly Job[]): Job[] {
  return jobs.toSorted(
    (a, b) => interest[a.state] - interest[b.state] || (a.batchRow ?? 0) - (b.batchRow ?? 0),
  );
}

const interest: Record<State, number> = {
  failed: 0,
  rejected: 0,
  lost: 0,
  stopped: 1,
  running: 2,
  starting: 3,
  waiting: 4,
  submitted: 5,
  approval: 5,
  submitting: 6,
  succeeded: 7,
};
