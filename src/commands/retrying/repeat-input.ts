/** What would be typed to submit a job as it was. Pure. */

import type { Job } from "../../domain/job/job.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import { maskText, maskWords } from "../../domain/secrets/secret.ts";
import type { GivenBefore } from "../../domain/submission/given-before.ts";
import type { OnlyInDocuments } from "../../domain/submission/submit-request.ts";
import { type SubmitInput, submitGrammar } from "../submit/submit-options.ts";
import { parse } from "../typing/parse.ts";

export type Repeated = {
  input: SubmitInput;
  more: OnlyInDocuments;
  /** Variables whose values AWS has told. */
  carried: ReadonlySet<string>;
  /** What it was given and nobody knows any more, each as it would be said: "its variable `A`". */
  lost: readonly Lost[];
};

/** `is`: the option that would give it again. */
export type Lost = {
  is: "env" | "command" | "param" | "more" | "tag" | "share";
  name?: string;
  what: string;
};

/** `given`: absent where AWS does not know the job any more. */
export function repeatedInput(
  job: Job,
  given: GivenBefore | undefined,
  definition: JobDefinition | undefined,
): Repeated {
  const { asked } = job;
  const command = commandBefore(job, given, definition);
  const parameters = parametersBefore(job, given, definition);
  const environment = given?.environment ?? [];
  const tags = tagsBefore(job, given);
  const shareId = given === undefined ? asked.shareIdentifier : given.shareIdentifier;
  const isShareLost = shareId?.includes(maskText) === true;
  const input: SubmitInput = {
    ...nothingTyped(),
    jobdef: job.definition,
    queue: job.queue,
    name: job.name,
    ...sizeBefore(job, definition),
    env: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    param: parameters.known,
    array: asked.arraySize,
    ...attemptsBefore(job, definition),
    timeout: other(asked.timeoutSeconds, definition?.timeoutSeconds),
    shareId: isShareLost ? undefined : shareId,
    tag: tags.known,
    command: command === "lost" ? undefined : command,
  };
  return {
    input,
    more: moreBefore(job),
    carried: new Set(environment.map(({ name }) => name)),
    lost: [
      ...(given === undefined ? lostEnvironment(job) : []),
      ...(asked.more === "not kept"
        ? [
            {
              is: "more" as const,
              what: "what it was given for its containers, which held values of variables or a secret",
            },
          ]
        : []),
      ...(command === "lost" ? [{ is: "command" as const, what: "its command, which held a secret" }] : []),
      ...parameters.lost.map((name) => ({
        is: "param" as const,
        name,
        what: `its parameter \`${name}\`, which held a secret`,
      })),
      ...tags.lost.map((name) => ({
        is: "tag" as const,
        what: `its tag \`${name}\`, which held a secret`,
      })),
      ...(isShareLost ? [{ is: "share" as const, what: "its share identifier, which held a secret" }] : []),
    ],
  };
}

type Given = Pick<SubmitInput, "command" | "shell" | "env" | "param" | "attempts" | "retryOn">;

/** Whether what is lost was given anew. */
export function isGivenAgain(changes: Given, { is, name }: Lost): boolean {
  if (is === "more" || is === "tag" || is === "share") return false;
  if (is === "command") return changes.command !== undefined || changes.shell !== undefined;
  return name !== undefined && name in changes[is];
}

/** Rules of its own give way to attempts that are wanted now. */
export function moreAgain({ more }: Repeated, { attempts, retryOn }: Given): OnlyInDocuments {
  const { retryRules: _before, ...rest } = more;
  return attempts === undefined && retryOn === undefined ? more : rest;
}

/** As if nothing stood behind the verb. */
export function nothingTyped(): SubmitInput {
  const parsed = parse(submitGrammar, "");
  if (!parsed.ok) throw new Error("submit wants something typed");
  return parsed.input;
}

/** Of several containers and nodes each has its own, which stands in the document. */
export function sizeBefore(
  { asked: { size } }: Pick<Job, "asked">,
  definition: JobDefinition | undefined,
): Pick<SubmitInput, "vcpus" | "memory" | "gpus"> {
  if (definition?.layout !== undefined) return { vcpus: undefined, memory: undefined, gpus: undefined };
  return {
    vcpus: other(size.vcpus, definition?.size.vcpus),
    memory: other(size.memoryMiB, definition?.size.memoryMiB),
    gpus: other(size.gpus, definition?.size.gpus ?? 0),
  };
}

/** The old fields of its size are said in the new ones. */
export function moreBefore({ asked: { more } }: Pick<Job, "asked">): OnlyInDocuments {
  if (more === undefined || more === "not kept") return {};
  const { container, ...rest } = more;
  const instanceType = container?.instanceType;
  return instanceType === undefined ? rest : { ...rest, container: { instanceType } };
}

/** What is as the definition has it is left to the definition. */
function other<T>(value: T | undefined, ofDefinition: T | undefined): T | undefined {
  return value === ofDefinition ? undefined : value;
}

/** As it was typed: only of one that held a secret AWS knows more. */
function commandBefore(
  { asked }: Job,
  given: GivenBefore | undefined,
  definition: JobDefinition | undefined,
): readonly string[] | "lost" | undefined {
  if (asked.command === undefined) return undefined;
  if (areSame(asked.command, maskWords(definition?.command ?? []))) return undefined;
  if (!asked.command.some((word) => word.includes(maskText))) return asked.command;
  return given?.command ?? "lost";
}

function parametersBefore(
  { asked }: Job,
  given: GivenBefore | undefined,
  definition: JobDefinition | undefined,
): { known: Readonly<Record<string, string>>; lost: readonly string[] } {
  const known: Record<string, string> = {};
  const lost: string[] = [];
  for (const [name, kept] of Object.entries(asked.parameters)) {
    const value = kept.includes(maskText) ? given?.parameters[name] : kept;
    if (value === undefined) lost.push(name);
    else if (value !== definition?.parameters[name]) known[name] = value;
  }
  return { known, lost };
}

/** AWS knows them of every job that it took. */
function tagsBefore(
  { asked }: Job,
  given: GivenBefore | undefined,
): { known: Readonly<Record<string, string>>; lost: readonly string[] } {
  const tags =
    given === undefined
      ? Object.entries(asked.tags ?? {})
      : given.tags.map(({ name, value }) => [name, value] as const);
  const isLost = (value: string): boolean => given === undefined && value.includes(maskText);
  return {
    known: Object.fromEntries(tags.filter(([, value]) => !isLost(value))),
    lost: tags.filter(([, value]) => isLost(value)).map(([name]) => name),
  };
}

function attemptsBefore(
  { asked }: Job,
  definition: JobDefinition | undefined,
): Pick<SubmitInput, "attempts" | "retryOn"> {
  // Rules of its own stand apart; beside them it is tried again after any failure.
  const retryOn = asked.retryOn === "rules" ? "any" : asked.retryOn;
  const isOwn = asked.retryOn !== undefined || asked.attempts !== definition?.attempts;
  return isOwn
    ? { attempts: asked.attempts, retryOn: asked.attempts > 1 ? retryOn : undefined }
    : { attempts: undefined, retryOn: undefined };
}

function lostEnvironment({ asked }: Job): Lost[] {
  if (asked.environment === undefined)
    return [{ is: "env", what: "its environment variables, if it was given any" }];
  return asked.environment.map((name) => ({
    is: "env",
    name,
    what: `the value of its variable \`${name}\``,
  }));
}

function areSame(one: readonly string[], another: readonly string[]): boolean {
  return one.length === another.length && one.every((word, at) => word === another[at]);
}
