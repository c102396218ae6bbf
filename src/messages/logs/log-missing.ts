import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { limits } from "../../domain/limits.ts";
import { jobStep } from "../job/job-steps.ts";
import { memberName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { code, type Prose, say } from "../text/prose.ts";
import { logExpired } from "./log-expired.ts";
import { noLogYet } from "./no-log-yet.ts";

export type MissingLog = {
  /** What AWS does not have, of the two that name a log. */
  missing: "group" | "stream";
  group: string;
  nowMs: number;
};

/** The container started, and AWS has no log of it: not yet, no more, or none at all. */
export function logMissing(job: Job, { missing, group, nowMs }: MissingLog): Message {
  const endedAgoMs = nowMs - (job.facts?.head.stoppedAtMs ?? nowMs);
  if (!isEnded(job.state) || endedAgoMs < limits.logLinesMs) return noLogYet(job);
  if (missing === "group")
    return none(
      job,
      say`its log group ${code(group, 200)} is not there: it was deleted, or has never been made`,
    );
  // CloudWatch keeps a log for a day at least.
  return endedAgoMs < limits.logKeptMs
    ? none(job, say`it wrote nothing, or its log was deleted`)
    : logExpired(job);
}

function none(job: Job, why: Prose): Message {
  return spoken(say`There is no log of ${memberName(job)}: ${why}.`, buttons(jobStep("status", job)));
}
