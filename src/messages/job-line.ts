import { type Job, shortId } from "../domain/job.ts";
import { isEnded } from "../domain/job-state.ts";
import { ranForMs } from "../domain/job-times.ts";
import { durationWords } from "./duration.ts";
import { jobId, jobName } from "./job-words.ts";
import { moment } from "./moment.ts";
import { joined, type Prose, say } from "./prose.ts";
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
