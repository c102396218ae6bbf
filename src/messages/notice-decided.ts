import type { Job } from "../domain/job.ts";
import type { Decided } from "../domain/notice.ts";
import { buttons, message, paragraph } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import type { NoticeView } from "./notice-view.ts";
import { mention, personName } from "./people.ts";
import { joined, type Prose, quoted, say, sentence } from "./prose.ts";

/** For the owner: the yes or no that their job waited for. */
export function decidedNotice(notice: Decided, job: Job, view: NoticeView): Message {
  const prose = joined(
    [view.mention ? mention(view.ownerId) : undefined, sentence(became(notice, job, view))],
    " ",
  );
  return message(prose, paragraph(prose), buttons(jobStep("status", job)));
}

function became({ outcome, rejection }: Decided, job: Job, { deciderName = "", place }: NoticeView): Prose {
  const who = personName(deciderName);
  if (rejection !== undefined) {
    const why = place === "own" ? say` AWS says: ${quoted(rejection)}` : undefined;
    return say`${jobName(job)} was approved by ${who}, but AWS did not accept it, so nothing runs.${why}`;
  }
  switch (outcome.kind) {
    case "approved":
    case "standing":
      return say`${jobName(job)} was approved by ${who} and is on its way to AWS`;
    case "denied":
      return say`${jobName(job)} was not approved by ${who}, so nothing runs: ${quoted(outcome.reason)}`;
    case "withdrawn":
      return say`${jobName(job)} was withdrawn by ${who}`;
    case "expired":
      return say`${jobName(job)} was answered by nobody in time, so nothing runs. Ask a manager of ${job.pi}, and submit it again`;
  }
}
