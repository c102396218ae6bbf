import { nearestFew } from "../../domain/nearest.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { type Recipe, unfilled } from "../../domain/submission/recipe.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { inputOfRecipe, typedOver } from "./recipe-input.ts";
import { submitEach } from "./submit-batch.ts";
import { submitWish, type TypedWish } from "./submit-wish.ts";

/** What a lab keeps, with what is typed in its blanks and over the rest. */
export async function submitRecipe(
  request: Request,
  pi: Pi,
  { input, said }: Pick<TypedWish, "input" | "said">,
): Promise<Answer> {
  const named = input.recipe ?? "";
  const recipe = await request.services.store.recipes.get(pi.name, named);
  if (recipe === undefined) return wrong([await noSuchRecipe(request, pi, named)]);
  const columns = Object.fromEntries(input.each.map(({ name }) => [name, "each"]));
  const left = unfilled(recipe, { env: { ...input.env, ...columns }, param: { ...input.param, ...columns } });
  if (left.length > 0)
    return wrong(
      left.map(({ of, name }) => `Recipe \`${named}\` leaves \`${name}\` blank: add \`--${of} ${name}=…\`.`),
    );
  const whole = typedOver(inputOfRecipe(recipe), { ...input, recipe: undefined });
  const submitAll = input.each.length > 0 ? submitEach : submitWish;
  return submitAll(request, pi, { input: whole, said });
}

/** The recipes that a form or an answer can offer under a PI, in the order of their names. */
export function recipesOf({ services }: Request, pi: Pi): Promise<readonly Recipe[]> {
  return services.store.recipes.ofPi(pi.name);
}

export async function noSuchRecipe(request: Request, pi: Pi, named: string): Promise<string> {
  const names = (await recipesOf(request, pi)).map(({ name }) => name);
  const near = nearestFew(named, names);
  const instead =
    near.length > 0
      ? `did you mean ${near.map((name) => `\`${name}\``).join(" or ")}?`
      : names.length > 0
        ? "`/batch recipe list` shows what there is."
        : "it has none yet; `/batch recipe save NAME --from JOB` keeps one.";
  return `${pi.name} has no recipe \`${named}\`: ${instead}`;
}

function wrong(sentences: readonly string[]): Answer {
  return toMe(mistakes({ verb: "submit", mistakes: sentences.map((what) => ({ what })) }));
}
