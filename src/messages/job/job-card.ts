/** The first message of a job's thread: true whenever it is read, however seldom it is edited. */
import type { KnownBlock } from "@slack/types";
import { oldIndexAt } from "../../domain/array/old-indexes.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { waitedForMs } from "../../domain/job/job-times.ts";
import { endsAboutMs, progressOf } from "../../domain/job/progress.ts";
import { explainBlocked } from "../../domain/job/waiting.ts";
import type { Place } from "../../domain/telling/place.ts";
import { approvalWords } from "../approvals/approval-words.ts";
import { liveSteps } from "../logs/live-steps.ts";
import { personName } from "../people/people.ts";
import { earlierLines } from "../retrying/earlier-jobs.ts";
import { indexWords } from "../retrying/old-index-words.ts";
import { muteStep, watchStep } from "../settings/watching.ts";
import { buttons, message, paragraph, quiet } from "../text/block.ts";
import { consoleButton, menu } from "../text/button.ts";
import { durationWords } from "../text/duration.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { code, joined, type Prose, quoted, say, sentence, withCode } from "../text/prose.ts";
import { ofAllWords, progressWords } from "./array-words.ts";
import { type FailedRoom, failedWords, onCard } from "./failed-words.ts";
import { jobSteps } from "./job-steps.ts";
import { attemptWords, commandLine, jobId, jobName, jobSize, parameterLine } from "./job-words.ts";
import { notAcceptedWords } from "./not-accepted-words.ts";
import { type Stopper, stateClause } from "./state-words.ts";

export type CardView = Stopper & {
  place: Place;
  consoleLink?: string;
  /** The lab lets children that failed run again by themselves. */
  retriesFailed?: boolean;
  /** How much is told of an array's failed children. */
  failedRoom?: FailedRoom;
  /** What came before it in its thread, newest first. */
  earlier?: readonly Job[];
};

export function jobCard(job: Job, view: CardView): Message {
  const own = view.place === "own";
  const what = own ? whatRuns(job) : undefined;
  const steps = buttons(
    ...jobSteps(job, { retriesFailed: view.retriesFailed }),
    own ? consoleButton(view.consoleLink) : undefined,
    menu(isEnded(job.state) ? [] : [...liveSteps(job), watchStep(job), muteStep(job)]),
  );
  return message(cardSentence(job, view), cardLines(job, view), what && quiet(what), steps);
}

/** For who hears the message read out, or sees it as a notification. */
export function cardSentence(job: Job, view: CardView): Prose {
  const lab = view.place === "own" ? say` for ${job.pi}` : undefined;
  const main = say`${jobName(job)} of ${personName(view.ownerName)}${lab} ${stateClause(job, view)}`;
  const counts = progressOf(job);
  const more = [counts && ofAllWords(counts), estimate(job, view), failures(job, view), hindrance(job, view)];
  return joined(
    [main, ...more].map((part) => part && sentence(part)),
    " ",
  );
}

/** Name and state; whose, where and how large; when, how long and which. */
export function cardLines(job: Job, view: CardView): KnownBlock[] {
  return [
    paragraph(
      joined(
        [headline(job, view), progress(job), estimate(job, view), failures(job, view), hindrance(job, view)],
        "\n",
      ),
    ),
    quiet(joined([whose(job, view), ...where(job, view), jobSize(job)], " · ")),
    quiet(
      joined(
        [submitted(job), waited(job), attemptWords(job), timeLimit(job), approvedBy(job, view), jobId(job)],
        " · ",
      ),
    ),
    ...[runsAgain(job), earlierLines(view.earlier ?? [], job.name)].flatMap((line) =>
      line ? [quiet(line)] : [],
    ),
  ];
}

function headline(job: Job, view: CardView): Prose {
  return say`${jobName(job)} ${stateClause(job, view)}`;
}

function progress(job: Job): Prose | undefined {
  const counted = progressOf(job);
  return counted === undefined ? undefined : progressWords(counted);
}

/** Said as a time, and as what follows from the pace: so it stays true until the card is edited again. */
function estimate(job: Job, { place }: CardView): Prose | undefined {
  const endsMs = place === "own" ? endsAboutMs(job) : undefined;
  return endsMs === undefined
    ? undefined
    : say`At the pace so far all will have ended ${moment(endsMs, "about")}.`;
}

function failures(job: Job, { place, failedRoom = onCard }: CardView): Prose | undefined {
  const which = place === "own" ? failedWords(job, failedRoom) : undefined;
  return which && say`Failed: ${which}`;
}

/** What stands in its way; AWS's own words may name what only the lab should read. */
function hindrance(job: Job, { place }: CardView): Prose | undefined {
  if (place === "elsewhere") return undefined;
  if (job.state === "approval" && job.approval) return approvalWords(job, job.approval);
  if (job.state === "rejected" && job.rejection) return notAcceptedWords(job, job.rejection);
  if (job.state === "waiting" && job.blocked) return waitsBecause(job, job.blocked.reason);
  const outside =
    job.state === "stopped" && job.stop === undefined ? job.facts?.head.statusReason : undefined;
  return outside ? say`AWS says: ${quoted(outside)}` : undefined;
}

function waitsBecause({ asked, queue }: Job, statusReason: string): Prose {
  const { who, what } = explainBlocked({ statusReason, size: asked.size, queue });
  return sentence(
    say`${who === "nobody" ? "It waits because" : "It cannot start as it is:"} ${withCode(what)}`,
  );
}

function whose(job: Job, { place, ownerName }: CardView): Prose {
  return place === "own" ? say`${personName(ownerName)} for ${job.pi}` : say`${personName(ownerName)}`;
}

function where(job: Job, { place }: CardView): Prose[] {
  return place === "own" ? [say`queue ${job.queue}`, say`${job.definition}`] : [];
}

/** Its failures are told by the indexes that people know; AWS counts from 0 anew. */
function runsAgain({ asked }: Job): Prose | undefined {
  const { oldIndexes: old, arraySize } = asked;
  if (old === undefined) return undefined;
  const which = say`Runs index ${indexWords(old, 24)} of the array of ${old.size} again`;
  return arraySize === undefined ? which : say`${which}: its child 0 is index ${oldIndexAt(old, 0)}`;
}

function submitted({ state, submittedAtMs }: Job): Prose {
  return [moment(submittedAtMs, state === "approval" ? "Asked" : "Submitted")];
}

function waited(job: Job): Prose | undefined {
  const ms = waitedForMs(job);
  return ms === undefined ? undefined : say`waited ${durationWords(ms)}`;
}

function timeLimit({ asked, facts }: Job): Prose | undefined {
  const seconds = facts?.head.timeoutSeconds ?? asked.timeoutSeconds;
  return seconds === undefined ? undefined : say`time limit ${durationWords(seconds * 1000)}`;
}

function approvedBy({ approval }: Job, { deciderName }: CardView): Prose | undefined {
  const kind = approval?.outcome?.kind;
  if (kind !== "approved" && kind !== "standing") return undefined;
  return say`approved by ${personName(deciderName ?? "")}${kind === "standing" ? " for such jobs" : ""}`;
}

function whatRuns(job: Job): Prose | undefined {
  const longest = 160;
  const command = commandLine(job);
  const parameters = parameterLine(job);
  const both = joined(
    [
      command === undefined ? undefined : say`Command ${code(command, longest)}`,
      parameters === undefined ? undefined : say`Parameters ${code(parameters, longest)}`,
    ],
    "\n",
  );
  return both.length === 0 ? undefined : both;
}
