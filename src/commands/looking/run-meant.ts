/** A run that a person means: another lab's is answered exactly as one that does not exist. */
import type { PiName } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { countingMarks } from "../../domain/job/run-marks.ts";
import { runNotFound } from "../../messages/job/run-not-found.ts";
import type { RunQuery } from "../../store/job-runs.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";

export function runMeant({ services }: Request, name: string): RunQuery {
  return { name, marks: (pi) => countingMarks(services.labs().pis.get(pi)?.runTag) };
}

/** What is said where no job that they may see is of that run. */
export async function answerToUnknownRun(
  request: Request,
  run: RunQuery,
  pis: readonly PiName[],
): Promise<Answer | undefined> {
  const [any] = await request.services.store.jobs.list({ pis, run, limit: 1 });
  if (any !== undefined) return undefined;
  request.trail.foundNone = true;
  return toMe(runNotFound(run.name));
}

/** Those that they may see; of others' it is written down once for each lab. */
export async function allowedToSee(request: Request, jobs: readonly Job[]): Promise<Job[]> {
  const allowed = new Set<PiName>();
  const others = jobs.filter(({ owner }) => owner !== request.member.id);
  for (const name of new Set(others.map(({ pi }) => pi))) {
    const pi = request.services.labs().pis.get(name);
    if (pi !== undefined && (await allow(request, "see", { pi })).allowed) allowed.add(name);
  }
  return jobs.filter(({ owner, pi }) => owner === request.member.id || allowed.has(pi));
}
