import type { MemberId, PiName } from "../ids.ts";
import { type JobDefinition, requiredParameters } from "../job/job-definition.ts";
import { limits } from "../limits.ts";
import { looksSecret, maskWords } from "../secrets/secret.ts";
import type { NamedValue, Wish } from "./submission.ts";

/** What a lab runs again and again, kept under a name; its members see it and use it. */
export type Recipe = {
  pi: PiName;
  name: string;
  body: RecipeBody;
  /** What has to be given each time. */
  blanks: readonly Blank[];
  madeBy: MemberId;
  madeAtMs: number;
};

export type RecipeBody = Omit<Wish, "dependsOn" | "oldIndexes" | "retryOn"> & {
  /** Absent where the definition's own attempts count. */
  retryOn?: Wish["retryOn"];
  /** `name:revision` */
  definition: string;
  queue: string;
};

export type Blank = { of: "param" | "env"; name: string };

/** The body without what is left blank, or all that speaks against keeping it: a sentence each. */
export function toRecipe(
  body: RecipeBody,
  names: readonly string[],
  definition: JobDefinition | undefined,
): { body: RecipeBody; blanks: Blank[] } | { mistakes: string[] } {
  const blanks = [...new Set(names)].map((name) => blankOf(body, name, definition));
  const unknown = blanks.flatMap((blank) => ("unknown" in blank ? [blank.unknown] : []));
  const known = blanks.filter((blank) => "of" in blank);
  const kept: RecipeBody = {
    ...body,
    parameters: body.parameters.filter(({ name }) => !isAmong(known, "param", name)),
    environment: body.environment.filter(({ name }) => !isAmong(known, "env", name)),
  };
  const mistakes = [
    ...unknown.map((name) => noSuchBlank(body, name, definition)),
    ...secretsIn(kept),
    ...(names.length > limits.recipeBlanks ? [`A recipe has ${limits.recipeBlanks} blanks at most.`] : []),
    ...(Buffer.byteLength(JSON.stringify(kept)) > limits.recipeBytes
      ? [
          `This job is too long for a recipe: ${limits.recipeBytes.toLocaleString("en")} bytes are kept at most.`,
        ]
      : []),
  ];
  return mistakes.length > 0 ? { mistakes } : { body: kept, blanks: known };
}

/** What is still to be given. */
export function unfilled(
  { blanks }: Recipe,
  given: { env: Readonly<Record<string, string>>; param: Readonly<Record<string, string>> },
): Blank[] {
  return blanks.filter(({ of, name }) => given[of][name] === undefined);
}

function blankOf(
  body: RecipeBody,
  name: string,
  definition: JobDefinition | undefined,
): Blank | { unknown: string } {
  if (parametersOf(body, definition).includes(name)) return { of: "param", name };
  return body.environment.some((pair) => pair.name === name) ? { of: "env", name } : { unknown: name };
}

function parametersOf({ parameters, command }: RecipeBody, definition: JobDefinition | undefined): string[] {
  const own = definition === undefined ? [] : Object.keys(definition.parameters);
  const named =
    definition === undefined
      ? []
      : requiredParameters({ ...definition, parameters: {} }, command ?? definition.command);
  return [...new Set([...parameters.map(({ name }) => name), ...own, ...named])];
}

function noSuchBlank(body: RecipeBody, name: string, definition: JobDefinition | undefined): string {
  const there = [...parametersOf(body, definition), ...body.environment.map((pair) => pair.name)];
  const has =
    there.length === 0 ? "it has none of either" : `it has ${there.map((each) => `\`${each}\``).join(", ")}`;
  return `\`--blank ${name}\`: the job has no parameter or environment variable of that name; ${has}.`;
}

/** A recipe is read by the whole lab, for as long as it is kept. */
function secretsIn({ environment, parameters, command }: RecipeBody): string[] {
  const isSecret = ({ name, value }: NamedValue) => looksSecret(name, value);
  const hasSecret = command !== undefined && maskWords(command).join(" ") !== command.join(" ");
  return [
    ...environment.filter(isSecret).map(({ name }) => secretWords(`The variable \`${name}\``, name)),
    ...parameters.filter(isSecret).map(({ name }) => secretWords(`The parameter \`${name}\``, name)),
    ...(hasSecret
      ? ["The command holds what looks like a secret, and a recipe is read by the whole lab."]
      : []),
  ];
}

function secretWords(what: string, name: string): string {
  return `${what} looks like a secret, and a recipe is read by the whole lab: leave it blank with \`--blank ${name}\`, or use the definition's \`secrets\`.`;
}

function isAmong(blanks: readonly Blank[], of: Blank["of"], name: string): boolean {
  return blanks.some((blank) => blank.of === of && blank.name === name);
}
