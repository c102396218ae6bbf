/** A submission that was written for something else: JSON, a line of the AWS CLI, a call of boto3. */

import type { PiName } from "../../domain/ids.ts";
import { nameInLab } from "../../domain/people/lab-arn.ts";
import type { Pi } from "../../domain/people/pi.ts";
import type { OnlyInDocuments } from "../../domain/submission/submit-request.ts";
import { mistakes as mistakesMessage } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import type { Grammar, MessageOfSomebody } from "../command.ts";
import { behindVerb, render } from "../render.ts";
import type { Request } from "../request.ts";
import { saveLine } from "../typing/line-draft.ts";
import { parse } from "../typing/parse.ts";
import { code, quote } from "../typing/quote.ts";
import { fromSlack } from "../typing/slack-text.ts";
import { type DocumentInput, documentInput } from "./document/document-input.ts";
import { type FoundDocument, findDocument, findInMessage } from "./document/find-document.ts";
import { readDocument, type SubmitDocument } from "./document/read-document.ts";
import { documentOf } from "./document-of-message.ts";
import { submitEach } from "./submit-batch.ts";
import { besideIn, findTable, submitFoundTable } from "./submit-message-table.ts";
import {
  besideWhole,
  checkEach,
  type SubmitInput,
  submitGrammar,
  type submitOptions,
} from "./submit-options.ts";
import { submitWish } from "./submit-wish.ts";

export function isDocument(text: string): boolean {
  return findDocument(fromSlack(text)) !== undefined;
}

/** What stands in a message, or is attached to it. Another's words are shown first: nobody runs them unread. */
export async function submitMessage(request: Request, message: MessageOfSomebody): Promise<Answer> {
  const read = await documentOf(request, message);
  if ("mistake" in read) return notRight(request, { mistakes: [read.mistake] });
  // A table is always shown before it is sent.
  if (read.kind === "csv" || read.kind === "tsv")
    return submitFoundTable(request, { text: read.text, beside: besideIn(fromSlack(message.text)) });
  const found = findInMessage(read.text);
  const table = found === undefined ? findTable(read.text) : undefined;
  if (table !== undefined) return submitFoundTable(request, table);
  if (found === undefined) return notRight(request, { mistakes: [nothingIn(read.name)] });
  const isOwn = message.author === request.member.id;
  return submitFound(request, isOwn ? found : { ...found, isOthers: true });
}

function nothingIn(name: string | undefined): string {
  const where = name === undefined ? "in that message" : `in ${code(name)}`;
  return `I find no job ${where}: it takes the JSON of \`aws batch submit-job --cli-input-json\`, an \`aws batch submit-job …\` line, a call of \`submit_job\` or a table with a job in each row, in a code block or as an attached file.`;
}

/** `text`: behind the verb, as Slack sent it. */
export async function submitTyped(request: Request, text: string): Promise<Answer> {
  const found = findDocument(fromSlack(text));
  if (found === undefined) throw new Error("There is no document in the text");
  return submitFound(request, found);
}

export async function submitFound(request: Request, found: FoundDocument): Promise<Answer> {
  const read = understand(found);
  if ("mistakes" in read) return notRight(request, read);
  const { document, typed, region } = read;
  const chosen = await choosePi(request, {
    named: typed.pi as PiName | undefined,
    verb: "submit",
    lineFor: (pi) => lineOf(behindVerb(render(besideDocument, { ...typed, pi })), document),
  });
  if ("answer" in chosen) return chosen.answer;
  const placed = inLab(chosen.pi, read.input, region);
  if (placed.mistakes.length > 0) return notRight(request, { mistakes: placed.mistakes });
  const submitAll = placed.input.each.length > 0 ? submitEach : submitWish;
  return submitAll(request, chosen.pi, { input: placed.input, more: read.more, said: read.said });
}

export type Understood = {
  document: SubmitDocument;
  /** What stands beside it. */
  typed: SubmitInput;
  /** Both together. */
  input: SubmitInput;
  more: OnlyInDocuments;
  said: readonly string[];
  region?: string;
};

/** `corrected`: the whole as it would have been right, where every mistake has a known correction; `line`: the same, for us. */
export type NotUnderstood = { mistakes: readonly string[]; corrected?: string; line?: string };

/** The document and the options beside it, or all that is wrong with them. Pure. */
export function understand(found: FoundDocument): Understood | NotUnderstood {
  const { document, region, ...reading } = readDocument(found);
  const asked = [found.options, ...reading.own.map(quote)].join(" ").trim();
  const beside = parse(besideDocument, asked);
  const isReadable = reading.mistakes.length === 0 || reading.corrected !== undefined;
  const read = isReadable ? documentInput(document) : nothingRead;
  const besideMistakes = beside.ok ? [] : beside.mistakes.map(({ what }) => what);
  const cannotRepeat = beside.ok && beside.input.each.length > 0 ? eachOf(read) : [];
  const mistakes = [...reading.mistakes, ...read.mistakes, ...besideMistakes, ...cannotRepeat];
  if (!beside.ok || mistakes.length > 0) {
    const options = beside.ok ? asked : beside.corrected?.replace(/^\/\S+\s+\S+\s*/, "");
    if (options === undefined || read.mistakes.length + cannotRepeat.length > 0 || !isReadable)
      return { mistakes };
    const shown = found.isOthers === true ? withDryRun(options) : options;
    const whole = ["/batch submit", shown, reading.corrected ?? found.text].filter(Boolean);
    return { mistakes, corrected: whole.join(" "), line: lineOf(shown, document) };
  }
  const dryRun = beside.input.dryRun || found.isOthers === true;
  const typed: SubmitInput = { ...beside.input, dryRun, command: undefined };
  const input = { ...read.input, ...overlaid(read, typed) } as SubmitInput;
  if (input.jobdef === undefined)
    return {
      mistakes: [
        `${code("jobDefinition")} is missing: say what to run, such as ${code('"jobDefinition": "align:14"')}.`,
      ],
    };
  return {
    document,
    typed,
    input,
    more: moreOf(read, typed),
    said: [...reading.said, ...beside.said],
    ...(region === undefined ? {} : { region }),
  };
}

/** Rows are made of options. */
function eachOf({ more }: DocumentInput): string[] {
  const [first] = Object.keys(more);
  return first === undefined
    ? []
    : [
        `\`--each\` repeats what options can say, and the document says more (${code(onlyInDocuments[first] ?? first)}): leave that out, or submit it once for each value, without \`--each\`.`,
      ];
}

const onlyInDocuments: Readonly<Record<string, string>> = {
  container: "containerOverrides",
  retryRules: "retryStrategy.evaluateOnExit",
};

function withDryRun(options: string): string {
  const beside = parse(besideDocument, options);
  return beside.ok && beside.input.dryRun ? options : `${options} --dry-run`.trim();
}

const nothingRead: DocumentInput = { input: {}, more: {}, mistakes: [] };

/** What may stand beside a document: all options; what they say counts in place of what it says. */
const besideDocument: Grammar<Record<never, never>, typeof submitOptions> = {
  ...submitGrammar,
  args: {},
  check: ({ each, like, recipe }) => [...checkEach(each), ...besideWhole({ like, recipe }, "the document")],
};

async function notRight(request: Request, { mistakes, corrected, line }: NotUnderstood): Promise<Answer> {
  const said = { verb: "submit", mistakes: mistakes.map((what) => ({ what })) };
  if (corrected === undefined || line === undefined) return toMe(mistakesMessage(said));
  const draft = await saveLine(request, "corrected", { verb: "submit", text: line });
  return toMe(mistakesMessage({ ...said, corrected, draft }));
}

/** The document as a line of ours: it is read once more, as if Slack had sent it. */
function lineOf(options: string, document: SubmitDocument): string {
  const json = JSON.stringify(document).replace(
    /[<>&]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${options} ${json}`.trim();
}

/** Options beside the document, over what it says. */
function overlaid({ input }: DocumentInput, typed: SubmitInput): Partial<SubmitInput> {
  const given = Object.entries(typed).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    env: { ...input.env, ...typed.env },
    param: { ...input.param, ...typed.param },
    tag: { ...input.tag, ...typed.tag },
    dependsOn: [...(input.dependsOn ?? []), ...typed.dependsOn],
  };
}

function moreOf({ more }: DocumentInput, { attempts, retryOn }: SubmitInput): DocumentInput["more"] {
  const { retryRules, ...rest } = more;
  return attempts === undefined && retryOn === undefined ? more : rest;
}

function inLab(
  pi: Pi,
  input: SubmitInput,
  region: string | undefined,
): { input: SubmitInput; mistakes: readonly string[] } {
  const queue = input.queue === undefined ? undefined : nameInLab(input.queue, "job-queue", pi);
  const jobdef = input.jobdef === undefined ? undefined : nameInLab(input.jobdef, "job-definition", pi);
  const elsewhere =
    region === undefined || region === pi.region
      ? []
      : [`\`--region ${region}\`: ${pi.name} works in ${pi.region}; leave it out, or write that.`];
  const mistakes = [queue, jobdef].flatMap((one) =>
    one !== undefined && "mistake" in one ? [one.mistake] : [],
  );
  return {
    input: {
      ...input,
      ...(queue !== undefined && "name" in queue ? { queue: queue.name } : {}),
      ...(jobdef !== undefined && "name" in jobdef ? { jobdef: jobdef.name } : {}),
    },
    mistakes: [...elsewhere, ...mistakes],
  };
}
