import type { Approval } from "../approval/approval.ts";
import type { ChildrenSum } from "../array/children-sum.ts";
import type { OldIndexes } from "../array/old-indexes.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { AccountId, BatchId, MemberId, PiName, SubjectId, SubmissionId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Rejection } from "../submission/rejection.ts";
import type { JobDependency, OnlyInDocuments } from "../submission/submit-request.ts";
import { advance, type Facts, isEnded, type State, stateOf } from "./job-state.ts";
import type { JobSize, Report } from "./report.ts";
import type { Stop } from "./stop.ts";

/** A Batch job as we know it: what was asked for, and what AWS has said about it. */
export type Job = {
  id: SubmissionId;
  subject: SubjectId;
  pi: PiName;
  account: AccountId;
  region: string;
  /** Unknown until AWS has accepted the submission. */
  batchId?: BatchId;
  owner: MemberId;
  hutchnet: string;
  /** The name as typed. */
  name: string;
  /** The name as sent: `{hutchnet}-{name}-{suffix}`. */
  jobName: string;
  queue: string;
  /** `name:revision` */
  definition: string;
  asked: Asked;
  state: State;
  /** Grows with every change that the card shows. */
  version: number;
  facts?: Facts;
  /** Of an array or a multi-node job: what its children or nodes have told. */
  children?: ChildrenSum;
  stop?: Stop;
  /** Of one that needed a manager's yes. */
  approval?: Approval;
  /** Of one of a batch: which row of it, from 1. */
  batchRow?: number;
  /** Since when it is not sent because the lab's submitting is paused. */
  heldSinceMs?: number;
  /** Why AWS would not take the submission. */
  rejection?: Rejection;
  /** What AWS says of the head of the queue, while this job waits. */
  blocked?: { reason: string; sinceMs: number };
  /** Since when AWS has answered that it does not know the job. */
  missingSinceMs?: number;
  submittedAtMs: number;
};

/** What a submission asked for, as far as the card shows it. */
export type Asked = {
  /** Of one machine; of several nodes that of the main one. */
  size: JobSize;
  /** Of several nodes: how many, and all of them together. */
  nodes?: number;
  total?: JobSize;
  attempts: number;
  timeoutSeconds?: number;
  arraySize?: number;
  /** Of an array: no more vCPUs at once than its queue has, where that is fewer than all its children ask for. */
  vcpusAtOnce?: number;
  command?: readonly string[];
  parameters: Readonly<Record<string, string>>;
  /** Names of the variables that were given; their values are not kept. Absent: nobody wrote down which. */
  environment?: readonly string[];
  /** What only a document could say. "not kept": it held values of variables, or a secret. */
  more?: OnlyInDocuments | "not kept";
  /** Which failures Batch tries again. */
  retryOn?: "spot" | "any" | "rules";
  /** What it was to wait for; absent where nothing. */
  dependsOn?: readonly JobDependency[];
  shareIdentifier?: string;
  /** A person's own. */
  tags?: Readonly<Record<string, string>>;
  /** It runs these indexes of an array again. */
  oldIndexes?: OldIndexes;
};

/** The job after one more report: the very same job when it tells nothing, no new version when it tells nothing to show. */
export function takeReport(job: Job, report: Report): Job {
  const facts = advance(job.facts, report);
  const { missingSinceMs: _found, blocked: _was, ...known } = job;
  const state = stateOf(facts, job.stop, childrenOf(job));
  const blocked = state === "waiting" ? blockedBy(facts.head) : undefined;
  const next: Job = { ...known, facts, state, ...(blocked === undefined ? {} : { blocked }) };
  if (tells(next) !== tells(job)) return { ...next, version: job.version + 1 };
  return canonicalJson(next) === canonicalJson(job) ? job : next;
}

/** The job after its children have told more: they never end it. */
export function takeChildren(job: Job, children: ChildrenSum): Job {
  if (canonicalJson(children) === canonicalJson(job.children)) return job;
  const known: Job = { ...job, children };
  if (!isEnded(job.state)) {
    const state = stateOf(job.facts, job.stop, childrenOf(known));
    return { ...known, state, version: job.version + 1 };
  }
  return endingsOf(known) === endingsOf(job) ? known : { ...known, version: job.version + 1 };
}

/** Once the whole has ended, only when its children began is shown, and how they ended where not all have succeeded. */
function endingsOf({ state, children }: Job): string {
  const { counts = {}, failed, firstStartedAtMs } = children ?? {};
  const { SUCCEEDED, FAILED } = counts;
  return canonicalJson(
    state === "succeeded" ? { firstStartedAtMs } : { SUCCEEDED, FAILED, failed, firstStartedAtMs },
  );
}

/** The nodes of a multi-node job begin together, and AWS tells so of the job itself. */
function childrenOf({ asked, children }: Job): ChildrenSum | undefined {
  return asked.arraySize === undefined ? undefined : children;
}

/** AWS does not know the job: after long enough it is lost. */
export function missed(job: Job, nowMs: number): Job {
  if (isEnded(job.state)) return job;
  const missingSinceMs = job.missingSinceMs ?? nowMs;
  if (nowMs - missingSinceMs < limits.lostAfterMs) return { ...job, missingSinceMs };
  return { ...job, missingSinceMs, state: "lost", version: job.version + 1 };
}

/** Statuses are seen again and again: the time of seeing alone is nothing new. */
function tells(job: Job): string {
  if (job.facts === undefined) return canonicalJson(job);
  const { observedAtMs: _seen, ...head } = job.facts.head;
  return canonicalJson({ ...job, facts: { ...job.facts, head }, blocked: job.blocked?.reason });
}

/** Source: AWS Batch User Guide, jobs stuck in RUNNABLE. A job that is tried again carries other reasons. */
const blockedCode = /^(CAPACITY|MISCONFIGURATION|ACTION_REQUIRED|UNDETERMINED)\b/;

/** AWS gives a reason only for the job at the head of a queue that can not start. */
function blockedBy({ status, statusReason, observedAtMs }: Report): Job["blocked"] {
  if (status !== "RUNNABLE" || statusReason === undefined || !blockedCode.test(statusReason))
    return undefined;
  return { reason: statusReason, sinceMs: observedAtMs };
}

/**
 * When AWS is to be asked about a job, were no event to come: soon after its submission, so that one whose first
 * events are lost is seen, and then ever less often. Undefined once it has ended. `quietMs`: the pause of a job that
 * is no longer young.
 */
export function askAtMs(job: Job, nowMs: number, quietMs: number): number | undefined {
  if (isEnded(job.state)) return undefined;
  const ageMs = Math.max(0, nowMs - job.submittedAtMs);
  if (ageMs < quietMs) return nowMs + Math.max(Math.round(quietMs * limits.askFirst), ageMs);
  const laterMs = Math.round(ageMs * limits.askGrowth);
  return nowMs + Math.min(Math.max(quietMs, laterMs), Math.max(quietMs, limits.askMaxMs));
}

/** How often Batch tries the job, or each child of an array. */
export function maxAttempts({ asked, facts }: Pick<Job, "asked" | "facts">): number {
  return facts?.head.maxAttempts ?? asked.attempts;
}

/** The first eight signs of the Batch id: what people read and type. */
export function shortId(batchId: BatchId): string {
  const [uuid = "", child] = batchId.split(/(?=[:#])/);
  return uuid.slice(0, 8) + (child ?? "");
}
