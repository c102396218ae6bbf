/** All of what a manager is asked to say yes to: in answer to them alone, or as a file where that is too long. */
import { withoutEnvironment } from "../domain/hidden-values.ts";
import {
  allThatWaits,
  allThatWaitsComment,
  allThatWaitsSent,
  fitsMessage,
} from "../messages/all-that-waits.ts";
import { type Answer, toMe } from "./answer.ts";
import type { StepTarget } from "./command.ts";
import { waitingJob, wasDecided } from "./decide-approval.ts";
import type { Request } from "./request.ts";

export async function showAll(request: Request, { value }: StepTarget): Promise<Answer> {
  const found = await waitingJob(request, { kind: "id", id: value });
  if ("answer" in found) return found.answer;
  const { job } = found;
  const waiting = await request.services.store.approvals.get(job.id);
  if (waiting?.asked === undefined) return wasDecided(request, job);
  const json = JSON.stringify(withoutEnvironment(waiting.asked.request), null, 2);
  if (fitsMessage(job, json)) return toMe(allThatWaits(job, json));
  return {
    kind: "file",
    file: { name: `${job.jobName}.json`, title: `What ${job.jobName} would run`, content: `${json}\n` },
    comment: allThatWaitsComment(job),
    said: allThatWaitsSent(job),
    instead: allThatWaits(job, json),
  };
}
