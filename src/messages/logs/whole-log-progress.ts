import type { WholeLogId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { Gathered, WholeLog } from "../../domain/logs/whole-log.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { say } from "../text/prose.ts";
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
