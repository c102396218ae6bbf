import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { commandLine, jobName, jobSize, parameterLine } from "../job/job-words.ts";
import { buttons, message, paragraph, preformatted, quiet, roomBeside } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import { cut, jsonLength } from "../text/cut.ts";
import { durationWords } from "../text/duration.ts";
import type { Message } from "../text/message.ts";
import { grouped } from "../text/numbers.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";
import { type Estimate, estimateProse } from "./submit-estimate.ts";
import { understood } from "./understood.ts";

export type Preview = Pick<Job, "name" | "jobName" | "pi" | "queue" | "definition" | "asked"> & {
  said: readonly string[];
  /** The input of SubmitJob, indented. */
  json: string;
  /** The same as a line for the AWS CLI. */
  cliLine: string;
  estimate?: Estimate | undefined;
};

/** Exactly what would be sent, as a card, as a command line and as JSON. `step`: which of `submit` sends it. */
export function dryRun(preview: Preview, draft: DraftId, step = "confirm"): Message {
  const card = [
    paragraph(
      joined([say`${jobName(preview)} is ready; nothing was submitted yet`, ...previewLines(preview)], "\n"),
    ),
    ...(preview.estimate === undefined ? [] : [quiet(estimateProse(preview.estimate))]),
    ...understood(preview.said),
  ];
  const room = roomBeside(card);
  // Half a line is worth nothing in a shell; of JSON a part still tells something.
  const cli = shown(preview.cliLine, Math.floor(room * 0.9));
  const json = shown(preview.json, room - jsonLength(cli.text));
  return message(
    say`This is what would be sent for ${jobName(preview)} to queue ${preview.queue}; nothing was submitted yet.`,
    card,
    paragraph(say`As a line for the AWS CLI${cli.note}:`),
    preformatted(cli.text),
    paragraph(say`As JSON${json.note}:`),
    preformatted(json.text),
    buttons(
      { verb: "submit", step, label: "Submit", value: draft, style: "primary" },
      // What it holds beyond a line is not kept, so no form could be filled with it.
      step === "confirm" ? { verb: "submit", step: "edit", label: "Edit", value: draft } : undefined,
    ),
  );
}

/** What it is for, where it goes and what it runs. */
export function previewLines(preview: Preview): Prose[] {
  const { asked } = preview;
  const command = commandLine(preview);
  const parameters = parameterLine(preview);
  return [
    joined(
      [say`for ${preview.pi}`, say`queue ${preview.queue}`, say`${preview.definition}`, jobSize(preview)],
      " · ",
    ),
    say`Sent as ${code(preview.jobName)}`,
    command === undefined ? say`Command: the definition's own` : say`Command ${code(command, 300)}`,
    ...(parameters === undefined ? [] : [say`Parameters ${code(parameters, 300)}`]),
    joined([attempts(asked), timeLimit(asked)], " · "),
  ].filter((line) => line.length > 0);
}

function attempts({ attempts, retryOn }: Job["asked"]): Prose | undefined {
  if (attempts <= 1) return undefined;
  return say`up to ${attempts} attempts, ${again[retryOn ?? "any"]}`;
}

const again = {
  spot: "again only after a spot reclaim",
  any: "again after any failure",
  rules: "again as its own rules say",
} as const;

function timeLimit({ timeoutSeconds }: Job["asked"]): Prose | undefined {
  return timeoutSeconds === undefined ? undefined : say`time limit ${durationWords(timeoutSeconds * 1000)}`;
}

function shown(text: string, maxLength: number): { text: string; note: string } {
  const whole = manyLines(text).trim() || "{}";
  const part = cut(whole, maxLength, jsonLength);
  return {
    text: part,
    note: part === whole ? "" : `, the first ${grouped(part.length)} of ${grouped(whole.length)} characters`,
  };
}
