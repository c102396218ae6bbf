/** Which jobs, and which children of arrays, a person wants to stop. */

import type { PiName } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { mergeTargets, type StopTarget } from "../../domain/job/stop-targets.ts";
import { limits } from "../../domain/limits.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { allowedJob, findJob, seekJob } from "../looking/find-job.ts";
import { childrenMeant, noSuchChild } from "../people/describe-member.ts";
import type { Request } from "../request.ts";
import { type CancelInput, stoppable } from "./cancel-options.ts";

export type FoundTargets = {
  targets: readonly StopTarget[];
  ownerOnly: readonly Job[];
  /** As typed. */
  missing: readonly string[];
  /** There are more than were looked at. */
  areMore?: true;
};

/** How the same line would read with another in the place of the job at that place. */
export type LineWith = (job: JobRef, at: number) => string;

/** Where a name fits several jobs nothing is done before it is known which. */
export async function namedTargets(
  request: Request,
  refs: readonly JobRef[],
  lineWith: LineWith,
): Promise<FoundTargets | { answer: Answer }> {
  const found = { targets: [] as StopTarget[], ownerOnly: [] as Job[], missing: [] as string[] };
  for (const [at, ref] of refs.entries()) {
    const sought = await seekJob(request, { ref, action: "cancel", several: "ask" });
    if ("missing" in sought) found.missing.push(sought.missing);
    else if ("ownerOnly" in sought) found.ownerOnly.push(sought.ownerOnly);
    else if ("job" in sought) {
      const meant = childrenMeant(sought.job, ref);
      const indexes = "mistake" in meant ? [] : meant.children;
      const unknown = indexes.length === 0 ? undefined : noSuchChild(sought.job, indexes);
      const mistake = "mistake" in meant ? meant.mistake : unknown;
      if (mistake !== undefined)
        return { answer: toMe(mistakes({ verb: "cancel", mistakes: [{ what: mistake }] })) };
      found.targets.push(indexes.length === 0 ? { job: sought.job } : { job: sought.job, indexes });
    } else {
      const lineFor = (job: JobRef): string => lineWith(job, at);
      const asked = await findJob(request, { ref, action: "cancel", lineFor, several: "ask" });
      if ("answer" in asked) return asked;
    }
  }
  if (found.missing.length === refs.length) request.trail.foundNone = true;
  return { ...found, targets: mergeTargets(found.targets) };
}

/** All jobs of the batch of this one that have not ended. */
export async function targetsBeside(
  request: Request,
  value: string,
): Promise<FoundTargets | { answer: Answer }> {
  const found = await findJob(request, { ref: { kind: "id", id: value }, action: "see", several: "ask" });
  if ("answer" in found) return found;
  const jobs = await request.services.store.batches.jobs(found.job.subject);
  const open = jobs.filter(({ state }) => !isEnded(state));
  return { ...(await allowedTargets(request, open)), missing: [] };
}

/** All that fit and have not ended: one's own, or the lab's. */
export async function fittingTargets(
  request: Request,
  input: CancelInput,
  lineFor: (pi: PiName) => string,
): Promise<FoundTargets | { answer: Answer }> {
  const { services, member } = request;
  const { all, state, queue, name, pi: named } = input;
  let pis = visiblePis(member, services.labs().pis.keys());
  if (all || named !== undefined) {
    const chosen = await choosePi(request, { named: named as PiName | undefined, verb: "cancel", lineFor });
    if ("answer" in chosen) return chosen;
    pis = [chosen.pi.name];
  }
  const found = await services.store.jobs.list({
    pis,
    ...(all ? {} : { owner: member.id }),
    states: state.length === 0 ? stoppable : state,
    ...(queue === undefined ? {} : { queue }),
    ...(name === undefined ? {} : { name }),
    limit: limits.stopsAtOnce + 1,
  });
  const allowed = await allowedTargets(request, found.slice(0, limits.stopsAtOnce));
  return { ...allowed, missing: [], ...(found.length > limits.stopsAtOnce ? { areMore: true } : {}) };
}

async function allowedTargets(
  request: Request,
  jobs: readonly Job[],
): Promise<Pick<FoundTargets, "targets" | "ownerOnly">> {
  const targets: StopTarget[] = [];
  const ownerOnly: Job[] = [];
  for (const job of jobs) {
    const asked = await allowedJob(request, job, "cancel");
    if ("job" in asked) targets.push({ job });
    else if ("ownerOnly" in asked) ownerOnly.push(job);
  }
  return { targets, ownerOnly };
}
