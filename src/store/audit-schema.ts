import type { Generated } from "kysely";
import type { MemberId, PiName } from "../domain/ids.ts";
import type { AuditOutcome } from "../domain/people/audit.ts";

/** The table of who did what. */
export type AuditSchema = {
  audit: {
    seq: Generated<number>;
    at_ms: number;
    member: MemberId;
    via: string;
    verb: string;
    pi: PiName | null;
    job: string | null;
    outcome: AuditOutcome;
    detail: string;
    /** 1 once its line is written to the log. */
    is_told: Generated<number>;
  };
};
