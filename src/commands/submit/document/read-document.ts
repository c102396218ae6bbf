/** A document of whatever language as SubmitJob's input, or all that is wrong with it at once. */

import { limits } from "../../../domain/limits.ts";
import { toCliOptions } from "../../../domain/submission/submit-line.ts";
import type { SubmitRequest } from "../../../domain/submission/submit-request.ts";
import { code } from "../../typing/quote.ts";
import type { FoundDocument } from "./find-document.ts";
import { isObject } from "./is-object.ts";
import { howToAttach, readCliLine } from "./read-cli-line.ts";
import { readJson } from "./read-json.ts";
import { findSubmitCalls } from "./read-python.ts";
import { readShape } from "./read-shape.ts";
import { type ValueReading, wrong } from "./reading.ts";
import { ruleMistakes } from "./submit-rules.ts";
import { submitShape } from "./submit-shape.ts";

/** SubmitJob's input as somebody wrote it. */
export type SubmitDocument = Partial<SubmitRequest>;

export type DocumentReading = {
  /** As it was meant, as far as that is known. */
  document: SubmitDocument;
  /** None: it can be submitted as it is. */
  mistakes: readonly string[];
  /** The document in its own language as it would have been right. */
  corrected?: string;
  said: readonly string[];
  region?: string;
  /** Options of ours that stood in it. */
  own: readonly string[];
};

export function readDocument({ kind, text }: Pick<FoundDocument, "kind" | "text">): DocumentReading {
  if (text.length > limits.documentChars)
    return nothing(
      `That is ${text.length.toLocaleString("en")} characters, and AWS takes a job of ${limits.submitPayloadBytes.toLocaleString("en")} bytes: put what is long into a file that the job reads.`,
    );
  const { said = [], own = [], region, ...read } = readIn(kind, text);
  const base = { said, own, ...(region === undefined ? {} : { region }) };
  const foreign = isObject(read.value) ? foreignKind(read.value) : notOne(read);
  if (foreign !== undefined || !isObject(read.value))
    return { ...nothing(...read.mistakes, ...(foreign === undefined ? [] : [foreign])), ...base };
  const shape = readShape(submitShape, read.value);
  const document = withoutIdlePriority(shape.value as SubmitDocument);
  // What could not be read may be what seems to be missing.
  const rules = read.isMended && shape.isMended ? ruleMistakes(document) : [];
  const mistakes = [...read.mistakes, ...shape.mistakes, ...rules];
  const isMended = mistakes.length > 0 && read.isMended && shape.isMended && rules.length === 0;
  return {
    ...base,
    document,
    mistakes,
    said: [...said, ...emptySaid(shape.leftEmpty)],
    ...(isMended ? { corrected: kind === "cli" ? toCliOptions(document) : JSON.stringify(document) } : {}),
  };
}

type Read = ValueReading & { said?: readonly string[]; own?: readonly string[]; region?: string };

function readIn(kind: FoundDocument["kind"], text: string): Read {
  switch (kind) {
    case "json":
      return readJson(text.trim().startsWith('"') ? `{${text}}` : text);
    case "cli":
      return readCliLine(text);
    case "boto3":
      return readCall(text);
    case "file":
      return wrong(`${code(text.trim())}: ${howToAttach(text.trim().replace(/^fileb?:\/\//, ""))}`);
  }
}

function readCall(text: string): Read {
  const calls = findSubmitCalls(text);
  const [call, another] = calls;
  if (call === undefined)
    return wrong("The call of `submit_job` cannot be read: is a bracket or a quote missing?");
  if (another !== undefined)
    return wrong(
      `There are ${calls.length} calls of \`submit_job\`, and one message makes one job: keep one of them.`,
    );
  if (call.repeatedBy !== undefined)
    return wrong(
      `\`submit_job\` stands in a \`${call.repeatedBy}\`, and nothing is run here: paste the call with the values of one job, or run many copies with \`--array\`.`,
    );
  return call.reading;
}

function nothing(...mistakes: readonly string[]): DocumentReading {
  return { document: {}, mistakes, said: [], own: [] };
}

function notOne({ value, mistakes }: Read): string | undefined {
  if (mistakes.length > 0) return undefined;
  if (Array.isArray(value))
    return `A job is one \`{…}\`, and this is a list of ${value.length}: submit them one by one.`;
  return "A job is written as `{…}` with the fields of `aws batch submit-job --cli-input-json`.";
}

/** What people copy from elsewhere, by what only that has. */
function foreignKind(value: Record<string, unknown>): string | undefined {
  const found = foreign.find(({ fields }) => fields.some((field) => field in value));
  return found === undefined || "jobDefinition" in value ? undefined : found.what;
}

const foreign: readonly { fields: readonly string[]; what: string }[] = [
  {
    fields: ["jobDefinitionName", "containerProperties", "jobDefinitions"],
    what: 'That is a job definition (`register-job-definition`), and a job only names one: `{"jobDefinition": "NAME", …}`.',
  },
  {
    fields: ["jobs", "jobArn", "jobSummaryList"],
    what: "That is AWS's answer about jobs, not a job to submit: `/batch submit` takes the input of `submit-job`, with `jobName`, `jobQueue` and `jobDefinition`.",
  },
  {
    fields: ["taskDefinition", "cluster"],
    what: "That is a task of Amazon ECS (`run-task`), and here jobs of AWS Batch are submitted, with `jobName`, `jobQueue` and `jobDefinition`.",
  },
  {
    fields: ["computeEnvironmentName", "jobQueueName", "computeEnvironmentOrder"],
    what: "That makes a queue or a compute environment, not a job; those who look after your AWS account do that.",
  },
];

/** A skeleton has a 0 there; where shares do not count, it says nothing. */
function withoutIdlePriority(document: SubmitDocument): SubmitDocument {
  const { schedulingPriorityOverride, ...rest } = document;
  return schedulingPriorityOverride === 0 && rest.shareIdentifier === undefined ? rest : document;
}

function emptySaid(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const shown = paths.slice(0, 8).map(code).join(", ");
  return [`left empty, so ignored: ${shown}${paths.length > 8 ? ` and ${paths.length - 8} more` : ""}`];
}
