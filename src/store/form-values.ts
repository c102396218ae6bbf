import type { MemberId, PiName } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Db } from "./tables.ts";

export type FormValues = ReturnType<typeof formValuesOn>;

/** Texts by field, as a form holds them. */
export type LastValues = Readonly<Record<string, readonly string[]>>;

/** Whose they are: one set for each definition that a person uses in a lab. */
export type ValuesOf = { member: MemberId; pi: PiName; definition: string };

/** What a person gave last, for the form to begin with. No environment, and nothing that looks like a secret. */
export function formValuesOn(db: Db) {
  const ofMember = ({ member, pi }: Pick<ValuesOf, "member" | "pi">) =>
    db.selectFrom("form_values").where("member", "=", member).where("pi", "=", pi);
  return {
    async keep({ member, pi, definition }: ValuesOf, values: LastValues, atMs: number): Promise<void> {
      const row = { body: JSON.stringify(values), used_at_ms: atMs };
      await db
        .insertInto("form_values")
        .values({ member, pi, definition, ...row })
        .onConflict((c) => c.columns(["member", "pi", "definition"]).doUpdateSet(row))
        .execute();
      const young = ofMember({ member, pi })
        .select("definition")
        .orderBy("used_at_ms", "desc")
        .orderBy("definition")
        .limit(limits.formValuesPerMember);
      await db
        .deleteFrom("form_values")
        .where("member", "=", member)
        .where("pi", "=", pi)
        .where("definition", "not in", young)
        .execute();
    },

    async of({ definition, ...whose }: ValuesOf): Promise<LastValues | undefined> {
      const row = await ofMember(whose)
        .select("body")
        .where("definition", "=", definition)
        .executeTakeFirst();
      return row && JSON.parse(row.body);
    },

    /** Definitions that the person has used, the last one first. */
    async definitions(whose: Pick<ValuesOf, "member" | "pi">): Promise<string[]> {
      const rows = await ofMember(whose).select("definition").orderBy("used_at_ms", "desc").execute();
      return rows.map(({ definition }) => definition);
    },

    async forgetOf(member: MemberId, pi: PiName): Promise<void> {
      await db.deleteFrom("form_values").where("member", "=", member).where("pi", "=", pi).execute();
    },

    /** Gives how many. */
    async forgetBefore(ms: number): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom("form_values")
        .where("used_at_ms", "<", ms)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
