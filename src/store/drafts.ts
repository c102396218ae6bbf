import type { DraftId, MemberId } from "../domain/ids.ts";
import { forgetOldest } from "./forget.ts";
import type { Db } from "./tables.ts";

export type Drafts = ReturnType<typeof draftsOn>;

/** Something prepared for one person, which a button carries out. */
export type Draft = { id: DraftId; member: MemberId; kind: string; body: unknown; createdAtMs: number };

export function draftsOn(db: Db) {
  return {
    async save(draft: Draft): Promise<void> {
      await db
        .insertInto("drafts")
        .values({
          id: draft.id,
          member: draft.member,
          kind: draft.kind,
          body: JSON.stringify(draft.body),
          created_at_ms: draft.createdAtMs,
        })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },

    /** Only its own member gets it: to anybody else it does not exist. */
    async find(id: DraftId, member: MemberId): Promise<Draft | undefined> {
      const row = await db
        .selectFrom("drafts")
        .selectAll()
        .where("id", "=", id)
        .where("member", "=", member)
        .executeTakeFirst();
      return (
        row && { id, member, kind: row.kind, body: JSON.parse(row.body), createdAtMs: row.created_at_ms }
      );
    },

    /** All of one person. */
    async forgetOf(member: MemberId): Promise<void> {
      await db.deleteFrom("drafts").where("member", "=", member).execute();
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "drafts", key: "id", at: "created_at_ms" }, ms),
  };
}
