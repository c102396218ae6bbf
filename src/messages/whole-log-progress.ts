import type { WholeLogId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Gathered, WholeLog } from "../domain/whole-log.ts";
import { buttons, spoken } from "./block.ts";
import type { Message } from "./message.ts";
import type { NextStep } from "./next-step.ts";
import { say } from "./prose.ts";
import { amountWords, logOf } from "./whole-log-words.ts";

/** In the direct messages, where the file will be. */
export function wholeLogProgress(job: Job, log: WholeLog, sofar: Gathered): Message {
  return spoken(
    say`I am gathering the whole log of ${logOf(job, log)}: ${amountWords(sofar)} so far.`,
    buttons(stopStep(log.id)),
  );
}

export function stopStep(value: WholeLogId): NextStep {
  return { verb: "logs", step: "stopfile", label: "Stop", value };
}
