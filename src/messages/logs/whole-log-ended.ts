import type { Job } from "../../domain/job/job.ts";
import type { WholeLog, WholeLogFailure } from "../../domain/logs/whole-log.ts";
import { jobStep } from "../job/job-steps.ts";
import { buttons, spoken } from "../text/block.ts";
import { consoleButton } from "../text/button.ts";
import type { Message } from "../text/message.ts";
import { type Prose, say } from "../text/prose.ts";
import { logOf } from "./whole-log-words.ts";

export function wholeLogStopped(job: Job, log: WholeLog): Message {
  return spoken(
    say`The whole log of ${logOf(job, log)} is not sent: you have stopped it.`,
    buttons(jobStep("logs", job)),
  );
}

/** The press came when the file was there, or there was nothing to stop any more. */
export function wholeLogOver(): Message {
  return spoken(say`There is nothing to stop any more: that log has come, or will not.`);
}

/** There is no file, and why. */
export function wholeLogFailed(
  { job, log, consoleLink }: { job: Job; log: WholeLog; consoleLink?: string },
  why: WholeLogFailure,
): Message {
  const elsewhere = inConsole.has(why) ? consoleButton(consoleLink) : undefined;
  return spoken(
    say`I could not send the whole log of ${logOf(job, log)}: ${reasons[why]}`,
    why === "no access" ? undefined : buttons(jobStep("logs", job), elsewhere),
  );
}

const reasons: Record<WholeLogFailure, Prose> = {
  gone: say`it is gone. AWS keeps logs only for a time.`,
  empty: say`there is nothing in it.`,
  aws: say`AWS has not given it to me. Try again later.`,
  slack: say`Slack has not taken it for a while. Try again later.`,
  "not taken": say`Slack takes no such file from me here. An admin can see why in my log.`,
  "no access": say`you are not of its lab any more.`,
  "no room": say`there is no room for it where I run. An admin can see more in my log.`,
};

/** Of what may be found there all the same. */
const inConsole: ReadonlySet<WholeLogFailure> = new Set(["aws", "slack", "not taken", "no room"]);
