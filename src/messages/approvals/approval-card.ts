/** A manager's yes is wanted. Closed, it says what it was answered and by whom. */
import type { Approval, ApprovalOutcome } from "../../domain/approval/approval.ts";
import type { Job } from "../../domain/job/job.ts";
import type { ApprovalRound } from "../../domain/telling/notice.ts";
import type { Place } from "../../domain/telling/place.ts";
import { jobSize } from "../job/job-words.ts";
import { personName } from "../people/people.ts";
import { someNames } from "../submit/batch-words.ts";
import { runsBlocks } from "../submit/what-runs-words.ts";
import { buttons, message, paragraph, quiet } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { code, joined, type Prose, quoted, say, sentence } from "../text/prose.ts";
import { approveStep, denyStep, showAllStep, standingStep } from "./approval-steps.ts";
import { approvalWords, askedName, mostUse, mostUseOfAll } from "./approval-words.ts";

export type ApprovalView = {
  /** Of many, all those that are asked for: the job is the whole of them. */
  rows?: readonly Job[];
  place: Place;
  ownerName: string;
  round: ApprovalRound;
  outcome?: ApprovalOutcome;
  deciderName?: string;
};

export function approvalCard(job: Job, view: ApprovalView): Message {
  const { outcome, place, ownerName } = view;
  const whose = say`${askedName(job)} of ${personName(ownerName)} for ${job.pi}`;
  if (outcome !== undefined) return closed(whose, job, view);
  const approval: Approval = job.approval ?? { needs: [], reason: "" };
  const head = say`${whose} ${waits(view.round)}`;
  const why = place === "own" ? approvalWords(job, approval) : undefined;
  const runs = place === "own" ? runsBlocks(job) : undefined;
  const rows = approval.together === undefined ? undefined : view.rows;
  const most = rows === undefined ? mostUse(job) : mostUseOfAll(rows);
  const which = place === "own" && rows !== undefined ? whichRows(rows, approval) : undefined;
  return message(
    joined([sentence(head), why && sentence(why), most], " "),
    paragraph(joined([head, why, most], "\n")),
    quiet(facts(job, place)),
    which && paragraph(which),
    ...(runs?.blocks ?? []),
    buttons(
      approveStep(job),
      standingStep(job, ownerName),
      denyStep(job),
      rows !== undefined || runs?.isWhole === false ? showAllStep(job) : undefined,
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

/** `align-NA1, align-NA2, … align-NA20: they differ in sample.` and what the first of them runs stands below. */
function whichRows(rows: readonly Job[], { together }: Approval): Prose {
  const names = someNames(rows.map(({ name }) => name));
  const differ = together?.differ ?? [];
  const shown = differ.slice(0, 8).map((name) => say`${code(name, 60)}`);
  const more = differ.length > shown.length ? say` and ${differ.length - shown.length} more` : undefined;
  const how =
    differ.length === 0
      ? say`They are all alike but for their names.`
      : say`They differ in ${joined(shown, ", ")}${more}.`;
  return say`${names}\n${how} The first of them runs:`;
}

/** As it was asked for, whatever AWS has made of it since. */
function facts(job: Job, place: Place): Prose {
  const size = jobSize({ asked: job.asked });
  return joined(
    [
      place === "own" ? say`queue ${job.queue}` : undefined,
      place === "own" ? say`${job.definition}` : undefined,
      job.approval?.together === undefined ? size : say`${size} in all`,
      [moment(job.approval?.askedAtMs ?? job.submittedAtMs, "asked")],
    ],
    " · ",
  );
}
