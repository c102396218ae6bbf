/** What was asked for as texts in the fields of a form, and back: by the same kinds as what is typed. */
import type { Filled } from "../../domain/invocation.ts";
import type { SubmissionField, SubmissionProblem } from "../../domain/submission/submission-problem.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { readCommand, writeCommand } from "../form-command.ts";
import type { Argument } from "../typing/argument.ts";
import type { Pair } from "../typing/declare-argument.ts";
import { code } from "../typing/quote.ts";
import { checkSubmit, type SubmitInput, submitArgs, submitOptions } from "./submit-options.ts";

/** One field, one text. */
const single = [
  "jobdef",
  "queue",
  "name",
  "vcpus",
  "memory",
  "gpus",
  "array",
  "attempts",
  "retryOn",
  "timeout",
  "shareId",
  "script",
  "reason",
] as const;

/** A field of lines, each of them one text. */
const lines = ["env", "param", "tag"] as const;

export function textsOf(input: Partial<SubmitInput>): Record<string, readonly string[]> {
  const one = single.map((key) => [key, writeOption(key, input[key])] as const);
  const many = (["env", "tag"] as const).map((key) => [key, pairLines(key, input[key] ?? {})] as const);
  const parameters = Object.entries(input.param ?? {}).map(
    ([name, value]) => [`param.${name}`, [value]] as const,
  );
  const command = writeCommand(input);
  const all = [
    ...one,
    ...many,
    ...parameters,
    ["dependsOn", writeOption("dependsOn", input.dependsOn ?? [])] as const,
    ["command", command === undefined ? [] : [command]] as const,
  ];
  return Object.fromEntries(all.filter(([, texts]) => texts.length > 0));
}

function writeOption(key: keyof typeof submitOptions, value: unknown): readonly string[] {
  return value === undefined ? [] : (submitOptions[key] as Argument<unknown>).write(value);
}

/** A value with a line break in it would be two lines: as JSON it is one. */
function pairLines(key: "env" | "param" | "tag", pairs: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(pairs).map(([name, value]) =>
    value.includes("\n")
      ? JSON.stringify({ [name]: value })
      : (submitOptions[key].write({ [name]: value })[0] ?? ""),
  );
}

/** Parameters that have no field of their own stand as lines in one. */
export function withParameterLines(
  texts: Filled,
  hasField: (name: string) => boolean,
): Record<string, readonly string[]> {
  const strays = Object.entries(texts).filter(
    ([key]) => isParameter(key) && !hasField(key.slice(prefix.length)),
  );
  const kept = Object.entries(texts).filter(([key]) => !strays.some(([stray]) => stray === key));
  const added = strays.flatMap(([key, [value = ""]]) =>
    pairLines("param", { [key.slice(prefix.length)]: value }),
  );
  const param = [...(texts.param ?? []), ...added];
  return { ...Object.fromEntries(kept), ...(param.length === 0 ? {} : { param }) };
}

const prefix = "param.";

function isParameter(key: string): boolean {
  return key.startsWith(prefix);
}

export type ReadTexts = {
  /** What read well; what did not is left out. */
  input: SubmitInput;
  said: readonly string[];
  problems: readonly SubmissionProblem[];
};

/** `fallbacks`: what the definition's parameters are by default, which need not be sent. */
export function readTexts(texts: Filled, fallbacks: Readonly<Record<string, string>>): ReadTexts {
  const said: string[] = [];
  const problems: SubmissionProblem[] = [];
  const values: Record<string, unknown> = {};
  const take = (
    key: (typeof single)[number] | (typeof lines)[number] | "dependsOn",
    given: readonly string[],
  ) => {
    const taken = (submitOptions[key] as Argument<unknown>).read(
      given.map((text) => ({ text, part: code(text) })),
    );
    if (taken.ok) {
      if (given.length > 0) values[key] = taken.value;
      said.push(...taken.said);
    } else
      problems.push(...taken.faults.map(({ mistake }) => ({ field: key as SubmissionField, what: mistake })));
  };
  for (const key of single) take(key, trimmed(texts[key]));
  for (const key of lines) take(key, linesOf(texts[key]));
  take("dependsOn", texts.dependsOn ?? []);
  const command = readCommand(texts.command?.[0] ?? "");
  if (!command.ok) problems.push({ field: "command", what: command.mistake });
  const own = parametersIn(texts, fallbacks);
  const twice = own.filter(([name]) => Object.hasOwn((values.param as object | undefined) ?? {}, name));
  problems.push(
    ...twice.map(([name]) => ({
      field: "param" as const,
      what: `${code(name)} has a field of its own: leave it out here.`,
    })),
  );
  const attempts = values.attempts as number | undefined;
  // Which failures are meant says nothing as long as there is one attempt.
  const retryOn = attempts === undefined || attempts < 2 ? undefined : values.retryOn;
  const input = {
    ...nothingTyped(),
    ...withoutUndefined({ ...values, retryOn }),
    ...(command.ok ? withoutUndefined({ command: command.command, shell: command.shell }) : {}),
    ...(retryOn === undefined ? { retryOn: undefined } : {}),
    param: { ...(values.param as object | undefined), ...Object.fromEntries(own) },
  } as SubmitInput;
  if (
    values.retryOn === "any" &&
    retryOn === undefined &&
    problems.every(({ field }) => field !== "attempts")
  )
    problems.push({
      field: "attempts",
      what: "Say how many attempts, 2 or more, or choose to try again only after a spot reclaim.",
    });
  if (input.shell !== undefined && input.script !== undefined)
    problems.push({
      field: "command",
      what: "The script gets these words as they are: no pipe, no `$`, one line.",
    });
  if (problems.length === 0) problems.push(...checkSubmit(input).map((what) => ({ what })));
  return { input, said, problems };
}

/** What every option is where nothing is given. */
function nothingTyped(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries<Argument<unknown>>({ ...submitArgs, ...submitOptions }).map(([key, argument]) => {
      const nothing = argument.read([]);
      return [key, nothing.ok ? nothing.value : undefined];
    }),
  );
}

function parametersIn(texts: Filled, fallbacks: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(texts).flatMap(([key, [value]]): Pair[] => {
    if (!isParameter(key) || value === undefined) return [];
    const name = key.slice(prefix.length);
    return fallbacks[name] === value ? [] : [[name, value]];
  });
}

function trimmed(texts: readonly string[] = []): readonly string[] {
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}

function linesOf(texts: readonly string[] = []): readonly string[] {
  return trimmed(texts.flatMap((text) => text.split("\n")));
}
