import type { StandingYes } from "../../domain/approval/approval.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { jobName, jobSize } from "../job/job-words.ts";
import { sizeWords } from "../job/size.ts";
import { personName } from "../people/people.ts";
import { buttons, paragraph, row, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { counted } from "../text/numbers.ts";
import { joined, quoted, say } from "../text/prose.ts";
import { approveStep } from "./approval-steps.ts";
import { askedName } from "./approval-words.ts";

export type ListedYes = StandingYes & { id: SubmissionId; ownerName: string; byName: string };

export type WaitingList = {
  isManager: boolean;
  waiting: readonly { job: Job; ownerName: string }[];
  standing: readonly ListedYes[];
};

/** For a manager: what waits for them, and which yeses stand. */
export function waitingList({ isManager, waiting, standing }: WaitingList): Message {
  if (!isManager) return spoken(say`Nothing waits for you: jobs are approved by the managers of their lab.`);
  const head =
    waiting.length === 0
      ? say`No job waits for your yes.`
      : say`${counted(jobsOf(waiting), "job")} ${jobsOf(waiting) === 1 ? "waits" : "wait"} for your yes.`;
  return spoken(
    head,
    ...waiting.map(({ job, ownerName }, index) =>
      row(line(job, ownerName), { ...approveStep(job), nth: index + 1 }),
    ),
    standing.length === 0 ? undefined : paragraph(say`These are sent without asking:`),
    ...standing.map((yes, index) =>
      row(yesLine(yes), {
        verb: "approve",
        step: "takeback",
        nth: index + 1,
        label: "Take back",
        value: yes.id,
      }),
    ),
  );
}

/** Of many that are asked for together, each. */
function jobsOf(waiting: WaitingList["waiting"]): number {
  return waiting.reduce((sum, { job }) => sum + (job.approval?.together?.size ?? 1), 0);
}

function line(job: Job, ownerName: string) {
  const reason = job.approval?.reason.trim() ? quoted(job.approval.reason) : undefined;
  return joined(
    [
      say`${askedName(job)} of ${personName(ownerName)} for ${job.pi}`,
      joined([jobSize(job), [moment(job.submittedAtMs, "asked")], reason], " · "),
    ],
    "\n",
  );
}

function yesLine({ ownerName, byName, pi, definition, commands, untilMs, ...size }: ListedYes) {
  return say`${personName(ownerName)} for ${pi}: ${definition}${commands ? " with any command" : ""}, up to ${sizeWords(size)} in all, ${moment(untilMs, "until")} (by ${personName(byName)})`;
}

export function yesTakenBack(job: Job, { ownerName, was }: { ownerName: string; was: boolean }): Message {
  return spoken(
    was
      ? say`Taken back: jobs like ${jobName(job)} of ${personName(ownerName)} wait for a yes again. What was sent goes on.`
      : say`No yes stands for jobs like ${jobName(job)} of ${personName(ownerName)} any more.`,
    buttons({ verb: "approve", label: "What waits for me" }),
  );
}
