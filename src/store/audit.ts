import type { MemberId, PiName } from "../domain/ids.ts";
import { forgetOldest } from "./forget.ts";
import type { Db } from "./tables.ts";

export type Audit = ReturnType<typeof auditOn>;

/** Who asked for what under which PI, and whether it was allowed. Without log text or environment values. */
export type AuditEntry = {
  atMs: number;
  member: MemberId;
  via: string;
  verb: string;
  pi?: PiName;
  job?: string;
  outcome: "allowed" | "refused" | "done" | "failed";
  detail: Readonly<Record<string, string | number>>;
};

/** Append-only, but for what is kept no longer. */
export function auditOn(db: Db) {
  return {
    async append(entry: AuditEntry): Promise<void> {
      await db
        .insertInto("audit")
        .values({
          at_ms: entry.atMs,
          member: entry.member,
          via: entry.via,
          verb: entry.verb,
          pi: entry.pi ?? null,
          job: entry.job ?? null,
          outcome: entry.outcome,
          detail: JSON.stringify(entry.detail),
        })
        .execute();
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "audit", key: "seq", at: "at_ms" }, ms),
  };
}
