import type { MemberId, PiName } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Institute } from "./pi.ts";

/** Who asked for what under which PI, and what came of it. Without log text or environment values. */
export type AuditEntry = {
  atMs: number;
  member: MemberId;
  /** Through which door; `aws`, `slack` and `labs file` for what they have answered or said. */
  via: string;
  verb: string;
  /** Absent for what is under no PI: only admins see it. */
  pi?: PiName;
  /** What it was done to, by its id: most often a job. */
  job?: string;
  outcome: AuditOutcome;
  detail: AuditDetail;
};

export type AuditOutcome = "allowed" | "refused" | "done" | "failed";

export type AuditDetail = Readonly<Record<string, string | number>>;

/** `seq`: its number, which no other entry has. */
export type SavedEntry = AuditEntry & { seq: number };

/** Which entries somebody looks for, newest first. */
export type AuditQuery = {
  /** Absent: of all labs, and of none. */
  pis?: readonly PiName[];
  member?: MemberId;
  /** Any of these ids. */
  jobs?: readonly string[];
  verb?: string;
  sinceMs?: number;
  /** Exclusive. */
  untilMs?: number;
};

/** Where an entry stands among all. */
export type AuditPlace = { atMs: number; seq: number };

export function keepAuditMsOf({ keepAuditDays }: Institute): number {
  return keepAuditDays === undefined ? limits.keepAuditMs : keepAuditDays * 86_400_000;
}

/** An entry in the log, for what watches over many systems. Its shape is a contract: see docs/operations.md. */
export function auditLine({ seq, atMs, member, via, verb, pi, job, outcome, detail }: SavedEntry) {
  return {
    audit: {
      shape: 1,
      entry: seq,
      at: new Date(atMs).toISOString(),
      member,
      door: via,
      verb,
      pi: pi ?? null,
      job: job ?? null,
      outcome,
      detail,
    },
  };
}
