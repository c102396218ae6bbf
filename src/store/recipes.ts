import type { PiName } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Recipe } from "../domain/submission/recipe.ts";
import type { Hold } from "./engine.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Recipes = ReturnType<typeof recipesOn>;

/** What labs run again and again, by name. Kept until somebody removes it. */
export function recipesOn(db: Db, hold: Hold) {
  return {
    async get(pi: PiName, name: string): Promise<Recipe | undefined> {
      const one = db.selectFrom("recipes").selectAll().where("pi", "=", pi).where("name", "=", name);
      const row = await hold.rows(one).executeTakeFirst();
      return row && fromRow(row);
    },

    /** In the order of their names. */
    async ofPi(pi: PiName): Promise<Recipe[]> {
      const all = db.selectFrom("recipes").selectAll().where("pi", "=", pi);
      return (await all.orderBy("name").limit(limits.recipes).execute()).map(fromRow);
    },

    /** In place of one of the same name. */
    async save({ pi, name, ...recipe }: Recipe): Promise<void> {
      const row = {
        body: JSON.stringify(recipe.body),
        blanks: JSON.stringify(recipe.blanks),
        made_by: recipe.madeBy,
        made_at_ms: recipe.madeAtMs,
      };
      await db
        .insertInto("recipes")
        .values({ pi, name, ...row })
        .onConflict((c) => c.columns(["pi", "name"]).doUpdateSet(row))
        .execute();
    },

    async remove(pi: PiName, name: string): Promise<void> {
      await db.deleteFrom("recipes").where("pi", "=", pi).where("name", "=", name).execute();
    },
  };
}

function fromRow(row: Schema["recipes"]): Recipe {
  return {
    pi: row.pi,
    name: row.name,
    body: JSON.parse(row.body),
    blanks: JSON.parse(row.blanks),
    madeBy: row.made_by,
    madeAtMs: row.made_at_ms,
  };
}
