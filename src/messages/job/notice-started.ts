import type { Job } from "../../domain/job/job.ts";
import type { Started } from "../../domain/telling/notice.ts";
import { message, paragraph } from "../text/block.ts";
import { durationWords } from "../text/duration.ts";
import type { Message } from "../text/message.ts";
import { type Prose, say } from "../text/prose.ts";
import { jobName } from "./job-words.ts";

export function startedNotice(notice: Started, job: Job): Message {
  if (notice.isStep) return stepNotice(notice, job);
  const rest = say`${waited(notice)}${attempt(notice)}.${notice.promisesCall ? " I'll mention the owner when it ends." : ""}`;
  return message(say`${jobName(job)} started${rest}`, paragraph(say`Started${rest}`));
}

/** For who wants to hear of each step. */
function stepNotice({ attempt, maxAttempts, isStarting }: Started, job: Job): Message {
  const of = maxAttempts > 1 ? say` (attempt ${attempt} of ${maxAttempts})` : undefined;
  if (isStarting)
    return message(
      say`${jobName(job)} has a machine and is starting${of}.`,
      paragraph(say`It has a machine and is starting${of}.`),
    );
  return message(say`${jobName(job)} runs again${of}.`, paragraph(say`It runs again${of}.`));
}

function waited({ waitedMs }: Started): string {
  return waitedMs === undefined ? "" : ` after ${durationWords(waitedMs)} in the queue`;
}

function attempt({ attempt, maxAttempts }: Started): Prose {
  return maxAttempts > 1 ? say` (attempt ${attempt} of ${maxAttempts})` : [];
}
