/** To who has just decided over a job, or would have. */
import type { ApprovalOutcome } from "../domain/approval.ts";
import type { Job } from "../domain/job.ts";
import { denyStep } from "./approval-steps.ts";
import { bullets, buttons, message, paragraph, spoken } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { moment } from "./moment.ts";
import { personName } from "./people.ts";
import { type Prose, quoted, say, sentence, withCode } from "./prose.ts";
import { type Stopper, stateClause } from "./state-words.ts";

export function youApproved(job: Job, { ownerName }: { ownerName: string }): Message {
  const outcome = job.approval?.outcome;
  const such =
    outcome?.kind === "approved" && outcome.standsUntilMs !== undefined
      ? say` Such jobs of ${personName(ownerName)} need no question ${moment(outcome.standsUntilMs, "until")}.`
      : undefined;
  const sent =
    job.state === "rejected"
      ? say`You approved ${jobName(job)}, but AWS did not accept it: ${quoted(job.rejection ?? "")}`
      : say`You approved ${jobName(job)}; it is sent to AWS as it was asked for.${such}`;
  return spoken(sentence(sent), buttons(jobStep("status", job)));
}

export function youDenied(job: Job, { ownerName }: { ownerName: string }): Message {
  return spoken(
    say`You did not approve ${jobName(job)}. ${personName(ownerName)} is told why in its thread.`,
    buttons(jobStep("status", job)),
  );
}

/** Somebody was first, or it was taken back. */
export function decidedBefore(job: Job, people: Stopper): Message {
  const outcome = job.approval?.outcome;
  const was =
    outcome === undefined
      ? say`${jobName(job)} waits for nobody's yes: it ${stateClause(job, people)}`
      : say`Nothing was changed: ${jobName(job)} ${before(outcome, people)}`;
  return spoken(sentence(was), buttons(jobStep("status", job)));
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
  const head = say`${jobName(job)} cannot be sent as it was asked for, so nothing was decided; it still waits.`;
  const list = bullets(problems.map(withCode), 6_000);
  return message(
    say`${head} ${sentence(withCode(problems.join(" ")))}`,
    paragraph(head),
    ...list.blocks,
    buttons(denyStep(job), jobStep("status", job)),
  );
}
