import type { Selectable } from "kysely";
import type { AccountId, BatchId } from "../domain/ids.ts";
import type { Duplicate } from "../domain/job/duplicate.ts";
import type { Engine } from "./engine.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Duplicates = ReturnType<typeof duplicatesOn>;

type Key = Pick<Duplicate, "account" | "region" | "batchId">;

/** As it was read. */
type Was = Key & Pick<Duplicate, "state">;

/** Second jobs of a submission, until they are stopped; and so long afterwards as AWS may still tell of them. */
export function duplicatesOn(db: Db, engine: Engine) {
  /** What another has found out meanwhile stays. */
  const update = (was: Was, set: Partial<Selectable<Schema["duplicates"]>>) =>
    db
      .updateTable("duplicates")
      .set(set)
      .where("state", "=", was.state)
      .where("account", "=", was.account)
      .where("region", "=", was.region)
      .where("batch_id", "=", was.batchId)
      .execute();
  return {
    /** What is known of a job already stays as it is. */
    async suspect(duplicate: Omit<Duplicate, "state">): Promise<void> {
      await db
        .insertInto("duplicates")
        .values(toRow({ ...duplicate, state: "suspected" }))
        .onConflict((c) => c.doNothing())
        .execute();
    },

    /** It is one, and is to be stopped. */
    async add(duplicate: Omit<Duplicate, "state">, state: "stopping" | "stopped"): Promise<void> {
      const row = toRow({ ...duplicate, state });
      await db
        .insertInto("duplicates")
        .values(row)
        .onConflict((c) =>
          c.columns(["account", "region", "batch_id"]).doUpdateSet({ state, next_at_ms: row.next_at_ms }),
        )
        .execute();
    },

    async remove(key: Key): Promise<void> {
      await db
        .deleteFrom("duplicates")
        .where("account", "=", key.account)
        .where("region", "=", key.region)
        .where("batch_id", "=", key.batchId)
        .execute();
    },

    /** Those of the ids that are duplicates for certain: what AWS tells of them is nobody's. */
    async among(account: AccountId, region: string, batchIds: readonly BatchId[]): Promise<Set<BatchId>> {
      if (batchIds.length === 0) return new Set();
      const rows = await db
        .selectFrom("duplicates")
        .select("batch_id")
        .where("account", "=", account)
        .where("region", "=", region)
        .where("batch_id", "in", batchIds)
        .where("state", "in", ["stopping", "stopped"])
        .execute();
      return new Set(rows.map((row) => row.batch_id));
    },

    async get(key: Key): Promise<Duplicate | undefined> {
      const row = await db
        .selectFrom("duplicates")
        .selectAll()
        .where("account", "=", key.account)
        .where("region", "=", key.region)
        .where("batch_id", "=", key.batchId)
        .executeTakeFirst();
      return row && fromRow(row);
    },

    /** Takes up those that are due, but in busy accounts: until the lease ends they are due for nobody else. */
    async claimDue(
      nowMs: number,
      { leaseMs, limit, busy }: { leaseMs: number; limit: number; busy: readonly AccountId[] },
    ): Promise<Duplicate[]> {
      let due = db.selectFrom("duplicates").select("batch_id").where("next_at_ms", "<=", nowMs);
      if (busy.length > 0) due = due.where("account", "not in", busy);
      const first = due.orderBy("next_at_ms").limit(limit);
      const rows = await db
        .with("due", () => engine.hold.freeRows(first))
        .updateTable("duplicates")
        .set({ next_at_ms: nowMs + leaseMs })
        .where("batch_id", "in", (e) => e.selectFrom("due").select("batch_id"))
        .where("next_at_ms", "<=", nowMs)
        .returningAll()
        .execute();
      return rows.map(fromRow);
    },

    async later(was: Was, nextAtMs: number): Promise<void> {
      await update(was, { next_at_ms: nextAtMs });
    },

    async settle(was: Was, state: "stopped" | "other"): Promise<void> {
      await update(was, { state, next_at_ms: null });
    },

    /** When the next is due, if any is. */
    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("duplicates")
        .select("next_at_ms")
        .where("next_at_ms", "is not", null)
        .orderBy("next_at_ms")
        .executeTakeFirst();
      return row?.next_at_ms ?? undefined;
    },

    /** Only of those that are settled: what is still to be stopped may cost money. */
    async forgetBefore(ms: number): Promise<void> {
      await db
        .deleteFrom("duplicates")
        .where("seen_at_ms", "<", ms)
        .where("state", "in", ["stopped", "other"])
        .execute();
    },
  };
}

function fromRow(row: Selectable<Schema["duplicates"]>): Duplicate {
  return {
    account: row.account,
    region: row.region,
    batchId: row.batch_id,
    job: row.job,
    state: row.state,
    seenAtMs: row.seen_at_ms,
    ...(row.next_at_ms === null ? {} : { nextAtMs: row.next_at_ms }),
  };
}

function toRow(duplicate: Duplicate): Selectable<Schema["duplicates"]> {
  return {
    account: duplicate.account,
    region: duplicate.region,
    batch_id: duplicate.batchId,
    job: duplicate.job,
    state: duplicate.state,
    seen_at_ms: duplicate.seenAtMs,
    next_at_ms: duplicate.nextAtMs ?? null,
  };
}
