import type { Job } from "../../domain/job/job.ts";
import type { Gathered, WholeLog } from "../../domain/logs/whole-log.ts";
import { spoken } from "../text/block.ts";
import { bytesWords } from "../text/bytes.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { toText } from "../text/mrkdwn.ts";
import { counted } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { maskedWords } from "./masked-words.ts";
import { amountWords, logOf } from "./whole-log-words.ts";

export type WholeLogSent = {
  job: Job;
  log: WholeLog;
  gathered: Gathered;
  /** In the AWS console. */
  consoleLink?: string;
};

/** Beside the file. */
export function wholeLogComment(sent: WholeLogSent): string {
  const { job, log, gathered } = sent;
  const { masked, ownSecretsUnknown, missing } = gathered;
  return toText(
    joined(
      [
        say`The whole log of ${logOf(job, log)}: ${amountWords(gathered)}.`,
        masked === 0 ? undefined : say`${maskedWords(masked)}.`,
        ownSecretsUnknown &&
          say`AWS has forgotten this job, so secrets of its own environment may stand in it.`,
        missing === undefined
          ? undefined
          : say`${counted(missing, "stream")} of it ${missing === 1 ? "was" : "were"} not there.`,
        cutWords(sent),
      ],
      " ",
    ),
  );
}

/** What was told while it was gathered ends with this. */
export function wholeLogSent({ job, log, gathered }: WholeLogSent): Message {
  return spoken(say`The whole log of ${logOf(job, log)} is here as a file: ${amountWords(gathered)}.`);
}

function cutWords({ gathered: { cut, bytes }, consoleLink }: WholeLogSent): Prose | undefined {
  if (cut === undefined) return undefined;
  const upTo = cut.atMs === undefined ? undefined : say`, to what was written ${moment(cut.atMs, "until")}`;
  const why =
    cut.why === "size"
      ? say`The log is longer than a file can be: this is its beginning, ${bytesWords(bytes)}${upTo}.`
      : say`The log is so long that there was no time for all of it: this is its beginning${upTo}.`;
  const rest =
    consoleLink === undefined ? undefined : say` The rest: ${link(consoleLink, "open it in AWS")}.`;
  return [...why, ...(rest ?? [])];
}
