/** What a lab runs again and again: kept, listed, shown and removed. */
import type { DraftId, PiName } from "../../domain/ids.ts";
import { maskWords } from "../../domain/secrets/secret.ts";
import type { Recipe, RecipeBody } from "../../domain/submission/recipe.ts";
import { commandLine } from "../job/job-words.ts";
import { memoryWords } from "../job/size.ts";
import { bullets, buttons, message, paragraph, quiet, roomBeside, spoken } from "../text/block.ts";
import { durationWords } from "../text/duration.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { counted, grouped } from "../text/numbers.ts";
import { bold, code, joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { understood } from "./understood.ts";

export type Saved = { said: readonly string[]; isNew: boolean };

export function recipeSaved(recipe: Recipe, { said, isNew }: Saved): Message {
  const kept = isNew ? "is kept" : "is kept in place of the one before";
  return spoken(
    say`Recipe ${bold(recipe.name)} ${kept} for ${recipe.pi}. ${useOf(recipe)}`,
    quiet(say`All of ${recipe.pi} can read it${environmentWords(recipe.body)}.`),
    ...understood(said),
  );
}

/** What stands in it is read by the lab: nothing is kept without a word. */
function environmentWords({ environment }: RecipeBody): Prose | undefined {
  if (environment.length === 0) return undefined;
  const names = environment.slice(0, 20).map(({ name }) => [code(name, 100)]);
  const left = environment.length - names.length;
  return say`, with the values of ${joined(names, ", ")}${left > 0 ? ` and ${grouped(left)} more` : ""}`;
}

function useOf(recipe: Recipe): Prose {
  return say`Run it with ${typed(lineOf(recipe))}`;
}

function lineOf({ name, blanks }: Recipe): string {
  return [`submit --recipe ${name}`, ...blanks.map((blank) => `--${blank.of} ${blank.name}=…`)].join(" ");
}

export function recipeList(pi: PiName, recipes: readonly Recipe[]): Message {
  if (recipes.length === 0)
    return spoken(
      say`${pi} has no recipe yet. Keep a job as one with ${typed("recipe save NAME --from JOB --blank PARAMETER")}.`,
    );
  const heading = say`${pi} has ${counted(recipes.length, "recipe")}`;
  const list = bullets(recipes.map(recipeLine), 10_500);
  return message(
    say`${heading}: ${joined(
      recipes.slice(0, 5).map(({ name }) => say`${name}`),
      ", ",
    )}${recipes.length > 5 ? " and more" : ""}.`,
    paragraph(say`${heading}:`),
    ...list.blocks,
    list.left > 0 ? paragraph(say`And ${list.left} more.`) : undefined,
    quiet(say`${typed("recipe show NAME")} shows one, ${typed("submit --recipe NAME")} runs it.`),
  );
}

function recipeLine({ name, body, blanks }: Recipe): Prose {
  const left = blanks.length === 0 ? undefined : say`asks for ${blankWords({ blanks })}`;
  return joined([[bold(name)], say`${body.definition}`, say`queue ${body.queue}`, left], " · ");
}

function blankWords({ blanks }: Pick<Recipe, "blanks">): Prose {
  return joined(
    blanks.map(({ name }) => [code(name, 100)]),
    ", ",
  );
}

/** `form`: opens the form of a submission, filled in but for its blanks. */
export function recipeShown(recipe: Recipe, makerName: string, form: DraftId): Message {
  const { body, blanks } = recipe;
  const rows = [
    row("Runs", say`${body.definition} on queue ${body.queue}, named ${body.name}`),
    blanks.length === 0 ? undefined : row("Asks for", blankWords(recipe)),
    body.command === undefined
      ? undefined
      : row("Command", [
          code(commandLine({ asked: { ...asked, command: maskWords(body.command) } }) ?? "", 500),
        ]),
    pairs("Parameters", body.parameters),
    pairs("Environment", body.environment),
    pairs("Tags", body.tags),
    size(body),
    body.arraySize === undefined ? undefined : row("Array", say`${grouped(body.arraySize)} children`),
    body.attempts === undefined
      ? undefined
      : row("Attempts", say`${body.attempts}${body.retryOn === "any" ? ", again after any failure" : ""}`),
    body.timeoutSeconds === undefined
      ? undefined
      : row("Time limit", say`${durationWords(body.timeoutSeconds * 1000)}`),
  ].filter((line) => line !== undefined);
  const head = paragraph(say`Recipe ${bold(recipe.name)} of ${recipe.pi}`);
  const foot = [
    paragraph(useOf(recipe)),
    quiet(say`Made by ${makerName} · ${moment(recipe.madeAtMs, "saved")}`),
  ];
  const list = bullets(rows, roomBeside(head, foot));
  return message(
    say`Recipe ${bold(recipe.name)} of ${recipe.pi} runs ${body.definition}. ${useOf(recipe)}`,
    head,
    ...list.blocks,
    list.left > 0 ? paragraph(say`${counted(list.left, "line")} more did not fit.`) : undefined,
    foot,
    buttons({ verb: "submit", step: "edit", label: "Fill in the form", value: form }),
  );
}

const asked = { size: { vcpus: 0, memoryMiB: 0, gpus: 0 }, attempts: 1, parameters: {} };

function size({ vcpus, memoryMiB, gpus }: RecipeBody): Prose | undefined {
  if (vcpus === undefined && memoryMiB === undefined && gpus === undefined) return undefined;
  const words = [
    vcpus === undefined ? undefined : say`${vcpus} vCPU`,
    memoryMiB === undefined ? undefined : say`${memoryWords(memoryMiB)}`,
    gpus === undefined ? undefined : say`${counted(gpus, "GPU")}`,
  ];
  return row("Size", joined(words, ", "));
}

function pairs(label: string, all: RecipeBody["parameters"]): Prose | undefined {
  if (all.length === 0) return undefined;
  const shown = all.slice(0, 10).map(({ name, value }) => [code(`${name}=${value}`, 100)]);
  const left = all.length - shown.length;
  return row(label, say`${joined(shown, ", ")}${left > 0 ? ` and ${grouped(left)} more` : ""}`);
}

function row(label: string, value: Prose): Prose {
  return [bold(label), ...say` `, ...value];
}

export function recipeRemoved({ name, pi }: Recipe): Message {
  return spoken(say`Recipe ${bold(name)} of ${pi} is removed. Jobs that were run from it are as they were.`);
}
