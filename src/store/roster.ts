import type { MemberId, PiName } from "../domain/ids.ts";
import type { Membership } from "../domain/member.ts";
import type { MemberSeed } from "../domain/pi.ts";
import { forgetOldest } from "./forget.ts";
import type { Db } from "./tables.ts";

export type Roster = ReturnType<typeof rosterOn>;

/** Which PIs a person works under, and how the person is called. */
export function rosterOn(db: Db) {
  return {
    async membershipsOf(member: MemberId): Promise<Membership[]> {
      const rows = await db
        .selectFrom("roster")
        .selectAll()
        .where("member", "=", member)
        .orderBy("added_at_ms")
        .orderBy("pi")
        .execute();
      return rows.map((row) => ({
        pi: row.pi,
        hutchnet: row.hutchnet,
        role: row.role,
        isDefault: row.is_default === 1,
      }));
    },

    /** In the order in which they came. */
    async managersOf(pi: PiName): Promise<MemberId[]> {
      const rows = await db
        .selectFrom("roster")
        .select("member")
        .where("pi", "=", pi)
        .where("role", "=", "manager")
        .orderBy("added_at_ms")
        .orderBy("member")
        .execute();
      return rows.map(({ member }) => member);
    },

    async membersOf(pi: PiName): Promise<MemberId[]> {
      const rows = await db
        .selectFrom("roster")
        .select("member")
        .where("pi", "=", pi)
        .orderBy("member")
        .execute();
      return rows.map(({ member }) => member);
    },

    /** Applies a row of the labs file, once per person and PI: what people change later stays. */
    async seed(pi: PiName, seed: MemberSeed, atMs: number): Promise<void> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("roster_seeds")
        .values({ member: seed.slack, pi })
        .onConflict((c) => c.columns(["member", "pi"]).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return;
      await db
        .insertInto("roster")
        .values({
          member: seed.slack,
          pi,
          hutchnet: seed.hutchnet,
          role: seed.role,
          is_default: 0,
          source: "labs file",
          added_at_ms: atMs,
        })
        .onConflict((c) => c.columns(["member", "pi"]).doNothing())
        .execute();
    },

    async displayName(member: MemberId): Promise<{ name: string; readAtMs: number } | undefined> {
      const row = await db.selectFrom("profiles").selectAll().where("member", "=", member).executeTakeFirst();
      return row && { name: row.display_name, readAtMs: row.read_at_ms };
    },

    async saveProfile(
      member: MemberId,
      { name, zone }: { name: string; zone?: string },
      atMs: number,
    ): Promise<void> {
      const row = { display_name: name, zone: zone ?? null, read_at_ms: atMs };
      await db
        .insertInto("profiles")
        .values({ member, ...row })
        .onConflict((c) => c.column("member").doUpdateSet(row))
        .execute();
    },

    /** Names that nobody has asked Slack for since. */
    forgetProfilesBefore: (ms: number) =>
      forgetOldest(db, { table: "profiles", key: "member", at: "read_at_ms" }, ms),
  };
}
