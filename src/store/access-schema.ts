import type { AccessRequestId, InvocationId, MemberId, PiName, QuestionId } from "../domain/ids.ts";
import type { PauseScope } from "../domain/people/pause.ts";
import type { Role } from "../domain/people/pi.ts";
import type { Standing } from "../domain/people/standing.ts";

/** The tables of who is of which lab, and who asks to be. */
export type AccessSchema = {
  roster: {
    member: MemberId;
    pi: PiName;
    hutchnet: string;
    role: Role;
    is_default: number;
    /** `labs file`, as long as nobody has changed it in Slack; else who did. */
    source: string;
    added_at_ms: number;
  };
  /** Rows of the labs file that were applied: what was changed in Slack stays so. */
  roster_seeds: {
    member: MemberId;
    pi: PiName;
    /** Whether it stood there when the file was last read. */
    in_file: number | null;
    role: Role | null;
  };
  /** What Slack says of each person of the roster; null where it has not been asked yet. */
  standings: { member: MemberId; standing: Standing | null; look_at_ms: number };
  access_requests: {
    id: AccessRequestId;
    member: MemberId;
    pi: PiName;
    hutchnet: string;
    reason: string;
    asked_at_ms: number;
    step: number;
    /** Null once it is decided. */
    due_at_ms: number | null;
    outcome: string | null;
    /** By which intention it was decided. */
    invocation: InvocationId | null;
  };
  /** Where nothing is submitted: a lab, or `all`. */
  pauses: {
    scope: PauseScope;
    member: MemberId;
    by_admin: number;
    reason: string;
    at_ms: number;
    until_ms: number | null;
    deed: InvocationId;
  };
  questions: {
    id: QuestionId;
    member: MemberId;
    body: string;
    asked_at_ms: number;
    answer: string | null;
    invocation: InvocationId | null;
  };
};
