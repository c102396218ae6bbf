import { limits } from "../limits.ts";
import type { Batch } from "../submission/batch.ts";
import { refusedRoleOf } from "../submission/rejection.ts";
import type { BatchEnd } from "../telling/notice.ts";
import { failureOf } from "../telling/notices-of.ts";
import type { Job } from "./job.ts";
import type { State } from "./job-state.ts";

/** How the jobs of a batch ended, and which of them did not succeed. */
export function batchEnd({ name, size }: Pick<Batch, "name" | "size">, jobs: readonly Job[]): BatchEnd {
  const counts: Partial<Record<State, number>> = {};
  for (const { state } of jobs) counts[state] = (counts[state] ?? 0) + 1;
  const failures = jobs
    .filter(({ state }) => state !== "succeeded")
    .slice(0, limits.batchFailuresNamed)
    .map((job) => ({ name: job.name, state: job.state, ...whyFailed(job) }));
  const [refusedRole] = jobs.flatMap(refusedRoleOf);
  return { name, size, counts, ...(refusedRole === undefined ? {} : { refusedRole }), failures };
}

function whyFailed(job: Job): Pick<BatchEnd["failures"][number], "cause" | "exitCode"> {
  if (job.state !== "failed") return {};
  const { cause, exitCode } = failureOf(job);
  return exitCode === undefined ? { cause } : { cause, exitCode };
}
