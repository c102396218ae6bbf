/** What may still be stopped of what a person wants to stop, by what AWS says of it now. */
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { stopReason } from "../../domain/job/stop.ts";
import type { StopTarget } from "../../domain/job/stop-targets.ts";
import { isCertainlyUnsent } from "../../domain/submission/submission.ts";
import { refreshChildren, refreshJobs } from "../looking/refresh-jobs.ts";
import { actorOf, type Request } from "../request.ts";

export type Sorted = {
  open: readonly StopTarget[];
  /** Each that is open, a child as a job of its own; without children of which AWS says nothing now. */
  units: readonly Job[];
  ended: readonly StopTarget[];
  notKnownYet: readonly StopTarget[];
};

export async function sortTargets(
  request: Request,
  targets: readonly StopTarget[],
  reason: string,
): Promise<Sorted> {
  const fresh = await refreshJobs(
    request,
    targets.map(({ job }) => job),
  );
  const sorted = {
    open: [] as StopTarget[],
    units: [] as Job[],
    ended: [] as StopTarget[],
    notKnownYet: [] as StopTarget[],
  };
  for (const [at, { job: known, indexes }] of targets.entries()) {
    const job = fresh[at] ?? known;
    const target: StopTarget = indexes === undefined ? { job } : { job, indexes };
    if (isEnded(job.state) && !isOwnStop(request, job)) sorted.ended.push(target);
    else if (job.batchId === undefined && (indexes !== undefined || !(await canBeTakenBack(request, job))))
      sorted.notKnownYet.push(target);
    else if (indexes === undefined) {
      sorted.open.push(target);
      sorted.units.push(job);
    } else await sortChildren(request, { job, indexes, reason }, sorted);
  }
  return sorted;
}

/** AWS has certainly not taken it; or it is taken back already, by this very intention. */
async function canBeTakenBack({ services }: Request, { id, state }: Job): Promise<boolean> {
  if (state === "approval" || isEnded(state)) return true;
  const submission = await services.store.submissions.get(id);
  return submission !== undefined && isCertainlyUnsent(submission);
}

async function sortChildren(
  request: Request,
  { job, indexes, reason }: { job: Job; indexes: readonly number[]; reason: string },
  { open, units, ended }: { open: StopTarget[]; units: Job[]; ended: StopTarget[] },
): Promise<void> {
  const children = await refreshChildren(request, job, indexes);
  const isOver = (index: number): boolean => {
    const child = children.get(index);
    return child !== undefined && isEnded(child.state) && !isStoppedHere(request, child, reason);
  };
  const going = indexes.filter((index) => !isOver(index));
  const over = indexes.filter(isOver);
  if (going.length > 0) open.push({ job, indexes: going });
  if (over.length > 0) ended.push({ job, indexes: over });
  units.push(...going.flatMap((index) => children.get(index) ?? []));
}

/** What this very intention stopped before a crash has not ended before it. */
function isOwnStop({ member, invocation }: Request, { stop }: Job): boolean {
  return stop?.by === member.id && stop.atMs === invocation.reply.receivedAtMs;
}

function isStoppedHere({ member }: Request, child: Job, reason: string): boolean {
  const { hutchnet } = actorOf(member, child.pi);
  return child.facts?.head.statusReason === stopReason({ hutchnet, reason });
}
