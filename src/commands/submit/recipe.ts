import type { PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { type Recipe, toRecipe } from "../../domain/submission/recipe.ts";
import { awsSilentAbout } from "../../messages/aws-silent.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { cannotRepeat } from "../../messages/retrying/cannot-repeat.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { recipeList, recipeRemoved, recipeSaved, recipeShown } from "../../messages/submit/recipes.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import { command, type InputOf } from "../command.ts";
import { jobRef } from "../kinds/job-ref.ts";
import { blankName, piName, recipeName } from "../kinds/names.ts";
import { oneOf } from "../kinds/text.ts";
import { readBefore } from "../logs/read-before.ts";
import { findJob } from "../looking/find-job.ts";
import { type Noted, note } from "../note.ts";
import { behindVerb, render } from "../render.ts";
import type { Request } from "../request.ts";
import { repeatedInput } from "../retrying/repeat-input.ts";
import { flag, many } from "../typing/declare-argument.ts";
import { savePrefill } from "./prefill.ts";
import { bodyOf, inputOfRecipe } from "./recipe-input.ts";
import { noSuchRecipe, recipesOf } from "./submit-recipe.ts";

const args = {
  what: oneOf("What to do: `save` a job as a recipe, `list`, `show` or `remove`; without it, list.", [
    "save",
    "list",
    "show",
    "remove",
  ]),
  name: recipeName("The recipe's name."),
};

const options = {
  from: jobRef("The job that it is made of; in its own thread it may be left out.", { placeholder: "JOB" }),
  blank: many(
    blankName("A parameter or environment variable that is given each time.", { aliases: ["blanks", "ask"] }),
  ),
  replace: flag("Save it in place of the one that has this name."),
  pi: piName("The PI whose recipe it is, where you have several."),
};

type RecipeInput = InputOf<typeof args, typeof options>;

export const recipe = command({
  verb: "recipe",
  aliases: ["recipes", "template", "templates"],
  summary: "Keep a job under a name, to be run again with other values",
  about:
    "A recipe belongs to the lab: its members see it and use it with `submit --recipe NAME`; who made it, and managers, change it.",
  args,
  options,
  examples: [
    "recipe list",
    "recipe save align --from 3fa9 --blank sample",
    "recipe show align",
    "recipe remove align",
  ],
  check: ({ what, name, from, blank, replace }) => [
    ...(what !== undefined && what !== "list" && name === undefined
      ? [`Say which recipe: \`/batch recipe ${what} NAME\`.`]
      : []),
    ...(what !== "save" && (from !== undefined || blank.length > 0 || replace)
      ? ["`--from`, `--blank` and `--replace` belong to `recipe save`."]
      : []),
  ],
  access: "submit",
  run: async (request, input, { said }) => {
    if (input.what === "save") return save(request, input, said);
    const chosen = await choosePi(request, {
      named: input.pi as PiName | undefined,
      verb: "recipe",
      lineFor: (pi) => behindVerb(render(recipe, { ...input, pi })),
    });
    if ("answer" in chosen) return chosen.answer;
    const { pi } = chosen;
    if (input.what === undefined || input.what === "list" || input.name === undefined)
      return list(request, pi);
    const found = await request.services.store.recipes.get(pi.name, input.name);
    if (found === undefined) return wrong([await noSuchRecipe(request, pi, input.name)]);
    return input.what === "show" ? show(request, found) : remove(request, pi, found);
  },
});

async function list(request: Request, pi: Pi): Promise<Answer> {
  return toMe(recipeList(pi.name, await recipesOf(request, pi)));
}

async function show(request: Request, found: Recipe): Promise<Answer> {
  const names = found.blanks.map(({ name }) => name).join(", ");
  const asks = names === "" ? [] : [`Recipe ${found.name} leaves blank: ${names}.`];
  const form = await savePrefill(request, { pi: found.pi, input: inputOfRecipe(found), notes: asks });
  return toMe(recipeShown(found, await request.services.nameOf(found.madeBy, "somebody"), form));
}

async function remove(request: Request, pi: Pi, found: Recipe): Promise<Answer> {
  const { services } = request;
  if (!(await mayChange(request, pi, found))) return wrong([await notYours(request, found, "removed")]);
  const isGone = await services.store.transaction(async (tables) => {
    const now = await tables.recipes.get(pi.name, found.name);
    // Saved anew meanwhile, it is another's to remove.
    if (now !== undefined && now.madeBy !== found.madeBy) return false;
    await tables.recipes.remove(pi.name, found.name);
    await note(request, tables, deedOn(found, "removed"));
    return true;
  });
  return isGone ? toMe(recipeRemoved(found)) : wrong([changedMeanwhile]);
}

const changedMeanwhile = "Somebody else has saved that recipe just now; look at it and try again.";

async function save(request: Request, input: RecipeInput, said: readonly string[]): Promise<Answer> {
  const { services, member, nowMs } = request;
  const found = await findJob(request, { ref: input.from, action: "submit", several: "newest" });
  if ("answer" in found) return found.answer;
  const { job } = found;
  const pi = services.labs().pis.get(job.pi);
  const { name } = input;
  if (pi === undefined || name === undefined) return toMe(draftGone("recipe"));
  if (input.pi !== undefined && input.pi !== pi.name)
    return wrong([`That job is one of ${pi.name}, and so is its recipe: leave out --pi ${input.pi}.`]);
  if (job.asked.oldIndexes !== undefined)
    return wrong(["That job ran a part of an array again: make the recipe of the array itself."]);
  const before = await readBefore(request, pi, job);
  if (before === undefined) return toMe(awsSilentAbout(job));
  const repeated = repeatedInput(job, before.given, before.definition);
  const lost = repeated.lost.filter((each) => each.name === undefined || !input.blank.includes(each.name));
  if (lost.length > 0)
    return toMe(
      cannotRepeat(
        job,
        lost.map(({ what }) => what),
      ),
    );
  const more = Object.keys(repeated.more);
  if (more.length > 0)
    return wrong([
      `A recipe keeps what options can say, and this job was given more by a document: ${more.map((each) => `\`${each}\``).join(", ")}.`,
    ]);
  const blankAnyway = repeated.lost.flatMap((each) =>
    each.name !== undefined && (each.is === "env" || each.is === "param")
      ? [{ of: each.is, name: each.name }]
      : [],
  );
  const named = input.blank.filter((each) => !blankAnyway.some((blank) => blank.name === each));
  const made = toRecipe(bodyOf(repeated.input), named, before.definition);
  if ("mistakes" in made) return wrong(made.mistakes);
  const recipe: Recipe = {
    pi: pi.name,
    name,
    body: made.body,
    blanks: [...made.blanks, ...blankAnyway],
    madeBy: member.id,
    madeAtMs: nowMs,
  };
  const known = await services.store.recipes.get(pi.name, name);
  if (known !== undefined && !(await mayChange(request, pi, known)))
    return wrong([await notYours(request, known, "replaced")]);
  if (known !== undefined && !input.replace && !isSame(known, recipe))
    return wrong([
      `${pi.name} has a recipe \`${name}\` already: take another name, or add \`--replace\` to save this in its place.`,
    ]);
  const outcome = await keep(request, recipe, known);
  return outcome === "kept"
    ? toMe(recipeSaved(recipe, { said, isNew: known === undefined }))
    : wrong([outcome]);
}

/** Done again after a crash, it is there already. */
function isSame(known: Recipe, recipe: Recipe): boolean {
  const told = ({ body, blanks, madeBy }: Recipe) => JSON.stringify({ body, blanks, madeBy });
  return told(known) === told(recipe);
}

function keep(request: Request, recipe: Recipe, known: Recipe | undefined): Promise<string> {
  return request.services.store.transaction(async (tables) => {
    const now = await tables.recipes.get(recipe.pi, recipe.name);
    if (now?.madeBy !== known?.madeBy || now?.madeAtMs !== known?.madeAtMs) return changedMeanwhile;
    const all = await tables.recipes.ofPi(recipe.pi);
    if (now === undefined && all.length >= limits.recipes)
      return `${recipe.pi} has ${limits.recipes} recipes, and no more are kept: remove one first.`;
    await tables.recipes.save(recipe);
    await note(request, tables, deedOn(recipe, now === undefined ? "saved" : "replaced"));
    return "kept";
  });
}

function deedOn({ pi, name }: Recipe, deed: string): Noted {
  return { pi, job: `recipe ${name}`, outcome: "done", detail: { deed } };
}

async function mayChange(request: Request, pi: Pi, { madeBy, name }: Recipe): Promise<boolean> {
  return (await allow(request, "recipe", { pi, owner: madeBy, job: `recipe ${name}` })).allowed;
}

async function notYours({ services }: Request, { name, madeBy }: Recipe, deed: string): Promise<string> {
  const maker = await services.nameOf(madeBy, "somebody");
  return `Recipe \`${name}\` was made by ${maker} and is ${deed} only by them or a manager: save yours under another name.`;
}

function wrong(sentences: readonly string[]): Answer {
  return toMe(mistakes({ verb: "recipe", mistakes: sentences.map((what) => ({ what })) }));
}
