import type { Selectable } from "kysely";
import type { MemberId, PiName } from "../domain/ids.ts";
import type { Membership } from "../domain/people/member.ts";
import type { MemberSeed, Role } from "../domain/people/pi.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Roster = ReturnType<typeof rosterOn>;

/** One person in one lab. `source`: `labs file`, or who has put it so. */
export type RosterRow = Membership & { member: MemberId; source: string; addedAtMs: number };

export type NewRosterRow = { member: MemberId; pi: PiName; hutchnet: string; role: Role; source: string };

/** Of a labs file's row that was applied: whether it stood there when it was last read; undefined where nobody has looked. */
export type AppliedSeed = { member: MemberId; inFile?: boolean; role?: Role };

const labsOf = prepared((db, { member }: { member: MemberId }) =>
  db.selectFrom("roster").selectAll().where("member", "=", member).orderBy("added_at_ms").orderBy("pi"),
);

/** Which PIs a person works under, and how the person is called. */
export function rosterOn(db: Db, hold: Hold) {
  return {
    async membershipsOf(member: MemberId): Promise<Membership[]> {
      const { rows } = await labsOf(db, hold, { member });
      return rows.map(({ pi, hutchnet, role, is_default }) => ({
        pi,
        hutchnet,
        role,
        isDefault: is_default === 1,
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

    /** Held, for who reads it to write it: nobody else changes this person's place in this lab meanwhile. */
    async get(member: MemberId, pi: PiName): Promise<RosterRow | undefined> {
      await hold.name(db, `roster ${member} ${pi}`);
      const row = await db
        .selectFrom("roster")
        .selectAll()
        .where("member", "=", member)
        .where("pi", "=", pi)
        .executeTakeFirst();
      return row && toRow(row);
    },

    /** Of these labs, managers first, then by HutchNet ID. */
    async ofPis(pis: readonly PiName[]): Promise<RosterRow[]> {
      if (pis.length === 0) return [];
      const rows = await db
        .selectFrom("roster")
        .selectAll()
        .where("pi", "in", pis)
        .orderBy("pi")
        .orderBy("role")
        .orderBy("hutchnet")
        .orderBy("member")
        .execute();
      return rows.map(toRow);
    },

    /** Of these people, in whatever lab. */
    async ofMembers(members: readonly MemberId[]): Promise<RosterRow[]> {
      if (members.length === 0) return [];
      const rows = await db
        .selectFrom("roster")
        .selectAll()
        .where("member", "in", members)
        .orderBy("added_at_ms")
        .orderBy("pi")
        .orderBy("member")
        .execute();
      return rows.map(toRow);
    },

    /** Who goes by these HutchNet IDs, in whatever lab. */
    async withHutchnets(hutchnets: readonly string[]): Promise<{ hutchnet: string; member: MemberId }[]> {
      if (hutchnets.length === 0) return [];
      return db
        .selectFrom("roster")
        .select(["hutchnet", "member"])
        .distinct()
        .where("hutchnet", "in", hutchnets)
        .execute();
    },

    /** Who goes by that HutchNet ID, in whatever lab. */
    async withHutchnet(hutchnet: string): Promise<MemberId[]> {
      const rows = await db
        .selectFrom("roster")
        .select("member")
        .distinct()
        .where("hutchnet", "=", hutchnet)
        .execute();
      return rows.map(({ member }) => member);
    },

    /** From now on they are so in that lab; when they came, and whether it is their default, stays. */
    async put({ member, pi, hutchnet, role, source }: NewRosterRow, atMs: number): Promise<void> {
      await db
        .insertInto("roster")
        .values({ member, pi, hutchnet, role, source, is_default: 0, added_at_ms: atMs })
        .onConflict((c) => c.columns(["member", "pi"]).doUpdateSet({ hutchnet, role, source }))
        .execute();
    },

    /** This lab and no other. */
    async setDefault(member: MemberId, pi: PiName): Promise<void> {
      await db
        .updateTable("roster")
        .set((e) => ({ is_default: e.case().when("pi", "=", pi).then(1).else(0).end() }))
        .where("member", "=", member)
        .execute();
    },

    async remove(member: MemberId, pi: PiName): Promise<void> {
      await db.deleteFrom("roster").where("member", "=", member).where("pi", "=", pi).execute();
    },

    /** Applies a row of the labs file, once per person and PI: what people change later stays. */
    async seed(pi: PiName, { slack: member, hutchnet, role }: MemberSeed, atMs: number): Promise<void> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("roster_seeds")
        .values({ member, pi, in_file: 1, role })
        .onConflict((c) => c.columns(["member", "pi"]).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return;
      await db
        .insertInto("roster")
        .values({ member, pi, hutchnet, role, is_default: 0, source: labsFile, added_at_ms: atMs })
        .onConflict((c) => c.columns(["member", "pi"]).doNothing())
        .execute();
    },

    /** The rows of the labs file that were applied in this lab. For use inside a transaction. */
    async seedsOf(pi: PiName): Promise<AppliedSeed[]> {
      await hold.name(db, `labs file ${pi}`);
      const rows = await db.selectFrom("roster_seeds").selectAll().where("pi", "=", pi).execute();
      return rows.map(({ member, in_file, role }) => ({
        member,
        ...(in_file === null ? {} : { inFile: in_file === 1 }),
        ...(role === null ? {} : { role }),
      }));
    },

    /** What the labs file says now of a row that was applied: absent where it stands there no more. */
    async sawSeed(member: MemberId, pi: PiName, role: Role | undefined): Promise<void> {
      await db
        .updateTable("roster_seeds")
        .set(role === undefined ? { in_file: 0 } : { in_file: 1, role })
        .where("member", "=", member)
        .where("pi", "=", pi)
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

/** The source of what nobody has changed in Slack. */
export const labsFile = "labs file";

function toRow(row: Selectable<Schema["roster"]>): RosterRow {
  return {
    member: row.member,
    pi: row.pi,
    hutchnet: row.hutchnet,
    role: row.role,
    isDefault: row.is_default === 1,
    source: row.source,
    addedAtMs: row.added_at_ms,
  };
}
