import type { Job } from "../../domain/job/job.ts";
import type { Decided } from "../../domain/telling/notice.ts";
import { notAcceptedWords } from "../job/not-accepted-words.ts";
import type { NoticeView } from "../job/notice-view.ts";
import { mention, personName } from "../people/people.ts";
import { buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { joined, type Prose, quoted, say, sentence } from "../text/prose.ts";
import { detailsStep } from "./approval-steps.ts";
import { askedName } from "./approval-words.ts";

/** For the owner: the yes or no that their job waited for. */
export function decidedNotice(notice: Decided, job: Job, view: NoticeView): Message {
  const prose = joined(
    [view.mention ? mention(view.ownerId) : undefined, sentence(became(notice, job, view))],
    " ",
  );
  return message(prose, paragraph(prose), buttons(detailsStep(job)));
}

function became({ outcome, rejection }: Decided, job: Job, { deciderName = "", place }: NoticeView): Prose {
  const who = personName(deciderName);
  if (rejection !== undefined) {
    const why = place === "own" ? say` ${notAcceptedWords(job, rejection)}` : undefined;
    return say`${askedName(job)} was approved by ${who}, but AWS did not accept it, so nothing runs.${why}`;
  }
  switch (outcome.kind) {
    case "approved":
    case "standing":
      return say`${askedName(job)} was approved by ${who} and is on its way to AWS`;
    case "denied":
      return say`${askedName(job)} was not approved by ${who}, so nothing runs: ${quoted(outcome.reason)}`;
    case "withdrawn":
      return say`${askedName(job)} was withdrawn by ${who}`;
    case "expired":
      return say`${askedName(job)} was answered by nobody in time, so nothing runs. Ask a manager of ${job.pi}, and submit it again`;
  }
}
