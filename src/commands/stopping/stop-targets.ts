/** Which jobs, and which children of arrays, a person wants to stop. */

import type { PiName } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { mergeTargets, type StopTarget } from "../../domain/job/stop-targets.ts";
import { limits } from "../../domain/limits.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { othersInRun } from "../../messages/stopping/others-in-run.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import type { JobList } from "../../store/job-lists.ts";
import type { RunQuery } from "../../store/job-runs.ts";
import { type Answer, toMe } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { allowedJob, findJob, seekJob } from "../looking/find-job.ts";
import { allowedToSee, answerToUnknownRun, runMeant } from "../looking/run-meant.ts";
import { childrenMeant, noSuchChild } from "../people/describe-member.ts";
import type { Request } from "../request.ts";
import { saveLine } from "../typing/line-draft.ts";
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

/** How the same line reads for another lab, or for the jobs of all in it. */
export type FilterLineWith = (also: { pi: PiName } | { mine: false; all: true }) => string;

/** All that fit and have not ended: one's own, or the lab's. */
export async function fittingTargets(
  request: Request,
  input: CancelInput,
  lineWith: FilterLineWith,
): Promise<FoundTargets | { answer: Answer }> {
  const { services, member } = request;
  const { all, state, queue, name, run: named, pi: namedPi } = input;
  let pis = visiblePis(member, services.labs().pis.keys());
  if (all || namedPi !== undefined) {
    const lineFor = (pi: PiName): string => lineWith({ pi });
    const chosen = await choosePi(request, { named: namedPi as PiName | undefined, verb: "cancel", lineFor });
    if ("answer" in chosen) return chosen;
    pis = [chosen.pi.name];
  }
  const run = named === undefined ? undefined : runMeant(request, named);
  const query = {
    pis,
    states: state.length === 0 ? stoppable : state,
    ...(queue === undefined ? {} : { queue }),
    ...(name === undefined ? {} : { name }),
    ...(run && { run }),
    limit: limits.stopsAtOnce + 1,
  };
  const found = await services.store.jobs.list({ ...query, ...(all ? {} : { owner: member.id }) });
  if (run !== undefined && found.length === 0) {
    const answer = await noneOfRun(request, { ...query, run }, lineWith);
    if (answer !== undefined) return { answer };
  }
  const allowed = await allowedTargets(
    request,
    found.slice(0, limits.stopsAtOnce).toSorted(newestFirstByRow),
  );
  return { ...allowed, missing: [], ...(found.length > limits.stopsAtOnce ? { areMore: true } : {}) };
}

/** Rows of a table were submitted in the same moment. */
function newestFirstByRow(a: Job, b: Job): number {
  return b.submittedAtMs - a.submittedAtMs || (a.batchRow ?? 0) - (b.batchRow ?? 0);
}

/** There is no such run, or others have jobs in it. */
async function noneOfRun(
  request: Request,
  query: JobList & { run: RunQuery },
  lineWith: FilterLineWith,
): Promise<Answer | undefined> {
  const unknown = await answerToUnknownRun(request, query.run, query.pis);
  if (unknown !== undefined) return unknown;
  const others = await allowedToSee(request, await request.services.store.jobs.list(query));
  if (others.length === 0) return undefined;
  const text = lineWith({ mine: false, all: true });
  return toMe(
    othersInRun({
      run: query.run.name,
      count: Math.min(others.length, limits.stopsAtOnce),
      areMore: others.length > limits.stopsAtOnce,
      draft: await saveLine(request, "corrected", { verb: "cancel", text }),
    }),
  );
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
