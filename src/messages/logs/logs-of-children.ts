/** A few lines of each of several children of an array: for who asks, privately. */
import type { KnownBlock } from "@slack/types";
import { indexOfChild } from "../../domain/array/children-named.ts";
import { rangesOf } from "../../domain/array/children-sum.ts";
import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { exitCode, jobName } from "../job/job-words.ts";
import { stateWord, withExitCode } from "../job/state-words.ts";
import { answerSteps } from "../people/answer-steps.ts";
import { childWords } from "../retrying/old-index-words.ts";
import { shareStep } from "../sharing/share-step.ts";
import { buttons, message, paragraph, preformatted, quiet } from "../text/block.ts";
import { cut, jsonLength } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { grouped } from "../text/numbers.ts";
import { bold, code, joined, type Prose, say, sentence } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { fitLines } from "./fit-lines.ts";
import { lineClock } from "./line-clock.ts";
import { type LogLines, logLine, type ShownLine } from "./log-lines.ts";
import { maskedNote } from "./masked-words.ts";

export type ChildLog = {
  index: number;
  /** The child as a job; absent where AWS does not tell of it now. */
  job?: Job;
  /** Oldest first; cleaned and masked. */
  lines: readonly ShownLine[];
  masked: number;
  /** Its log was not looked through as far as that would have been of use. */
  isCut?: true;
  /** Why there are none, where that is known. */
  none?: "not yet" | "never" | "gone" | "elsewhere";
};

export type LogsOfChildren = {
  /** The array. */
  job: Job;
  part: LogLines["part"];
  children: readonly ChildLog[];
  left?: Left;
  /** Shares these very lines. */
  share?: DraftId;
  /** The same once more: to be kept, or all of it. */
  again?: DraftId;
  /** IANA name of the reader's zone; UTC when absent. */
  zone?: string;
};

/** Asked for, and not looked at: only so many an answer. `line`, and its draft, go on with all of them, `next` at first. */
export type Left = { count: number; next: number; line: string; draft: DraftId };

/** Room for all their lines together. */
const roomInBlocks = 9000;
const longestLine = 500;
/** A search may find something in more than can be shown. */
const mostShown = 8;
const mostRanges = 24;

export function logsOfChildren({
  job,
  part,
  children,
  left,
  share,
  again,
  zone = "UTC",
}: LogsOfChildren): Message {
  const withLines = children.filter(({ lines }) => lines.length > 0);
  const shown = withLines.slice(0, mostShown);
  const isInVain = withLines.length === 0 && part.kind === "matching";
  const head =
    withLines.length === 0 ? nothing(job, part, children.length) : headline(job, part, withLines.length);
  const boxes = shown.flatMap((child) => box(child, { job, part, zone, room: roomInBlocks / shown.length }));
  const masked = shown.reduce((sum, child) => sum + child.masked, 0);
  const rest = [
    moreFound(job, withLines.slice(mostShown)),
    notToTheEnd(job, children),
    ...without(job, isInVain ? children.filter(({ none }) => none !== undefined) : children, part),
    left && notRead(left),
  ].filter((line) => line !== undefined);
  const notes = [
    shown.length > 0 ? say`Times in ${zone}` : undefined,
    maskedNote(masked),
    say`Only you see this`,
  ];
  return message(
    joined([sentence(head), ...rest.map(sentence)], " "),
    paragraph(sentence(head)),
    boxes,
    rest.length > 0 ? paragraph(joined(rest.map(sentence), "\n")) : undefined,
    quiet(joined(notes, " · ")),
    buttons(left && nextStep(left), shareStep(share), ...answerSteps(again), jobStep("status", job)),
  );
}

function headline(job: Job, part: LogsOfChildren["part"], found: number): Prose {
  if (part.kind === "matching")
    return say`Lines that match ${code(part.pattern, 200)} are in the logs of ${childrenOf(job, found)}`;
  return say`The ${part.kind} lines of the logs of ${childrenOf(job, found)}`;
}

function nothing(job: Job, part: LogsOfChildren["part"], looked: number): Prose {
  if (part.kind !== "matching") return say`There are no lines of ${childrenOf(job, looked)} to show`;
  return say`No line of the logs of ${childrenOf(job, looked)} matches ${code(part.pattern, 200)}`;
}

function childrenOf(job: Job, count: number): Prose {
  return say`${count === 1 ? "1 child" : `${grouped(count)} children`} of ${jobName(job)}`;
}

function headOf(job: Job, { index }: ChildLog): string {
  const words = childWords(job, index);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function box(
  child: ChildLog,
  { job, part, zone, room }: { job: Job; part: LogLines["part"]; zone: string; room: number },
): KnownBlock[] {
  const clock = lineClock(child.lines, zone);
  // One line of each fits whatever it holds.
  const lines = child.lines.map((line) => cut(logLine(line, clock), longestLine, jsonLength));
  const { text } = fitLines(lines, { keep: part.kind === "first" ? "first" : "last", maxLength: room });
  return [paragraph(say`${headOf(job, child)}${became(child)}`), preformatted(text)];
}

function became({ job }: ChildLog): string {
  return job === undefined ? "" : `: ${stateWord(job)}${withExitCode(exitCode(job))}`;
}

function moreFound(job: Job, further: readonly ChildLog[]): Prose | undefined {
  return further.length === 0 ? undefined : say`More were found in ${indexWords(job, further)}`;
}

function notToTheEnd(job: Job, children: readonly ChildLog[]): Prose | undefined {
  const those = children.filter(({ isCut }) => isCut);
  return those.length === 0
    ? undefined
    : say`Too long to look through at once, and worth asking for alone: index ${indexWords(job, those)}`;
}

/** Those that have shown nothing, by the reason. */
function without(array: Job, children: readonly ChildLog[], part: LogsOfChildren["part"]): Prose[] {
  const empty = children.filter(({ lines }) => lines.length === 0);
  return [...Map.groupBy(empty, (child) => whyNone(child, part))].map(
    ([why, those]) => say`${why}: index ${indexWords(array, those)}`,
  );
}

function whyNone({ job, none, isCut }: ChildLog, part: LogsOfChildren["part"]): string {
  if (none !== undefined) return reasons[none];
  if (job === undefined) return "AWS does not tell of them now";
  if (part.kind !== "matching") return "Nothing in the log";
  return isCut ? "No line matches so far" : "No line matches";
}

const reasons: Record<NonNullable<ChildLog["none"]>, string> = {
  "not yet": "No log yet",
  never: "No log, because the container never started",
  gone: "The log is gone: AWS keeps logs only for a time",
  elsewhere: "The log goes somewhere else than to CloudWatch",
};

function notRead({ count, next, line }: Left): Prose {
  const how = jsonLength(line) > longestLine ? [bold(nextLabel(next))] : [typed(line)];
  return say`${grouped(count)} more were not read; the next: ${how}`;
}

function nextStep({ next, draft }: Left): NextStep {
  return { verb: "logs", step: "next", label: nextLabel(next), value: draft };
}

function nextLabel(next: number): string {
  return `Next ${next}`;
}

function indexWords(array: Job, children: readonly ChildLog[]): string {
  const indexes = children.map(({ index }) => indexOfChild(array, index)).sort((a, b) => a - b);
  const ranges = rangesOf(indexes, mostRanges);
  const words = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  const told = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return `${words.join(", ")}${told < indexes.length ? ` and ${indexes.length - told} more` : ""}`;
}
