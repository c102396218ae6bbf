import type { MemberId } from "../domain/ids.ts";
import type { Standing } from "../domain/people/standing.ts";
import { holdNothing } from "./engine.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./tables.ts";

export type Standings = ReturnType<typeof standingsOn>;

const standing = prepared((db, { member }: { member: MemberId }) =>
  db.selectFrom("standings").select("standing").where("member", "=", member),
);

/** What Slack says of the people of the roster, and of admins, and when it is asked again. */
export function standingsOn(db: Db) {
  return {
    /** `null`: of the roster or an admin, and never looked at; undefined: of no lab. */
    async of(member: MemberId): Promise<Standing | null | undefined> {
      return (await standing(db, holdNothing, { member })).rows[0]?.standing;
    },

    /** Somebody is on the roster now: Slack is to be asked at that time. Who was known stays so. */
    async expect(member: MemberId, lookAtMs: number): Promise<void> {
      await db
        .insertInto("standings")
        .values({ member, standing: null, look_at_ms: lookAtMs })
        .onConflict((c) => c.column("member").doNothing())
        .execute();
    },

    /** Only of those who are known here. */
    async told(member: MemberId, said: Standing, lookAtMs: number): Promise<void> {
      await db
        .updateTable("standings")
        .set({ standing: said, look_at_ms: lookAtMs })
        .where("member", "=", member)
        .execute();
    },

    /** Takes one up for a look, the one looked at longest ago; another who asks finds the next. */
    async claim(nowMs: number, untilMs: number): Promise<MemberId | undefined> {
      const due = await db
        .selectFrom("standings")
        .select(["member", "look_at_ms"])
        .where("look_at_ms", "<=", nowMs)
        .orderBy("look_at_ms")
        .orderBy("member")
        .limit(1)
        .executeTakeFirst();
      if (due === undefined) return undefined;
      const { numUpdatedRows } = await db
        .updateTable("standings")
        .set({ look_at_ms: untilMs })
        .where("member", "=", due.member)
        .where("look_at_ms", "=", due.look_at_ms)
        .executeTakeFirst();
      return numUpdatedRows === 1n ? due.member : undefined;
    },

    async nextLookMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("standings")
        .select("look_at_ms")
        .orderBy("look_at_ms")
        .limit(1)
        .executeTakeFirst();
      return row?.look_at_ms;
    },

    async forget(member: MemberId): Promise<void> {
      await db.deleteFrom("standings").where("member", "=", member).execute();
    },
  };
}
