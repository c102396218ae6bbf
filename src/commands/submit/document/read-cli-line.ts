/** A pasted `aws batch submit-job …` line as the document it stands for. */
import { nearest } from "../../../domain/nearest.ts";
import { cliOption } from "../../../domain/submission/submit-line.ts";
import { code } from "../../typing/quote.ts";
import { asTyped } from "./as-typed.ts";
import { type CliOption, cutCliWords } from "./cut-cli-words.ts";
import { globalOptions } from "./global-options.ts";
import { isObject } from "./is-object.ts";
import { readJson } from "./read-json.ts";
import { right, type ValueReading, wrong } from "./reading.ts";
import type { Shape } from "./shape.ts";
import { shellWords } from "./shell-words.ts";
import { readShorthand } from "./shorthand.ts";
import { submitShape } from "./submit-shape.ts";

export type CliReading = ValueReading & {
  /** What becomes of the options of the AWS CLI itself. */
  said: readonly string[];
  /** Where the line says the job shall run. */
  region?: string;
  /** Our own options among the line's, as typed. */
  own: readonly string[];
};

export function readCliLine(line: string): CliReading {
  const { words, mistakes, behind } = shellWords(line);
  const cut = cutCliWords(words);
  const known = cut.options.map((option) => ({ option, unknown: unknownOption(option) }));
  const options = known.map(({ option, unknown }) =>
    unknown !== undefined && "meant" in unknown ? unknown.meant : option,
  );
  const given = options.filter((option) => fieldOf(option.name) !== undefined);
  const base = options.find(({ name }) => name === "--cli-input-json");
  const document = base === undefined ? right({}) : readInput(base);
  const fields = given.map((option) => ({ option, reading: readOption(option) }));
  const readings = [document, ...fields.map(({ reading }) => reading)];
  const others = [...mistakes, ...cut.mistakes, ...givenTwice(given), ...options.flatMap(refusedOption)];
  const region = options.find(({ name }) => name === "--region")?.values[0];
  return {
    value: {
      ...(isObject(document.value) ? document.value : {}),
      ...Object.fromEntries(fields.map(({ option, reading }) => [fieldOf(option.name), reading.value])),
    },
    mistakes: [
      ...others,
      ...cut.ours,
      ...known.flatMap(({ unknown }) => unknown?.mistake ?? []),
      ...readings.flatMap((reading) => reading.mistakes),
    ],
    isMended:
      others.length === 0 &&
      known.every(({ unknown }) => unknown === undefined || "meant" in unknown) &&
      readings.every((reading) => reading.isMended),
    said: [
      ...options.flatMap(({ name, values }) => globalOptions[name]?.said?.(values.join(" ")) ?? []),
      ...(behind === undefined ? [] : [`what follows the command (${code(behind)}) is not run`]),
    ],
    ...(region === undefined ? {} : { region }),
    own: cut.own,
  };
}

const fieldsByOption: ReadonlyMap<string, string> = new Map(
  Object.keys(submitShape.fields).map((field) => [cliOption(field), field]),
);

function fieldOf(option: string): string | undefined {
  return fieldsByOption.get(option) ?? fieldsByOption.get(option.replace(/^--no-/, "--"));
}

function readInput({ values }: CliOption): ValueReading {
  const [text = ""] = values;
  return fileMistake("--cli-input-json", text) ?? readJson(text);
}

function readOption({ name, values }: CliOption): ValueReading {
  const field = fieldOf(name) ?? "";
  const shape = submitShape.fields[field] as Shape;
  if (shape.kind === "flag") return flagValue(name, values);
  const [only = "", ...more] = values;
  if (values.length === 0) return wrong(`${code(name)} needs a value${example(field)}.`);
  const file = values.map((value) => fileMistake(name, value)).find((mistake) => mistake !== undefined);
  if (file !== undefined) return file;
  const isList = shape.kind === "list";
  if (more.length > 0 && !isList) return spilled(name, values);
  if (shape.kind === "text") return right(only);
  if (shape.kind === "number") return right(asTyped(shape, only));
  if (/^\s*[[{“]/.test(only)) return readJsonValue(name, only);
  return readShort({ name, values, shape, field });
}

function flagValue(name: string, values: readonly string[]): ValueReading {
  const [value] = values;
  if (value === undefined) return right(!name.startsWith("--no-"));
  return wrong(
    `${code(`${name} ${value}`)}: this option is only switched on, or off with ${code(name.replace("--", "--no-"))}, and takes no value.`,
  );
}

function readJsonValue(name: string, text: string): ValueReading {
  const reading = readJson(text);
  return { ...reading, mistakes: reading.mistakes.map((what) => `${code(name)}: ${what}`) };
}

function readShort({
  name,
  values,
  shape,
  field,
}: {
  name: string;
  values: readonly string[];
  shape: Shape;
  field: string;
}): ValueReading {
  const read = values.map((value) => ({ value, short: readShorthand(value, shape) }));
  const bad = read.flatMap(({ value, short }) => ("value" in short ? [] : [{ value, ...short }]));
  if (bad.length > 0) {
    return wrong(
      ...bad.map(
        ({ value, at, why }) =>
          `${code(`${name} ${value}`)} cannot be read at ${at >= value.length ? "its end" : code(value.slice(at))}: ${why}${example(field).replace(/^, such as/, "; an example is")}.`,
      ),
    );
  }
  const found = read.flatMap(({ short }) => ("value" in short ? [short.value] : []));
  return right(asTyped(shape, shape.kind === "list" ? found.flat() : found[0]));
}

/** `--parameters a=1 b=2`, where a comma joins the two. */
function spilled(name: string, values: readonly string[]): ValueReading {
  const what = `${code(`${name} ${values[0] ?? ""}`)} ends at the space, and ${code(values.slice(1).join(" "))} belongs to no option`;
  if (!values.every((value) => /^[\w.-]+=/.test(value)))
    return wrong(
      `${what}: a text with spaces goes in quotes, a command into ${code("--container-overrides command=echo,hello")}.`,
    );
  const together = values.join(",");
  const reading = readOption({ name, values: [together] });
  return {
    ...reading,
    mistakes: [`${what}; did you mean ${code(`${name} ${together}`)}?`, ...reading.mistakes],
  };
}

/** Files of a person's machine are not here. */
function fileMistake(name: string, value: string): ValueReading | undefined {
  const [, file] = /^fileb?:\/\/(.*)$/.exec(value) ?? [];
  return file === undefined ? undefined : wrong(`${code(`${name} ${value}`)}: ${howToAttach(file)}`);
}

export function howToAttach(file: string): string {
  const named = file.split("/").at(-1) || "job.json";
  return `the file is on your machine, and I cannot read it from here. Attach ${code(named)} to a message here and choose *Submit this job* in that message's menu (⋯), or paste what is in it: ${code("/batch submit {…}")}.`;
}

function givenTwice(options: readonly CliOption[]): string[] {
  const names = options.map(({ name }) => name);
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
    (name) => `${code(name)} is given more than once: keep one.`,
  );
}

function refusedOption({ name }: CliOption): string[] {
  const refused = globalOptions[name]?.refused;
  return refused === undefined ? [] : [`${code(name)} ${refused}.`];
}

function unknownOption({
  name,
  values,
}: CliOption): { meant: CliOption; mistake: string } | { mistake: string } | undefined {
  if (globalOptions[name] !== undefined || fieldOf(name) !== undefined) return undefined;
  const meant = alsoCalled[name] ?? nearest(name, fieldsByOption.keys());
  const none = `\`aws batch submit-job\` has no option ${code(name)}`;
  if (meant === undefined)
    return { mistake: `${none}. It takes ${[...fieldsByOption.keys()].map(code).join(", ")}.` };
  const option = { name: meant, values };
  return { meant: option, mistake: `${none}; did you mean ${code([meant, ...values].join(" "))}?` };
}

const alsoCalled: Readonly<Record<string, string>> = {
  "--name": "--job-name",
  "--jobname": "--job-name",
  "--jobdef": "--job-definition",
  "--definition": "--job-definition",
};

function example(field: string): string {
  const text = examples[field];
  return text === undefined ? "" : `, such as ${code(`${cliOption(field)} ${text}`)}`;
}

const examples: Readonly<Record<string, string>> = {
  jobName: "align-NA12878",
  jobQueue: "default",
  jobDefinition: "align:14",
  arrayProperties: "size=100",
  dependsOn: "jobId=3fa9c1d2-…",
  parameters: "sample=NA12878,mode=full",
  containerOverrides: "command=echo,hello",
  retryStrategy: "attempts=3",
  timeout: "attemptDurationSeconds=3600",
  tags: "project=x",
};
