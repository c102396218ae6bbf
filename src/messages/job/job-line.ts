import { type Job, shortId } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { ranForMs } from "../../domain/job/job-times.ts";
import { durationWords } from "../text/duration.ts";
import { moment } from "../text/moment.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { jobId, jobName } from "./job-words.ts";
import { stateWord } from "./state-words.ts";

/** One job in a list: name, state, short id, whose, when. */
export function jobLine(job: Job, ownerName?: string): Prose {
  const ended = isEnded(job.state) ? ranForMs(job) : undefined;
  const state = ended === undefined ? stateWord(job) : `${stateWord(job)} after ${durationWords(ended)}`;
  const owner = ownerName === undefined ? undefined : say`${ownerName}`;
  return joined(
    [say`${jobName(job)} ${state}`, jobId(job), owner, [moment(job.submittedAtMs, "submitted")]],
    " · ",
  );
}

export function shortIdOrName(job: Job): string {
  return job.batchId === undefined ? job.name : shortId(job.batchId);
}
