import { type Selectable, sql } from "kysely";
import type { AuditDetail, AuditEntry, AuditPlace, AuditQuery, SavedEntry } from "../domain/people/audit.ts";
import { maskSecrets } from "../domain/secrets/secret.ts";
import { listEntries } from "./audit-list.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Audit = ReturnType<typeof auditOn>;

/** Append-only, but for what is kept no longer. */
export function auditOn(db: Db, hold: Hold) {
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
          detail: JSON.stringify(withoutSecrets(entry.detail)),
          is_told: 0,
        })
        .execute();
    },

    /** Newest first, from before that place on. */
    async list(query: AuditQuery, { before, limit }: { before?: AuditPlace; limit: number }) {
      return (await listEntries(db, query, { before, limit })).map(fromRow);
    },

    /** Those that stand in no log yet, the oldest first; held, so that another replica tells others. */
    async untold(limit: number): Promise<SavedEntry[]> {
      // In the very words of its index, as parameters would not be.
      const isUntold = sql<boolean>`is_told = 0`;
      const some = db.selectFrom("audit").selectAll().where(isUntold).orderBy("seq").limit(limit);
      return (await hold.freeRows(some).execute()).map(fromRow);
    },

    async told(entries: readonly SavedEntry[]): Promise<void> {
      const seqs = entries.map(({ seq }) => seq);
      if (seqs.length > 0)
        await db.updateTable("audit").set({ is_told: 1 }).where("seq", "in", seqs).execute();
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "audit", key: "seq", at: "at_ms" }, ms),
  };
}

/** What people typed as a reason stands in some: nobody should, but somebody types a password there. */
function withoutSecrets(detail: AuditDetail): AuditDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      typeof value === "string" ? maskSecrets(value).text : value,
    ]),
  );
}

function fromRow(row: Selectable<Schema["audit"]>): SavedEntry {
  const { seq, at_ms: atMs, member, via, verb, pi, job, outcome, detail } = row;
  return {
    seq,
    atMs,
    member,
    via,
    verb,
    ...(pi === null ? {} : { pi }),
    ...(job === null ? {} : { job }),
    outcome,
    detail: JSON.parse(detail) as AuditDetail,
  };
}
