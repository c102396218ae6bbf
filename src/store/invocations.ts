import type { InvocationId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import type { Db } from "./tables.ts";

export type Invocations = ReturnType<typeof invocationsOn>;

/** What people asked for, each intention once. */
export function invocationsOn(db: Db) {
  return {
    /** False when the same intention was saved before. */
    async save(invocation: Invocation): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("invocations")
        .values({
          id: invocation.id,
          verb: invocation.verb,
          member: invocation.who.member,
          body: JSON.stringify(invocation),
          received_at_ms: invocation.reply.receivedAtMs,
          done_at_ms: null,
        })
        .onConflict((c) => c.column("id").doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** The typed text is let go with the end: it may hold values nobody should keep. */
    async finish(id: InvocationId, atMs: number): Promise<void> {
      await db.updateTable("invocations").set({ done_at_ms: atMs, body: "" }).where("id", "=", id).execute();
    },

    /** Begun and never answered: the process died between. Oldest first. */
    async unfinished(sinceMs: number): Promise<Invocation[]> {
      const rows = await db
        .selectFrom("invocations")
        .select("body")
        .where("done_at_ms", "is", null)
        .where("body", "!=", "")
        .where("received_at_ms", ">=", sinceMs)
        .orderBy("received_at_ms")
        .execute();
      return rows.map((row) => JSON.parse(row.body) as Invocation);
    },

    /** Those that will not be taken up again keep their id, and nothing of what was typed. */
    async letGoBefore(ms: number): Promise<void> {
      await db
        .updateTable("invocations")
        .set({ body: "" })
        .where("received_at_ms", "<", ms)
        .where("done_at_ms", "is", null)
        .where("body", "!=", "")
        .execute();
    },

    async forgetBefore(ms: number): Promise<void> {
      await db.deleteFrom("invocations").where("received_at_ms", "<", ms).execute();
    },
  };
}
