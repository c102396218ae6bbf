import type { BatchId } from "../../domain/ids.ts";
import { familyOf } from "../../domain/job/family.ts";
import { type Job, shortId } from "../../domain/job/job.ts";
import { readJobDetail } from "../../domain/job/job-detail.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { isFinal } from "../../domain/job/report.ts";
import type { Pi } from "../../domain/people/pi.ts";
import type { GivenBefore } from "../../domain/submission/given-before.ts";
import type { Dependency } from "../kinds/dependency.ts";
import { describe } from "../looking/refresh-job.ts";
import type { Request } from "../request.ts";

export type DependenciesAgain = { dependsOn: readonly Dependency[]; said: string[]; mistakes: string[] };

type Of = { pi: Pi; job: Job; given: GivenBefore | undefined };

/**
 * What a job that is run again waits for: what it waited for has succeeded, or it would not have run. One that never ran
 * may have to wait for the same still, or for what came after it.
 */
export async function dependenciesAgain(
  request: Request,
  { job, given, pi }: Of,
): Promise<DependenciesAgain> {
  const all: DependenciesAgain = { dependsOn: [], said: [], mistakes: [] };
  const dependsOn: Dependency[] = [];
  // AWS never took some, and has forgotten others: then what they asked for is known here alone.
  for (const { jobId, type } of given?.dependsOn ?? job.asked.dependsOn ?? []) {
    if (jobId === undefined) {
      if (type === "SEQUENTIAL") dependsOn.push({ type });
      continue;
    }
    if ((job.facts?.attempts.length ?? 0) > 0) continue;
    const now = await standingOf(request, { pi, job, on: familyOf(jobId as BatchId).parent });
    if (now.kind === "goes on") {
      const isSame = now.batchId === familyOf(jobId as BatchId).parent;
      const { member } = familyOf(jobId as BatchId);
      const isOneChild = isSame && member?.kind === "child";
      const on = {
        kind: "id" as const,
        id: now.batchId,
        ...(isOneChild ? { indexes: [member.index] } : {}),
      };
      // Child by child only of the very same: of what came after it all is waited for.
      dependsOn.push(isSame && type !== undefined ? { on, type } : { on });
      if (!isSame)
        all.said.push(
          `it waits for \`${shortId(now.batchId)}\`, which runs \`${shortId(jobId as BatchId)}\` again`,
        );
    }
    if (now.kind === "not at AWS")
      all.mistakes.push(
        `This job waits for \`${shortId(jobId as BatchId)}\`, which is about to run again and is not at AWS yet${now.newest.state === "approval" ? ": it waits for a manager's yes" : ""}. Retry this one once that is on its way.`,
      );
    if (now.kind === "failed")
      all.mistakes.push(
        `This job waits for \`${shortId(now.batchId)}\`, which has not succeeded: retry that one first, and then this.`,
      );
  }
  return { ...all, dependsOn };
}

type Standing =
  | { kind: "done" }
  | { kind: "goes on" | "failed"; batchId: BatchId }
  /** Nothing can be tied to it before AWS has given it an id. */
  | { kind: "not at AWS"; newest: Job };

/** How what it waits for stands now, or what came after that. */
async function standingOf(
  request: Request,
  { pi, job, on }: { pi: Pi; job: Job; on: BatchId },
): Promise<Standing> {
  const { jobs } = request.services.store;
  const [known] = await jobs.byBatchIds(job.account, job.region, [on]);
  if (known === undefined || known.pi !== pi.name) return standingAtAws(request, job, on);
  const newest = (await jobs.newestOfChain(known)) ?? known;
  if (known.state === "succeeded" || newest.state === "succeeded") return { kind: "done" };
  if (isEnded(newest.state)) return { kind: "failed", batchId: newest.batchId ?? on };
  return newest.batchId === undefined
    ? { kind: "not at AWS", newest }
    : { kind: "goes on", batchId: newest.batchId };
}

/** One that AWS has forgotten ended long ago, and stands in nobody's way. */
async function standingAtAws(request: Request, job: Job, on: BatchId): Promise<Standing> {
  const answer = await describe(request, job, on);
  if (answer === undefined) return { kind: "done" };
  const { account, region } = job;
  const read =
    answer === "no answer"
      ? undefined
      : readJobDetail(answer.detail, { account, region, observedAtMs: request.nowMs });
  if (!read?.ok || !isFinal(read.report.status)) return { kind: "failed", batchId: on };
  return read.report.status === "SUCCEEDED" ? { kind: "done" } : { kind: "failed", batchId: on };
}
