import type { Job } from "../../domain/job/job.ts";
import { logPriceOf, logPriceUsd } from "../../domain/logs/log-cost.ts";
import type { Logged } from "../../domain/telling/notice.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { dollars } from "../text/money.ts";
import { grouped } from "../text/numbers.ts";
import { say } from "../text/prose.ts";

/** Told once, after the end: what is written is paid for whether anybody reads it or not. */
export function loggedNotice({ bytes, oneOf }: Logged, job: Job): Message {
  const usd = logPriceUsd(bytes, job.facts?.head.logs?.region ?? job.region);
  const price =
    usd === undefined
      ? undefined
      : say` CloudWatch takes about ${dollars(usd)} for that: an estimate from AWS's list price of ${logPriceOf.month}.`;
  const how =
    oneOf === undefined
      ? say`, as far as a few looks at it can tell`
      : say`, if all ${grouped(oneOf)} logs are like the one I looked at`;
  const rest = say`wrote at least ${gigabytes(bytes)} of log${how}.${price} Progress bars and debug output are the usual reason; fewer lines cost less, and are found sooner.`;
  return message(
    say`${jobName(job)} ${rest}`,
    paragraph(say`This job ${rest}`),
    buttons(jobStep("logs", job)),
  );
}

function gigabytes(bytes: number): string {
  const gb = bytes / 1e9;
  return `${gb < 10 ? gb.toFixed(1) : grouped(Math.round(gb))} GB`;
}
