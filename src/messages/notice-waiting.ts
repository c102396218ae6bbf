import type { Job } from "../domain/job.ts";
import type { Notice } from "../domain/notice.ts";
import { explainBlocked } from "../domain/waiting.ts";
import { buttons, message, paragraph, quiet } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import type { NoticeView } from "./notice-view.ts";
import { mention } from "./people.ts";
import { quoted, say, sentence, withCode } from "./prose.ts";

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
