/** A recipe as what would be typed, and the other way round. Pure. */

import type { Recipe, RecipeBody } from "../../domain/submission/recipe.ts";
import type { NamedValue } from "../../domain/submission/submission.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { nothingTyped } from "../retrying/repeat-input.ts";
import { commandOf, type SubmitInput } from "./submit-options.ts";

export function bodyOf(input: SubmitInput): RecipeBody {
  const { vcpus, gpus, attempts, retryOn } = input;
  return {
    definition: input.jobdef ?? "",
    queue: input.queue ?? "",
    name: input.name ?? "",
    ...withoutUndefined({
      vcpus,
      memoryMiB: input.memory,
      gpus,
      arraySize: input.array,
      attempts,
      retryOn,
      timeoutSeconds: input.timeout,
      shareIdentifier: input.shareId,
      command: commandOf(input),
    }),
    environment: pairsOf(input.env),
    parameters: pairsOf(input.param),
    tags: pairsOf(input.tag),
  };
}

export function inputOfRecipe({ body }: Pick<Recipe, "body">): SubmitInput {
  return {
    ...nothingTyped(),
    jobdef: body.definition,
    queue: body.queue,
    name: body.name,
    vcpus: body.vcpus,
    memory: body.memoryMiB,
    gpus: body.gpus,
    array: body.arraySize,
    attempts: body.attempts,
    retryOn: body.retryOn,
    timeout: body.timeoutSeconds,
    shareId: body.shareIdentifier,
    command: body.command,
    env: recordOf(body.environment),
    param: recordOf(body.parameters),
    tag: recordOf(body.tags),
  };
}

/** What is typed comes before what was there; names and values one by one. */
export function typedOver(before: SubmitInput, typed: SubmitInput): SubmitInput {
  const given = Object.entries(typed).filter(([, value]) => value !== undefined);
  const hasCommand = typed.command !== undefined || typed.shell !== undefined;
  return {
    ...before,
    ...(hasCommand ? { command: undefined, shell: undefined } : {}),
    ...(Object.fromEntries(given) as Partial<SubmitInput>),
    env: { ...before.env, ...typed.env },
    param: { ...before.param, ...typed.param },
    tag: { ...before.tag, ...typed.tag },
    dependsOn: typed.dependsOn.length > 0 ? typed.dependsOn : before.dependsOn,
  };
}

function pairsOf(record: Readonly<Record<string, string>>): NamedValue[] {
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}

function recordOf(pairs: readonly NamedValue[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}
