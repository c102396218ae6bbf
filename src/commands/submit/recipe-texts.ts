import type { Filled } from "../../domain/invocation.ts";
import type { Recipe } from "../../domain/submission/recipe.ts";
import { inputOfRecipe } from "./recipe-input.ts";
import { textsOf } from "./submit-form-texts.ts";

/** What the fields of a form begin with for a recipe; variables that it leaves blank stand there without a value. */
export function recipeTexts(recipe: Recipe | undefined): Filled {
  if (recipe === undefined) return {};
  const { name: _each, ...texts } = textsOf(inputOfRecipe(recipe));
  const blank = recipe.blanks.filter(({ of }) => of === "env").map(({ name }) => `${name}=`);
  const env = [...(texts.env ?? []), ...blank];
  return { retryOn: ["spot"], ...texts, ...(env.length === 0 ? {} : { env }) };
}
