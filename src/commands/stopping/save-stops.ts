/** Stops as they are saved, before AWS is asked. */
import { childStopIdOf } from "../../domain/derived-ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { type Stop, stopDueMs } from "../../domain/job/stop.ts";
import type { StopTarget } from "../../domain/job/stop-targets.ts";
import { limits } from "../../domain/limits.ts";
import type { Tables } from "../../store/tables.ts";
import { actorOf, type Request } from "../request.ts";

/** The job with its stop. */
export async function saveStop(request: Request, job: Job, reason: string): Promise<Job> {
  const [saved = job] = await saveStops(request, [{ job }], reason);
  return saved;
}

/** Some at a time, for others have their turn. */
export async function saveStops(
  request: Request,
  targets: readonly StopTarget[],
  reason: string,
): Promise<Job[]> {
  const saved: Job[] = [];
  // In the order in which everybody takes jobs, or two could wait for each other.
  const inOrder = targets.toSorted((a, b) => (a.job.id < b.job.id ? -1 : 1));
  for (let from = 0; from < inOrder.length; from += limits.jobsPerTake) {
    const some = inOrder.slice(from, from + limits.jobsPerTake);
    const jobs = await request.services.store.transaction(async (tables) => {
      const stopped: Job[] = [];
      for (const [at, { job }] of some.entries())
        stopped.push(
          await saveIn(request, tables, { job, stop: stopOf(request, job, { reason, nth: from + at }) }),
        );
      return stopped;
    });
    saved.push(...jobs);
  }
  return saved;
}

/** Somebody's stop that is under way stays: it has the same end. */
async function saveIn(
  request: Request,
  tables: Tables,
  { job, stop }: { job: Job; stop: Stop },
): Promise<Job> {
  const { services, nowMs } = request;
  const time = { nowMs, quietMs: services.quietMs };
  const before = (await tables.jobs.get(job.id)) ?? job;
  if (before.stop !== undefined || isEnded(before.state)) return before;
  if (before.state === "approval") return withdrawIn(request, tables, { job: before, stop });
  if (before.batchId === undefined) return takeBackIn(request, tables, { job: before, stop });
  const after: Job = { ...before, stop, version: before.version + 1 };
  await tables.recordJob({ before, after }, time);
  return after;
}

/** What AWS has certainly not taken is not sent any more; what is just being sent stays as it is. */
async function takeBackIn(
  { services, invocation, nowMs }: Request,
  tables: Tables,
  { job: before, stop }: { job: Job; stop: Stop },
): Promise<Job> {
  const job = await tables.withdrawSubmission({ job: before, stop }, { nowMs, quietMs: services.quietMs });
  if (job.stop === undefined) return job;
  await tables.audit.append({
    atMs: nowMs,
    member: stop.by,
    via: invocation.via,
    verb: invocation.verb,
    pi: job.pi,
    job: job.id,
    outcome: "done",
    detail: { reason: stop.reason },
  });
  return job;
}

/** What waits for a yes was never sent: it is taken back, and nobody is asked any more. */
async function withdrawIn(
  { services, invocation, nowMs }: Request,
  tables: Tables,
  { job, stop: { by, hutchnet, reason, atMs } }: { job: Job; stop: Stop },
): Promise<Job> {
  const outcome = { kind: "withdrawn", by, reason, atMs } as const;
  const time = { nowMs, quietMs: services.quietMs };
  const settled = await tables.settleApproval({ job: job.id, outcome, hutchnet }, time);
  await tables.audit.append({
    atMs: nowMs,
    member: by,
    via: invocation.via,
    verb: "cancel",
    pi: job.pi,
    job: job.id,
    outcome: "done",
    detail: { decision: outcome.kind, owner: job.owner },
  });
  return settled.job;
}

/** Of the children of each array one stop, whatever has come of it already. */
export async function saveChildStops(
  request: Request,
  targets: readonly StopTarget[],
  reason: string,
): Promise<{ id: string; job: Job }[]> {
  const { services, invocation } = request;
  const saved: { id: string; job: Job }[] = [];
  let nth = 0;
  for (const { job, indexes = [] } of targets) {
    const id = childStopIdOf(invocation.id, job.id);
    const stop = { ...stopOf(request, job, { reason, nth }), id, job: job.id, pi: job.pi };
    await services.store.childStops.add({ ...stop, left: indexes, taken: [], refused: [] });
    saved.push({ id, job });
    nth += indexes.length;
  }
  return saved;
}

/** The time the person asked: done again after a crash, it is the same stop. */
function stopOf(
  { member, invocation, nowMs }: Request,
  job: Job,
  { reason, nth }: { reason: string; nth: number },
): Stop {
  return {
    by: member.id,
    hutchnet: actorOf(member, job.pi).hutchnet,
    reason,
    atMs: invocation.reply.receivedAtMs,
    dueMs: stopDueMs(nowMs, nth),
  };
}
