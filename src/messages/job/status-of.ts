/** The card, more fully, with AWS's own words: for who asks, privately. */

import type { Failure } from "../../domain/failure/failure-cause.ts";
import { type Attempt, decidingContainer } from "../../domain/job/attempt.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { liveSteps } from "../logs/live-steps.ts";
import { bullets, buttons, message, paragraph, quiet, roomBeside } from "../text/block.ts";
import { consoleButton } from "../text/button.ts";
import { durationWords } from "../text/duration.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import type { NextStep } from "../text/next-step.ts";
import { bold, code, joined, type Prose, say, sentence, withCode } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { logsOfChildren } from "./array-ending.ts";
import { inFull } from "./failed-words.ts";
import { type CardView, cardLines, cardSentence } from "./job-card.ts";
import { jobStep, jobSteps } from "./job-steps.ts";
import { commandLine, parameterLine } from "./job-words.ts";

export type StatusView = Omit<CardView, "place"> & {
  failure?: Failure;
  /** AWS could not be asked just now; what is shown is the last that was heard. */
  stale?: true;
  /** The job is a child of an array or a node: the buttons of the whole would mean all of it. */
  isMember?: true;
};

export function statusOf(job: Job, view: StatusView): Message {
  const card: CardView = { ...view, place: "own", failedRoom: inFull };
  const why = view.failure && explanation(view.failure);
  const above = [
    ...cardLines(job, card),
    ...(why ? [paragraph(why)] : []),
    paragraph(joined(details(job), "\n")),
  ];
  const attempts = bullets(attemptLines(job), roomBeside(above));
  return message(
    joined([cardSentence(job, card), why], " "),
    above,
    ...attempts.blocks,
    attempts.left > 0 ? quiet(say`${attempts.left} more attempts are not shown.`) : undefined,
    quiet(asOf(job, view)),
    view.isMember === undefined
      ? undefined
      : quiet(say`Its log: ${typed(`logs ${job.batchId ?? job.name}`)}`),
    logsOfChildren(job),
    buttons(...(view.isMember === undefined ? steps(job, view) : []), consoleButton(view.consoleLink)),
  );
}

function explanation({ what, advice }: Failure): Prose {
  const why = sentence(say`Why: ${withCode(what)}`);
  return advice === undefined ? why : say`${why} ${sentence(withCode(advice))}`;
}

function details(job: Job): Prose[] {
  const { facts, batchId } = job;
  const head = facts?.head;
  const reason = head?.statusReason;
  const command = commandLine(job);
  const parameters = parameterLine(job);
  const rows: (Prose | undefined)[] = [
    head && row("Status in AWS", joined([[code(head.status)], reason ? say`${reason}` : undefined], " ")),
    batchId === undefined ? undefined : row("Job id", [code(batchId)]),
    row("Name in AWS", [code(job.jobName)]),
    times(job),
    stream(job),
    command === undefined ? undefined : row("Command", [code(command, 600)]),
    parameters === undefined ? undefined : row("Parameters", [code(parameters, 600)]),
    head?.image === undefined ? undefined : row("Image", [code(head.image, 300)]),
    row("Account and region", say`${job.account}, ${job.region}`),
  ];
  return rows.filter((line) => line !== undefined);
}

function row(label: string, value: Prose): Prose {
  return [bold(label), ...say` `, ...value];
}

function times({ facts }: Job): Prose | undefined {
  const { startedAtMs, stoppedAtMs } = facts?.head ?? {};
  const both = joined(
    [
      startedAtMs === undefined ? undefined : [moment(startedAtMs, "started")],
      stoppedAtMs === undefined ? undefined : [moment(stoppedAtMs, "ended")],
    ],
    ", ",
  );
  return both.length === 0 ? undefined : row("Times", both);
}

function stream({ facts }: Job): Prose | undefined {
  const last = facts?.attempts.at(-1);
  const name = facts?.head.current?.logStream ?? (last && decidingContainer(last)?.logStream);
  return name === undefined ? undefined : row("Log stream", [code(name)]);
}

function attemptLines({ facts }: Job): Prose[] {
  return (facts?.attempts ?? []).map((attempt, index) => say`Attempt ${index + 1}: ${attemptWords(attempt)}`);
}

function attemptWords(attempt: Attempt): Prose {
  const { startedAtMs, stoppedAtMs, statusReason } = attempt;
  const container = decidingContainer(attempt);
  const ran = startedAtMs === undefined || stoppedAtMs === undefined ? undefined : stoppedAtMs - startedAtMs;
  const words = joined(
    [
      ran === undefined ? undefined : say`ran ${durationWords(ran)}`,
      container?.exitCode === undefined ? undefined : say`exit code ${container.exitCode}`,
      container?.reason ? say`${container.reason}` : undefined,
      statusReason ? say`${statusReason}` : undefined,
    ],
    " · ",
  );
  return words.length === 0 ? say`no details from AWS` : words;
}

function asOf({ facts }: Job, { stale }: StatusView): Prose {
  const heard = facts === undefined ? undefined : say` ${moment(facts.head.observedAtMs, "as of")}`;
  if (stale) return say`AWS could not be asked just now.${heard && say` This is what it said${heard}.`}`;
  return heard === undefined ? say`AWS has not reported on this job yet.` : say`What AWS says${heard}.`;
}

function refresh(job: Job) {
  return isEnded(job.state) ? undefined : { ...jobStep("status", job), label: "Look again" };
}

function steps(job: Job, { retriesFailed }: StatusView): (NextStep | undefined)[] {
  const fitting = jobSteps(job, { leftOut: ["status"], retriesFailed });
  return [...fitting, ...liveSteps(job), refresh(job), showHere(job)];
}

/** For everybody in the channel where it was asked: the job's card, as that channel may see it. */
function showHere(job: Job): NextStep {
  return { verb: "status", step: "here", label: "Show here", value: job.id };
}
