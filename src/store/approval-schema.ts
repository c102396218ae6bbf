import type { InvocationId, MemberId, PiName, SubmissionId } from "../domain/ids.ts";

/** The tables of what needs a yes, and of what a lab uses. */
export type ApprovalSchema = {
  /** What waits, or has waited, for a manager's yes. */
  approvals: {
    job: SubmissionId;
    pi: PiName;
    /** The SubmitJob request and what it was made from; emptied once it is decided, for they hold environment values. */
    request: string | null;
    wish: string | null;
    asked_at_ms: number;
    step: number;
    /** Null once it is decided. */
    due_at_ms: number | null;
    invocation: InvocationId | null;
  };
  /** Yeses for such jobs too; `id` is the job for which one was given. */
  standing_yeses: {
    id: SubmissionId;
    pi: PiName;
    member: MemberId;
    definition: string;
    vcpus: number;
    memory_mib: number;
    gpus: number;
    commands: number;
    given_by: MemberId;
    given_at_ms: number;
    until_ms: number;
  };
  /** Of each job that was to be sent: what it uses, all its children together, and from when to when. */
  job_use: {
    job: SubmissionId;
    pi: PiName;
    vcpus: number;
    memory_mib: number;
    /** Of an array whose queue is smaller: no more than this at once. */
    at_once: number | null;
    /** vCPU-hours within its time limit, with all its attempts; absent where it has none. */
    most_hours: number | null;
    started_at_ms: number | null;
    ended_at_ms: number | null;
  };
};
