import type { AccountId, BatchId, MemberId, PiName, SubjectId, SubmissionId } from "./ids.ts";
import type { Facts, State } from "./job-state.ts";
import type { JobSize } from "./report.ts";

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
  stop?: Stop;
  /** Why AWS would not take the submission. */
  rejection?: string;
  /** What AWS says of the head of the queue, while this job waits. */
  blocked?: { reason: string; sinceMs: number };
  submittedAtMs: number;
};

/** What a submission asked for, as far as the card shows it. */
export type Asked = {
  size: JobSize;
  attempts: number;
  timeoutSeconds?: number;
  arraySize?: number;
  command?: readonly string[];
  parameters: Readonly<Record<string, string>>;
  /** Which failures Batch tries again. */
  retryOn?: "spot" | "any";
};

/** A stop of ours: saved before AWS is asked. */
export type Stop = { by: MemberId; reason: string; atMs: number };

/** The first eight signs of the Batch id: what people read and type. */
export function shortId(batchId: BatchId): string {
  const [uuid = "", child] = batchId.split(/(?=[:#])/);
  return uuid.slice(0, 8) + (child ?? "");
}
