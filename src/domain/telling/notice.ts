import type { ApprovalOutcome } from "../approval/approval.ts";
import type { Range } from "../array/children-sum.ts";
import type { Failure, FailureCause } from "../failure/failure-cause.ts";
import type { BatchId, MemberId, SnippetId } from "../ids.ts";
import type { State } from "../job/job-state.ts";
import type { RefusedRole } from "../people/refused-role.ts";
import type { Rejection } from "../submission/rejection.ts";

/** A moment that a person wants to be told of; saved in the transaction that made it true. */
export type Notice =
  | Started
  | { kind: "attempt"; attempt: number; maxAttempts: number; ranMs?: number; failure: Failure }
  | { kind: "waiting"; reason: string }
  | { kind: "stopping"; by: MemberId; reason: string; state: State }
  /** Some children of an array: the others go on. `refused`: so many AWS would not stop. */
  | { kind: "stopping"; by: MemberId; reason: string; children: StoppedChildren; refused?: number }
  /** AWS took one submission twice; the younger job is stopped, or has ended before that was known. */
  | { kind: "stopping"; duplicate: BatchId; ended?: true }
  /** AWS would not stop the job after all. */
  | { kind: "stopping"; refused: true }
  | Decided
  | Logged
  | Finished;

/** `ranges`: first and last index of neighbours; of many, the first. */
export type StoppedChildren = { count: number; ranges: readonly Range[] };

/** `isStep`: not the first start, but one more step on the way: for who wants to hear of each. */
export type Started = {
  kind: "started";
  waitedMs?: number;
  attempt: number;
  maxAttempts: number;
  isStep?: true;
  /** Its container is still being made. */
  isStarting?: true;
  /** Where this is said its owner will be called at the end. */
  promisesCall?: true;
};

/** A manager has said yes or no, or nobody has said anything. `rejection`: AWS would not take it after the yes. */
export type Decided = { kind: "decided"; outcome: ApprovalOutcome; rejection?: Rejection };

/** A manager's yes is wanted: for who may give it. Closed once it is given or not. */
export type ApprovalRequest = { kind: "approval"; round: ApprovalRound; outcome?: ApprovalOutcome };

/** A piece of a log that somebody shares; or, to its sharer, that it could not be posted. What is in it stands elsewhere. */
export type SnippetNotice = { kind: "snippet"; snippet: SnippetId; failed?: true };

/** Asked at once; once more; or, where no manager answers, asked of the admins. */
export type ApprovalRound = "first" | "reminder" | "admins";

/** The end of a job: one per subject and destination, with the log lines that matter once they are there. */
export type Finished = {
  kind: "finished";
  state: "succeeded" | "failed" | "stopped" | "lost";
  ranMs?: number;
  /** Why it failed. */
  failure?: Failure;
  /** `s3://` values among its parameters that look like outputs. */
  outputs?: readonly string[];
  /** Who stopped it and why, as far as known. */
  stop?: { by?: MemberId; reason?: string };
  /** The last lines of a failed job's log: cleaned and masked. */
  logLines?: readonly string[];
  /** Of an array: whose lines they are. */
  linesOf?: number;
  /** Of an array whose children told more after its end: the version of the job that is told now. */
  toldVersion?: number;
  /** Of a job of a batch: the last failure that has a reply of its own. */
  isLastTold?: true;
  /** The end of a whole batch, which is the end that calls. */
  batch?: BatchEnd;
};

/** It has written an unusual amount of log: so many bytes at least. `oneOf`: by one of so many that it was taken from. */
export type Logged = { kind: "logged"; bytes: number; oneOf?: number };

/** How the jobs of a batch ended. */
export type BatchEnd = {
  name: string;
  size: number;
  counts: Readonly<Partial<Record<State, number>>>;
  /** Some were not taken because AWS did not let us be their lab's role. */
  refusedRole?: Pick<RefusedRole, "pi" | "lacks">;
  /** The first of those that did not succeed. */
  failures: readonly { name: string; state: State; cause?: FailureCause; exitCode?: number }[];
};
