/** A manager's yes is wanted. Closed, it says what it was answered and by whom. */
import type { ApprovalOutcome } from "../domain/approval.ts";
import type { Job } from "../domain/job.ts";
import type { ApprovalRound } from "../domain/notice.ts";
import type { Place } from "../domain/place.ts";
import { approveStep, denyStep, showAllStep, standingStep } from "./approval-steps.ts";
import { approvalWords, mostUse } from "./approval-words.ts";
import { buttons, message, paragraph, quiet } from "./block.ts";
import { jobName, jobSize } from "./job-words.ts";
import type { Message } from "./message.ts";
import { moment } from "./moment.ts";
import { personName } from "./people.ts";
import { joined, type Prose, quoted, say, sentence } from "./prose.ts";
import { runsBlocks } from "./what-runs-words.ts";

export type ApprovalView = {
  place: Place;
  ownerName: string;
  round: ApprovalRound;
  outcome?: ApprovalOutcome;
  deciderName?: string;
};

export function approvalCard(job: Job, view: ApprovalView): Message {
  const { outcome, place, ownerName } = view;
  const whose = say`${jobName(job)} of ${personName(ownerName)} for ${job.pi}`;
  if (outcome !== undefined) return closed(whose, job, view);
  const approval = job.approval ?? { needs: [], reason: "" };
  const head = say`${whose} ${waits(view.round)}`;
  const why = place === "own" ? approvalWords(job, approval) : undefined;
  const runs = place === "own" ? runsBlocks(job) : undefined;
  return message(
    joined([sentence(head), why && sentence(why), mostUse(job)], " "),
    paragraph(joined([head, why, mostUse(job)], "\n")),
    quiet(facts(job, place)),
    ...(runs?.blocks ?? []),
    buttons(
      approveStep(job),
      standingStep(job, ownerName),
      denyStep(job),
      runs?.isWhole === false ? showAllStep(job) : undefined,
    ),
  );
}

function waits(round: ApprovalRound): string {
  return {
    first: "waits for a yes",
    reminder: "still waits for a yes",
    admins: "waits for a yes, and no manager of the lab has answered yet",
  }[round];
}

/** Nothing is left to do. */
function closed(whose: Prose, job: Job, { outcome, place, deciderName = "" }: ApprovalView): Message {
  const who = personName(deciderName);
  const prose = say`${whose} ${outcome === undefined ? "" : became(outcome, who)}`;
  return message(sentence(prose), paragraph(sentence(prose)), quiet(facts(job, place)));
}

function became(outcome: ApprovalOutcome, who: string): Prose {
  switch (outcome.kind) {
    case "approved":
      return outcome.standsUntilMs === undefined
        ? say`was approved by ${who}, ${moment(outcome.atMs, "decided")}`
        : say`was approved by ${who}, ${moment(outcome.atMs, "decided")}, and so are such jobs ${moment(outcome.standsUntilMs, "until")}`;
    case "standing":
      return say`needed no question: ${who} has approved such jobs`;
    case "denied":
      return say`was not approved by ${who}, ${moment(outcome.atMs, "decided")}: ${quoted(outcome.reason)}`;
    case "withdrawn":
      return say`was withdrawn by ${who}, ${moment(outcome.atMs, "decided")}`;
    case "expired":
      return say`was answered by nobody in time, and is not sent`;
  }
}

function facts(job: Job, place: Place): Prose {
  return joined(
    [
      place === "own" ? say`queue ${job.queue}` : undefined,
      place === "own" ? say`${job.definition}` : undefined,
      jobSize(job),
      [moment(job.approval?.askedAtMs ?? job.submittedAtMs, "asked")],
    ],
    " · ",
  );
}
