import type { MemberId, PiName, SubmissionId, WholeLogId } from "../domain/ids.ts";

/** Of whole logs that are sent as files. */
export type WholeLogSchema = {
  whole_logs: {
    id: WholeLogId;
    member: MemberId;
    pi: PiName;
    job: SubmissionId;
    body: string;
    /** Null when it has ended. */
    due_ms: number | null;
    /** When the person asked to stop it. */
    stop_at_ms: number | null;
    at_ms: number;
  };
};
