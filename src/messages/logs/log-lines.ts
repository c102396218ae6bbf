import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { shortenLine } from "../../domain/logs/log-text.ts";
import { failedWords, onCard } from "../job/failed-words.ts";
import { jobStep } from "../job/job-steps.ts";
import { answerSteps } from "../people/answer-steps.ts";
import { shareStep } from "../sharing/share-step.ts";
import { buttons, message, paragraph, preformatted, quiet } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";
import { fitLines } from "./fit-lines.ts";
import { lineClock } from "./line-clock.ts";
import { liveSteps } from "./live-steps.ts";
import {
  isFromHead,
  type LogCut,
  type LogOf,
  type LogPart,
  lookedWords,
  theLog,
  timesWords,
  whyCut,
} from "./log-words.ts";
import { maskedNote } from "./masked-words.ts";

/** Cleaned and masked. */
export type ShownLine = {
  atMs: number;
  text: string;
  /** Found by a search; the others are its surroundings. */
  matched?: true;
  /** Where what was found stands in a long line. */
  foundAt?: number;
  /** Lines between this and the one above were left out. */
  afterGap?: true;
};

export type LogLines = LogOf & {
  /** Nobody has said which index: it is one that failed, of these. */
  oneOf?: Job;
  part: LogPart;
  /** It goes on from where an earlier answer ended. */
  further?: true;
  /** Oldest first. */
  lines: readonly ShownLine[];
  /** Of a search, without the lines around them. */
  matches?: number;
  /** Values hidden among these lines. */
  masked: number;
  /** AWS has forgotten the job, and with it what of its environment is secret. */
  ownSecretsUnknown?: true;
  cut?: LogCut;
  /** The next lines in the same direction. */
  more?: DraftId;
  /** Shares these very lines. */
  share?: DraftId;
  /** The same once more: to be kept, or all of it. */
  again?: DraftId;
  /** IANA name of the reader's zone; UTC when absent. */
  zone?: string;
};

/** Room for the lines in a block, and for them in the sentence that is read out. */
const roomInBlocks = 9500;
const roomInText = 2500;
/** A long line is whole where all fit so. */
const wholeLine = 3000;
const longestLine = 500;

export function logLines(log: LogLines): Message {
  if (log.lines.length === 0) return noLines(log);
  const box = boxOf(log);
  const spokenLines = fitLines(written(log, longestLine), { keep: endOf(log), maxLength: roomInText });
  const head = headline(log, box.shown);
  return message(
    [...head, ...say`:\n`, { kind: "text", text: spokenLines.text }],
    paragraph(head),
    preformatted(box.text),
    quiet(joined(footnotes(log, box.shown), " · ")),
    steps(log),
  );
}

/** How many of the lines have room: from the end of the log that was asked for. */
export function linesThatFit(log: LogLines): number {
  return boxOf(log).shown;
}

export function logLine(
  { atMs, text, foundAt }: ShownLine,
  clock: (atMs: number) => string,
  longest: number = longestLine,
): string {
  return `${clock(atMs)}  ${shortenLine(oneLogLine(text), longest, foundAt)}`;
}

function boxOf(log: LogLines) {
  const fitting = { keep: endOf(log), maxLength: roomInBlocks } as const;
  const whole = fitLines(written(log, wholeLine), fitting);
  return whole.shown === log.lines.length ? whole : fitLines(written(log, longestLine), fitting);
}

function written({ lines, zone = "UTC" }: LogLines, longest: number): string[] {
  const clock = lineClock(lines, zone);
  const hasContext =
    lines.some(({ matched }) => matched !== undefined) && lines.some(({ matched }) => !matched);
  if (!hasContext) return lines.map((line) => logLine(line, clock, longest));
  return lines.map((line) => {
    const gap = line.afterGap ? "--\n" : "";
    return `${gap}${line.matched ? ">" : " "} ${logLine(line, clock, longest)}`;
  });
}

function endOf({ part }: LogLines): "first" | "last" {
  return isFromHead(part) ? "first" : "last";
}

function headline({ part, lines, matches = lines.length, further, ...log }: LogLines, shown: number): Prose {
  if (part.kind === "matching") {
    const count = counted(matches, `${further ? "further " : ""}line`);
    return say`${count} of ${theLog(log)} that ${matches === 1 ? "matches" : "match"} ${code(part.pattern, 200)}`;
  }
  if (further)
    return say`${counted(shown, part.kind === "first" ? "later line" : "earlier line")} of ${theLog(log)}`;
  return say`The ${part.kind} ${shown === 1 ? "line" : counted(shown, "line")} of ${theLog(log)}`;
}

function footnotes(log: LogLines, shown: number): (Prose | undefined)[] {
  const { oneOf, lines, masked, ownSecretsUnknown, cut, part, container, zone = "UTC" } = log;
  const left = lines.length - shown;
  const times = timesWords(part, zone);
  return [
    say`Times in ${zone}`,
    times === undefined ? undefined : say`Lines ${times}`,
    left > 0 ? say`${counted(left, "line")} did not fit` : undefined,
    maskedNote(masked),
    ownSecretsUnknown && unknownSecrets(log),
    cut && say`${lookedWords(cut, part, zone)}; ${whyCut[cut.why]}`,
    container && otherContainers(container.others),
    oneOf && say`Failed: ${failedWords(oneOf, onCard)}`,
    say`Only you see this`,
  ];
}

function unknownSecrets({ job }: LogLines): Prose {
  return job === undefined
    ? say`I do not know which job wrote this, so secrets of its own environment may stand here`
    : say`AWS has forgotten this job, so secrets of its own environment may stand here`;
}

function otherContainers(others: readonly string[]): Prose | undefined {
  if (others.length === 0) return undefined;
  const names = joined(
    others.map((name) => say`${code(name, 100)}`),
    ", ",
  );
  return say`${code("--container")} shows ${names}`;
}

function noLines(log: LogLines): Message {
  const { part, cut, zone = "UTC" } = log;
  const times = timesWords(part, zone);
  const within = times === undefined ? undefined : say` ${times}`;
  const soFar = cut && say`: ${lookedWords(cut, part, zone)}, and ${whyCut[cut.why]}`;
  const prose = say`${nothing(log)}${within}${soFar}.`;
  return message(prose, paragraph(prose), steps(log));
}

function nothing(log: LogLines): Prose {
  const { part, further, cut, job } = log;
  if (part.kind === "matching") {
    const no = further ? "No further line" : "No line";
    return say`${no} of ${theLog(log)} matches ${code(part.pattern, 200)}${cut ? " so far" : ""}`;
  }
  if (further) return say`There is nothing ${part.kind === "first" ? "later" : "earlier"} in ${theLog(log)}`;
  const mayCome = cut !== undefined || (job !== undefined && !isEnded(job.state));
  return say`There is nothing in ${theLog(log)}${mayCome ? " so far" : ""}`;
}

const moreLabels = { last: "Earlier lines", first: "Later lines", matching: "Search on" };

function steps({ job, part, more, share, again: same }: LogLines) {
  const next = more && { verb: "logs", step: "more", label: moreLabels[part.kind], value: more };
  if (job === undefined) return buttons(next);
  const again = isEnded(job.state) ? undefined : { ...jobStep("logs", job), label: "Newest lines" };
  return buttons(
    next,
    again,
    shareStep(share),
    ...answerSteps(same),
    ...liveSteps(job),
    jobStep("status", job),
  );
}

function oneLogLine(text: string): string {
  return manyLines(text).replaceAll("\n", " ").trimEnd();
}
