import { type Insertable, sql } from "kysely";
import type { InvocationId, MemberId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import type { Engine } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

type NewInvocation = Insertable<Schema["invocations"]>;

/** In the very words of the index, as a parameter would not be. */
const hasText = sql<boolean>`body != ''`;

export type Invocations = ReturnType<typeof invocationsOn>;

/** An intention in the hands of whoever carries it out; `take` tells them from those who had it before. */
export type TakenInvocation = { invocation: Invocation; take: number };

/** Until `leaseUntilMs` nobody else takes it up. */
export type TakeLeft = { nowMs: number; sinceMs: number; leaseUntilMs: number; limit: number };

/** Of each command, and waited for before it is acknowledged. */
const saveNew = prepared((db, row: Omit<NewInvocation, "done_at_ms" | "takes">) =>
  db
    .insertInto("invocations")
    .values({ ...row, done_at_ms: null, takes: 1 })
    .onConflict((c) => c.column("id").doNothing()),
);
const nthLast = prepared(
  (db, { member, sinceMs, before }: { member: MemberId; sinceMs: number; before: number }) =>
    db
      .selectFrom("invocations")
      .select("received_at_ms")
      .where("member", "=", member)
      .where("received_at_ms", ">", sinceMs)
      .orderBy("received_at_ms", "desc")
      .offset(before)
      .limit(1),
);
const known = prepared((db, { id }: { id: InvocationId }) =>
  db.selectFrom("invocations").select("id").where("id", "=", id),
);
const finished = prepared((db, { id, atMs }: { id: InvocationId; atMs: number }) =>
  db.updateTable("invocations").set({ done_at_ms: atMs, body: "" }).where("id", "=", id),
);

/** What people asked for, each intention once. */
export function invocationsOn(db: Db, { hold, isShared }: Engine) {
  return {
    /** Saved and taken for the first time; undefined when the same intention was saved before. */
    async save(invocation: Invocation, leaseUntilMs: number): Promise<TakenInvocation | undefined> {
      const { numAffectedRows } = await saveNew(db, hold, {
        id: invocation.id,
        verb: invocation.verb,
        member: invocation.who.member,
        body: JSON.stringify(invocation),
        received_at_ms: invocation.reply.receivedAtMs,
        lease_until_ms: leaseUntilMs,
      });
      return numAffectedRows === 1n ? { invocation, take: 1 } : undefined;
    },

    /** When the nth last intention of a person was received; undefined where there were fewer since then. */
    async nthLastOf(
      member: MemberId,
      { nth, sinceMs }: { nth: number; sinceMs: number },
    ): Promise<number | undefined> {
      const { rows } = await nthLast(db, hold, { member, sinceMs, before: nth - 1 });
      return rows[0]?.received_at_ms;
    },

    async isKnown(id: InvocationId): Promise<boolean> {
      return (await known(db, hold, { id })).rows.length > 0;
    },

    /** Still at it until then; false when somebody else is by now, or it is done. */
    async keep({ invocation, take }: TakenInvocation, leaseUntilMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("invocations")
        .set({ lease_until_ms: leaseUntilMs })
        .where("id", "=", invocation.id)
        .where("takes", "=", take)
        .where("done_at_ms", "is", null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** The typed text is let go with the end: it may hold values nobody should keep. */
    async finish(id: InvocationId, atMs: number): Promise<void> {
      await finished(db, hold, { id, atMs });
    },

    /** A store that is one process's alone was left by a dead one: whatever is unfinished is nobody's. */
    async lapseOfDead(): Promise<void> {
      if (isShared) return;
      await db
        .updateTable("invocations")
        .set({ lease_until_ms: 0 })
        .where("done_at_ms", "is", null)
        .where(hasText)
        .execute();
    },

    /** Takes up what was begun and never answered, and whose carrier has not been heard of; the oldest first. */
    async takeLeft({ nowMs, sinceMs, leaseUntilMs, limit }: TakeLeft): Promise<TakenInvocation[]> {
      const left = db
        .selectFrom("invocations")
        .select("id")
        .where("done_at_ms", "is", null)
        .where("lease_until_ms", "<=", nowMs)
        .where("received_at_ms", ">=", sinceMs)
        .where(hasText)
        .where("takes", "<", limits.invocationTakes)
        .orderBy("received_at_ms")
        .limit(limit);
      const rows = await db
        .with("left_behind", () => hold.freeRows(left))
        .updateTable("invocations")
        .set((e) => ({ takes: e("takes", "+", 1), lease_until_ms: leaseUntilMs }))
        .where("id", "in", (e) => e.selectFrom("left_behind").select("id"))
        .returning(["body", "takes", "received_at_ms"])
        .execute();
      return rows
        .toSorted((a, b) => a.received_at_ms - b.received_at_ms)
        .map(({ body, takes }) => ({ invocation: JSON.parse(body) as Invocation, take: takes }));
    },

    /** Those that will not be taken up again keep their id, and nothing of what was typed. */
    async letGoBefore(ms: number): Promise<void> {
      await db
        .updateTable("invocations")
        .set({ body: "" })
        .where("received_at_ms", "<", ms)
        .where("done_at_ms", "is", null)
        .where(hasText)
        .execute();
    },

    forgetBefore: (ms: number) =>
      forgetOldest(db, { table: "invocations", key: "id", at: "received_at_ms" }, ms),
  };
}
