/** Intents before any deed: the sender finds them, or they wait for a manager's yes. */
import type { Approval } from "../../domain/approval/approval.ts";
import { askAtMs, type Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { savedSubmission } from "../../domain/submission/submission.ts";
import type { Tables } from "../../store/tables.ts";
import type { NeededApproval } from "../approvals/needed-approval.ts";
import type { Request } from "../request.ts";
import type { Prepared } from "./prepare-submission.ts";

export type Intent = Pick<Prepared, "job" | "request" | "wish">;

export function withApproval(job: Job, approval: Approval | undefined): Job {
  if (approval === undefined) return job;
  return { ...job, approval, ...(approval.outcome === undefined ? { state: "approval" } : {}) };
}

/** Those that wait for a yes are asked for under the first of them. `sendAtMs`: when the sender takes up the others. */
export async function saveIntents(
  tables: Tables,
  { services, nowMs }: Request,
  { intents, sendAtMs }: { intents: readonly Intent[]; sendAtMs: number },
): Promise<void> {
  for (const [at, { job, request, wish }] of intents.entries()) {
    await tables.jobs.add(job, askAtMs(job, nowMs, services.quietMs) ?? nowMs);
    if (job.state !== "approval") await tables.submissions.add(savedSubmission(job, request, sendAtMs));
    else
      await tables.approvals.add({
        job: job.id,
        pi: job.pi,
        asked: { request, wish },
        askedAtMs: nowMs,
        ...(at === 0 ? { dueAtMs: nowMs + limits.approvalRemindMs } : {}),
      });
  }
}

/** With its card, once its threads are saved; where an earlier yes is for it, that is kept on record. */
export async function askForYes(
  tables: Tables,
  { invocation, nowMs }: Request,
  { job, needed }: { job: Job; needed: NeededApproval },
): Promise<void> {
  const { people, channel, standing } = needed;
  if (standing !== undefined)
    return tables.audit.append({
      atMs: nowMs,
      member: job.owner,
      via: invocation.via,
      verb: "submit",
      pi: job.pi,
      job: job.id,
      outcome: "allowed",
      detail: { decision: "standing yes", by: standing.by, untilMs: standing.untilMs },
    });
  await tables.announce(job, nowMs);
  await tables.askManagers({ job, round: "first", people, channel }, nowMs);
}
