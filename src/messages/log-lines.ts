import type { DraftId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { isEnded } from "../domain/job-state.ts";
import { buttons, message, paragraph, preformatted, quiet } from "./block.ts";
import { manyLines } from "./clean-text.ts";
import { cut } from "./cut.ts";
import { failedWords, onCard } from "./failed-words.ts";
import { fitLines } from "./fit-lines.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import { lineClock } from "./line-clock.ts";
import { liveSteps } from "./live-steps.ts";
import type { Message } from "./message.ts";
import { counted } from "./numbers.ts";
import { childWords } from "./old-index-words.ts";
import { code, joined, type Prose, say } from "./prose.ts";

export type LogLines = {
  job: Job;
  /** Counts from 1. */
  attempt?: { number: number; of: number };
  index?: number;
  /** Of a multi-node job. */
  node?: number;
  /** Nobody has said which index: it is one that failed, of these. */
  oneOf?: Job;
  /** Which end of the log, or the lines that match. */
  part: { kind: "last" } | { kind: "first" } | { kind: "matching"; pattern: string };
  /** Oldest first; cleaned and masked. */
  lines: readonly { atMs: number; text: string }[];
  /** Values hidden among these lines. */
  masked: number;
  /** AWS has forgotten the job, and with it what of its environment is secret. */
  ownSecretsUnknown?: true;
  /** The log was not read to its end: a time or size limit was met. */
  truncated?: true;
  /** The next lines in the same direction. */
  more?: DraftId;
  /** IANA name of the reader's zone; UTC when absent. */
  zone?: string;
};

/** Room for the lines in a block, and for them in the sentence that is read out. */
const roomInBlocks = 9500;
const roomInText = 2500;
const longestLine = 1000;

export function logLines(log: LogLines): Message {
  if (log.lines.length === 0) return noLines(log);
  const keep = log.part.kind === "first" ? "first" : "last";
  const clock = lineClock(log.lines, log.zone ?? "UTC");
  const lines = log.lines.map((line) => logLine(line, clock));
  const box = fitLines(lines, { keep, maxLength: roomInBlocks });
  const spokenLines = fitLines(lines, { keep, maxLength: roomInText });
  const head = headline(log, box.shown);
  return message(
    [...head, ...say`:\n`, { kind: "text", text: spokenLines.text }],
    paragraph(head),
    preformatted(box.text),
    quiet(joined(footnotes(log, box.shown), " · ")),
    steps(log),
  );
}

export function logLine(
  { atMs, text }: { atMs: number; text: string },
  clock: (atMs: number) => string,
): string {
  return `${clock(atMs)}  ${cut(oneLogLine(text), longestLine)}`;
}

function headline({ part, lines, ...log }: LogLines, shown: number): Prose {
  if (part.kind !== "matching") {
    return say`The ${part.kind} ${shown === 1 ? "line" : counted(shown, "line")} of ${theLog(log)}`;
  }
  return say`${counted(lines.length, "line")} of ${theLog(log)} that match ${code(part.pattern, 200)}`;
}

/** `the log of align-NA12878 (index 17, attempt 1 of 3)` */
function theLog({ job, index, node, attempt }: LogOf): Prose {
  const words = [
    node === undefined ? undefined : say`node ${String(node)}`,
    index === undefined ? undefined : say`${childWords(job, index)}`,
    attempt === undefined || attempt.of <= 1 ? undefined : say`attempt ${attempt.number} of ${attempt.of}`,
  ];
  const which = joined(words, ", ");
  return say`the log of ${jobName(job)}${which.length > 0 ? say` (${which})` : undefined}`;
}

type LogOf = Pick<LogLines, "job" | "index" | "node" | "attempt">;

function footnotes(
  { oneOf, lines, masked, ownSecretsUnknown, truncated, zone }: LogLines,
  shown: number,
): (Prose | undefined)[] {
  const left = lines.length - shown;
  return [
    say`Times in ${zone ?? "UTC"}`,
    left > 0 ? say`${counted(left, "line")} did not fit` : undefined,
    masked > 0 ? say`${counted(masked, "value")} masked as possible secrets` : undefined,
    ownSecretsUnknown
      ? say`AWS has forgotten this job, so secrets of its own environment may stand here`
      : undefined,
    truncated ? say`The log was not read to its end` : undefined,
    oneOf && say`Failed: ${failedWords(oneOf, onCard)}`,
    say`Only you see this`,
  ];
}

function noLines(log: LogLines): Message {
  const { part, truncated, job } = log;
  const prose =
    part.kind === "matching"
      ? say`No line of ${theLog(log)} matches ${code(part.pattern, 200)}${truncated ? " so far; it was not read to its end" : ""}.`
      : say`There is nothing in ${theLog(log)}${isEnded(job.state) ? "" : " so far"}.`;
  return message(prose, paragraph(prose), steps(log));
}

const moreLabels = { last: "Earlier lines", first: "Later lines", matching: "Search on" };

function steps({ job, part, more, index, node }: LogLines) {
  const again = isEnded(job.state) ? undefined : { ...jobStep("logs", job), label: "Newest lines" };
  const next = more && { verb: "logs", step: "more", label: moreLabels[part.kind], value: more };
  const live = index === undefined && node === undefined ? liveSteps(job) : [];
  return buttons(next, again, ...live, jobStep("status", job));
}

function oneLogLine(text: string): string {
  return manyLines(text).replaceAll("\n", " ").trimEnd();
}
