import type { Job } from "../../domain/job/job.ts";
import type { WholeLog } from "../../domain/logs/whole-log.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { code, say } from "../text/prose.ts";
import { stopStep } from "./whole-log-progress.ts";
import { logOf } from "./whole-log-words.ts";

/** Said where it was asked for. */
export function wholeLogBegun(job: Job, log: WholeLog): Message {
  return spoken(
    say`The whole log of ${logOf(job, log)} comes to your direct messages as the file ${code(log.fileName)}. A large one takes some minutes.`,
    buttons(stopStep(log.id)),
  );
}

/** `whose`: which limit is met. */
export function tooManyWholeLogs({ whose, count }: { whose: "yours" | "all"; count: number }): Message {
  return spoken(
    whose === "yours"
      ? say`${counted(count, "whole log")} of yours ${count === 1 ? "is" : "are"} on the way already, and no more are sent at a time. Ask again when one has come, or stop one.`
      : say`${counted(count, "whole log")} are on the way to people here, and no more are sent at a time. Ask again in some minutes.`,
  );
}
