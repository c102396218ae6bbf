import type { SubmissionId } from "../../domain/ids.ts";
import { yesTakenBack } from "../../messages/approvals/approval-list.ts";
import { jobNotFound } from "../../messages/job/job-not-found.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import { findJob } from "../looking/find-job.ts";
import type { Request } from "../request.ts";

/** A yes that stands for such jobs stands no more; what was sent by it goes on. */
export async function takeBack(request: Request, { value }: StepTarget): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const found = await findJob(request, { ref: { kind: "id", id: value }, action: "approve", several: "ask" });
  if ("answer" in found) return found.answer;
  const { job } = found;
  const id = job.id as SubmissionId;
  const was = await services.store.transaction(async (tables) => {
    const stood = await tables.approvals.takeBack(id, job.pi);
    if (stood)
      await tables.audit.append({
        atMs: nowMs,
        member: member.id,
        via: invocation.via,
        verb: "approve",
        pi: job.pi,
        job: id,
        outcome: "done",
        detail: { decision: "standing yes taken back", owner: job.owner },
      });
    return stood;
  });
  const ownerName = await services.nameOf(job.owner, job.hutchnet);
  return toMe(job.approval === undefined ? jobNotFound(job.name) : yesTakenBack(job, { ownerName, was }));
}
