import type { Job } from "../domain/job.ts";
import type { Notice } from "../domain/notice.ts";
import { buttons, message, paragraph } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say, sentence, withCode } from "./prose.ts";

/** Only where somebody has to act; a job that merely waits its turn says so on its card. */
export function waitingNotice({ reason }: Extract<Notice, { kind: "waiting" }>, job: Job): Message {
  const rest = sentence(say`cannot start as it is: ${withCode(reason)}`);
  return message(
    say`${jobName(job)} ${rest}`,
    paragraph(say`This job ${rest}`),
    buttons(jobStep("cancel", job), jobStep("status", job)),
  );
}
