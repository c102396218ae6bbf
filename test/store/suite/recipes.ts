import { describe, expect, test } from "vitest";
import type { MemberId, PiName } from "../../../src/domain/ids.ts";
import type { Recipe } from "../../../src/domain/submission/recipe.ts";
import type { Part } from "../store-suite.ts";

const peters = "peters-u" as PiName;

function recipe(name: string, changes: Partial<Recipe> = {}): Recipe {
  return {
    pi: peters,
    name,
    body: {
      definition: "align:14",
      queue: "default",
      name: "align-NA12878",
      memoryMiB: 16_384,
      command: ["bwa", "mem", "Ref::sample"],
      environment: [{ name: "MODE", value: "full, with 'quotes' and ÿ" }],
      parameters: [],
      tags: [],
    },
    blanks: [{ of: "param", name: "sample" }],
    madeBy: "U0JBLOW" as MemberId,
    madeAtMs: 7,
    ...changes,
  };
}

export const recipes: Part = (store) => {
  describe("recipes", () => {
    test("come back as they were kept, each lab's own, in the order of their names", async () => {
      for (const each of [
        recipe("merge"),
        recipe("align"),
        recipe("align", { pi: "doe-j" as PiName, blanks: [] }),
      ])
        await store().recipes.save(each);
      expect(await store().recipes.get(peters, "align")).toEqual(recipe("align"));
      expect((await store().recipes.ofPi(peters)).map(({ name }) => name)).toEqual(["align", "merge"]);
      expect(await store().recipes.ofPi("okafor-n" as PiName)).toEqual([]);
      expect(await store().recipes.get("okafor-n" as PiName, "align")).toBeUndefined();
    });

    test("are replaced by one of the same name, and gone when they are removed", async () => {
      await store().recipes.save(recipe("align"));
      const later = recipe("align", { madeBy: "U0AMATE" as MemberId, madeAtMs: 8, blanks: [] });
      await store().transaction((tables) => tables.recipes.save(later));
      expect(await store().recipes.ofPi(peters)).toEqual([later]);
      await store().recipes.remove("doe-j" as PiName, "align");
      expect(await store().recipes.ofPi(peters)).toEqual([later]);
      await store().recipes.remove(peters, "align");
      expect(await store().recipes.get(peters, "align")).toBeUndefined();
    });
  });
};
