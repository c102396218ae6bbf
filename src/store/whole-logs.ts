import type { Selectable } from "kysely";
import type { MemberId, WholeLogId } from "../domain/ids.ts";
import type { WholeLog } from "../domain/logs/whole-log.ts";
import type { Engine, Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type WholeLogs = ReturnType<typeof wholeLogsOn>;

/** Wishes for whole logs as files; what came of one is kept for a while, so that it is not sent anew. */
export function wholeLogsOn(db: Db, hold: Hold, { isShared }: Engine) {
  const select = () => db.selectFrom("whole_logs").selectAll();
  return {
    /** Done again after a crash it is the same wish, as far as it has come. */
    async add(log: WholeLog): Promise<void> {
      const { id, member, pi, job, atMs: at_ms } = log;
      await db
        .insertInto("whole_logs")
        .values({ id, member, pi, job, at_ms, stop_at_ms: null, ...became(log) })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },

    async get(id: WholeLogId): Promise<WholeLog | undefined> {
      const row = await hold.rows(select().where("id", "=", id)).executeTakeFirst();
      return row && fromRow(row);
    },

    /** How many are under way: of this person, and of all. One transaction at a time counts, so that the next sees its own. */
    async underWay(member: MemberId): Promise<{ ofMember: number; ofAll: number }> {
      await hold.name(db, "whole logs");
      const { ofAll, ofMember } = await db
        .selectFrom("whole_logs")
        .select((e) => [
          e.fn.countAll<number>().as("ofAll"),
          e.fn.countAll<number>().filterWhere("member", "=", member).as("ofMember"),
        ])
        .where("due_ms", "is not", null)
        .executeTakeFirstOrThrow();
      return { ofAll: Number(ofAll), ofMember: Number(ofMember) };
    },

    /** Those that are due, the longest first; none of which one is busy with. */
    async due(nowMs: number, busy: readonly WholeLogId[], limit: number): Promise<WholeLog[]> {
      let due = select().where("due_ms", "<=", nowMs);
      if (busy.length > 0) due = due.where("id", "not in", busy);
      return (await due.orderBy("due_ms").limit(limit).execute()).map(fromRow);
    },

    /** Takes one up as it was read, or is still at it; undefined when another has. Says when somebody asked to stop. */
    async keep(
      { id, dueMs }: Pick<WholeLog, "id" | "dueMs">,
      untilMs: number,
    ): Promise<{ stopAtMs?: number } | undefined> {
      const row = await db
        .updateTable("whole_logs")
        .set({ due_ms: untilMs })
        .where("id", "=", id)
        .where("due_ms", "=", dueMs)
        .returning("stop_at_ms")
        .executeTakeFirst();
      return row && stopOf(row);
    },

    /** How far it has come; undefined when another has taken it up since. Nothing is due of one that has ended. */
    async save(log: WholeLog, heldUntilMs: number): Promise<{ stopAtMs?: number } | undefined> {
      const row = await db
        .updateTable("whole_logs")
        .set(became(log))
        .where("id", "=", log.id)
        .where("due_ms", "=", heldUntilMs)
        .returning("stop_at_ms")
        .executeTakeFirst();
      return row && stopOf(row);
    },

    /** Who wished for it wants it no more; undefined when it is none of theirs. */
    async askStop(id: WholeLogId, member: MemberId, atMs: number): Promise<WholeLog | undefined> {
      const row = await db
        .updateTable("whole_logs")
        .set((e) => ({ stop_at_ms: e.fn.coalesce("stop_at_ms", e.val(atMs)) }))
        .where("id", "=", id)
        .where("member", "=", member)
        .returningAll()
        .executeTakeFirst();
      return row && fromRow(row);
    },

    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("whole_logs")
        .select("due_ms")
        .where("due_ms", "is not", null)
        .orderBy("due_ms")
        .executeTakeFirst();
      return row?.due_ms ?? undefined;
    },

    /** A store that is one process's alone was left by a dead one: whatever is under way is due. */
    async lapseOfDead(nowMs: number): Promise<void> {
      if (isShared) return;
      await db.updateTable("whole_logs").set({ due_ms: nowMs }).where("due_ms", ">", nowMs).execute();
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "whole_logs", key: "id", at: "at_ms" }, ms),
  };
}

type Row = Selectable<Schema["whole_logs"]>;

function stopOf({ stop_at_ms }: Pick<Row, "stop_at_ms">): { stopAtMs?: number } {
  return stop_at_ms === null ? {} : { stopAtMs: stop_at_ms };
}

type Body = Omit<WholeLog, "id" | "member" | "pi" | "job" | "atMs" | "dueMs">;

function became(log: WholeLog): Pick<Row, "body" | "due_ms"> {
  const { id: _id, member: _member, pi: _pi, job: _job, atMs: _at, dueMs, ...body } = log;
  return {
    body: JSON.stringify(body satisfies Body),
    due_ms: log.step.kind === "ended" ? null : dueMs,
  };
}

function fromRow({ id, member, pi, job, body, due_ms, at_ms }: Row): WholeLog {
  return { id, member, pi, job, atMs: at_ms, dueMs: due_ms ?? 0, ...(JSON.parse(body) as Body) };
}
