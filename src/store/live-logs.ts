import type { Selectable } from "kysely";
import type { LiveLogId, MemberId, NoticeId } from "../domain/ids.ts";
import { type Followed, type LiveState, liveBeginning } from "../domain/logs/live-log.ts";
import type { Engine, Hold } from "./engine.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type LiveLogs = ReturnType<typeof liveLogsOn>;

/** What reads one log for all who follow it. Who has taken it up knows it by the time at which it would be due again. */
export type LiveLog = { id: LiveLogId; followed: Followed; state: LiveState; dueMs: number };

/** One of those for whom a log stands in a message. */
export type Follower = { notice: NoticeId; member: MemberId; live: LiveLogId; untilMs: number };

/** Logs that are followed now: few, for there is a limit to them, and gone when nobody follows them any more. */
export function liveLogsOn(db: Db, hold: Hold, engine: Engine) {
  const logs = () => db.selectFrom("live_logs").selectAll();
  const followers = () => db.selectFrom("live_followers").selectAll().orderBy("until_ms").orderBy("member");
  return {
    /** One at a time begins to follow, so that limits hold: only inside a transaction. */
    holdBeginning: (): Promise<void> => hold.name(db, "live logs"),

    /** Somebody follows from now on, or for longer; what is read already goes on as it is. Only inside a transaction. */
    async follow({ followed, ...follower }: Follower & { followed: Followed }, nowMs: number): Promise<void> {
      const { notice, member, live, untilMs } = follower;
      const body: Body = { followed, state: liveBeginning };
      // Who reads it may just be about to find that nobody follows it.
      await hold.rows(logs().where("id", "=", live)).execute();
      await db
        .insertInto("live_logs")
        .values({ id: live, job: followed.job, body: JSON.stringify(body), due_ms: nowMs })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
      await db
        .insertInto("live_followers")
        .values({ notice, member, live, until_ms: untilMs })
        .onConflict((c) => c.columns(["notice", "member"]).doUpdateSet({ until_ms: untilMs }))
        .execute();
    },

    /** Inside a transaction nobody else changes it, or who follows it, meanwhile. */
    async get(id: LiveLogId): Promise<LiveLog | undefined> {
      const row = await hold.rows(logs().where("id", "=", id)).executeTakeFirst();
      return row && liveLogOf(row);
    },

    /** Those that a dead process had in its hands are due now, where a store is one process's alone. */
    async takeUpLeft(nowMs: number): Promise<void> {
      if (engine.isShared) return;
      await db.updateTable("live_logs").set({ due_ms: nowMs }).where("due_ms", ">", nowMs).execute();
    },

    async due(nowMs: number): Promise<LiveLog[]> {
      const rows = await logs().where("due_ms", "<=", nowMs).orderBy("due_ms").execute();
      return rows.map(liveLogOf);
    },

    /** Takes one up as it was read; false when another has. Until then it is due for nobody else. */
    async claim({ id, dueMs }: Pick<LiveLog, "id" | "dueMs">, untilMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("live_logs")
        .set({ due_ms: untilMs })
        .where("id", "=", id)
        .where("due_ms", "=", dueMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async save({ id, followed, state, dueMs }: LiveLog): Promise<void> {
      const body: Body = { followed, state };
      await db
        .updateTable("live_logs")
        .set({ body: JSON.stringify(body), due_ms: dueMs })
        .where("id", "=", id)
        .execute();
    },

    async nextDueMs(): Promise<number | undefined> {
      const row = await db.selectFrom("live_logs").select("due_ms").orderBy("due_ms").executeTakeFirst();
      return row?.due_ms;
    },

    async followersOf(live: LiveLogId): Promise<Follower[]> {
      return (await followers().where("live", "=", live).execute()).map(followerOf);
    },

    async followedBy(member: MemberId): Promise<Follower[]> {
      return (await followers().where("member", "=", member).execute()).map(followerOf);
    },

    /** So many logs are read, and in so many messages they stand. */
    async counts(): Promise<{ logs: number; messages: number }> {
      const row = await db
        .selectFrom("live_followers")
        .select((e) => [
          e.fn.count<number>("live").distinct().as("logs"),
          e.fn.count<number>("notice").distinct().as("messages"),
        ])
        .executeTakeFirstOrThrow();
      return { logs: Number(row.logs), messages: Number(row.messages) };
    },

    /** Nobody follows it in this message any more; who reads it for nobody stops of themselves. */
    async endIn(notice: NoticeId): Promise<void> {
      await db.deleteFrom("live_followers").where("notice", "=", notice).execute();
    },

    async remove(id: LiveLogId): Promise<void> {
      await db.deleteFrom("live_followers").where("live", "=", id).execute();
      await db.deleteFrom("live_logs").where("id", "=", id).execute();
    },
  };
}

type Body = Pick<LiveLog, "followed" | "state">;

function liveLogOf({ id, body, due_ms }: Selectable<Schema["live_logs"]>): LiveLog {
  return { id, ...(JSON.parse(body) as Body), dueMs: due_ms };
}

function followerOf({ notice, member, live, until_ms }: Selectable<Schema["live_followers"]>): Follower {
  return { notice, member, live, untilMs: until_ms };
}
