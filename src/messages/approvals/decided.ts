/** To who has just decided over a job, or would have. */
import type { ApprovalOutcome } from "../../domain/approval/approval.ts";
import type { Job } from "../../domain/job/job.ts";
import { notAcceptedWords } from "../job/not-accepted-words.ts";
import { type Stopper, stateClause } from "../job/state-words.ts";
import { isPausedSentence, type PauseView, whenAndWhom } from "../people/pause-words.ts";
import { personName } from "../people/people.ts";
import { bullets, buttons, message, paragraph, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { type Prose, say, sentence, withCode } from "../text/prose.ts";
import { denyStep, detailsStep } from "./approval-steps.ts";
import { askedName } from "./approval-words.ts";

type Approver = {
  ownerName: string;
  stopperName?: string;
  /** What is approved waits for the end of this. */
  paused?: PauseView | undefined;
};

/** Where it was withdrawn before AWS had it, that is what became of it. */
export function youApproved(job: Job, { ownerName, stopperName = ownerName, paused }: Approver): Message {
  const outcome = job.approval?.outcome;
  const such =
    outcome?.kind === "approved" && outcome.standsUntilMs !== undefined
      ? say` Such jobs of ${personName(ownerName)} need no question ${moment(outcome.standsUntilMs, "until")}.`
      : undefined;
  const waits =
    paused !== undefined && isUnsent(job)
      ? say` ${isPausedSentence(paused)} ${whenAndWhom(paused)}`
      : undefined;
  return spoken(
    sentence(say`${becameOf(job, stopperName, waits !== undefined)}${waits}${such}`),
    buttons(detailsStep(job)),
  );
}

function isUnsent({ state, batchId }: Job): boolean {
  return state === "submitting" && batchId === undefined;
}

function becameOf(job: Job, stopperName: string, isPaused: boolean): Prose {
  const approved = say`You approved ${askedName(job)}`;
  if (isPaused) return say`${approved}; nothing of it is sent to AWS before submitting goes on.`;
  if (job.approval?.together !== undefined)
    return say`${approved}; they are sent to AWS one after the other, as they were asked for.`;
  if (job.state === "rejected")
    return say`${approved}, but AWS did not accept it, so nothing runs.${whyNot(job)}`;
  if (job.state === "stopped" && job.batchId === undefined)
    return say`${approved}, but ${personName(stopperName)} withdrew it before it was sent: nothing runs.`;
  return say`${approved}; it is sent to AWS as it was asked for.`;
}

function whyNot(job: Job): Prose | undefined {
  return job.rejection && say` ${notAcceptedWords(job, job.rejection)}`;
}

export function youDenied(job: Job, { ownerName }: { ownerName: string }): Message {
  return spoken(
    say`You did not approve ${askedName(job)}. ${personName(ownerName)} is told why in its thread.`,
    buttons(detailsStep(job)),
  );
}

/** Somebody was first, or it was taken back. */
export function decidedBefore(job: Job, people: Stopper): Message {
  const outcome = job.approval?.outcome;
  const was =
    outcome === undefined
      ? say`${askedName(job)} waits for nobody's yes: it ${stateClause(job, people)}`
      : say`Nothing was changed: ${askedName(job)} ${before(outcome, people)}`;
  return spoken(sentence(was), buttons(detailsStep(job)));
}

function before(outcome: ApprovalOutcome, { deciderName = "" }: Stopper): Prose {
  const who = personName(deciderName);
  switch (outcome.kind) {
    case "approved":
      return say`has been approved by ${who} already, ${moment(outcome.atMs, "decided")}`;
    case "standing":
      return say`needed no question: ${who} has approved such jobs`;
    case "denied":
      return say`has been refused by ${who} already, ${moment(outcome.atMs, "decided")}`;
    case "withdrawn":
      return say`has been withdrawn by ${who} already`;
    case "expired":
      return say`was answered by nobody in time`;
  }
}

/** What was asked for can not be sent any more as it is. */
export function cannotApprove(job: Job, problems: readonly string[]): Message {
  const head = say`${askedName(job)} cannot be sent as it was asked for, so nothing was decided; it still waits.`;
  const list = bullets(problems.map(withCode), 6_000);
  return message(
    say`${head} ${sentence(withCode(problems.join(" ")))}`,
    paragraph(head),
    ...list.blocks,
    buttons(denyStep(job), detailsStep(job)),
  );
}
