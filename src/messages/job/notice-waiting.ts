import type { Job } from "../../domain/job/job.ts";
import { explainBlocked } from "../../domain/job/waiting.ts";
import type { Notice } from "../../domain/telling/notice.ts";
import { mention } from "../people/people.ts";
import { buttons, message, paragraph, quiet } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { quoted, say, sentence, withCode } from "../text/prose.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { NoticeView } from "./notice-view.ts";

/** Only where somebody has to act; a job that merely waits its turn says so on its card. */
export function waitingNotice(
  { reason }: Extract<Notice, { kind: "waiting" }>,
  job: Job,
  { place, mention: mayMention, ownerId }: NoticeView,
): Message {
  const own = place === "own";
  const { who, what, advice } = explainBlocked({
    statusReason: reason,
    size: job.asked.size,
    ...(own ? { queue: job.queue } : {}),
  });
  const rest = say`${sentence(say`cannot start as it is: ${withCode(what)}`)} ${sentence(withCode(advice))}`;
  // Only where it is the owner's turn.
  const call = mayMention && who === "you" ? say`${mention(ownerId)} ` : undefined;
  return message(
    say`${call}${jobName(job)} ${rest}`,
    paragraph(say`${call}${call === undefined ? "This" : "this"} job ${rest}`),
    own ? quiet(say`AWS says: ${quoted(reason)}`) : undefined,
    buttons(jobStep("cancel", job), jobStep("status", job), {
      verb: "ask",
      step: "about",
      label: "Ask the admins",
      value: job.id,
    }),
  );
}
