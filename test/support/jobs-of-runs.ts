/** Jobs of runs in a store as it was before it kept of which run each is. */
import type { PiName, SubjectId } from "../../src/domain/ids.ts";
import type { Job } from "../../src/domain/job/job.ts";
import { countingMarks } from "../../src/domain/job/run-marks.ts";
import type { Store } from "../../src/store/open-store.ts";
import { jobIn } from "../fixtures/jobs.ts";
import { backBefore } from "./before-migration.ts";
import { jobNo } from "./saved-jobs.ts";

/** The runs, and which of these jobs are of each. */
export const allRuns = {
  may: ["s_0001"],
  mad_euler: ["s_0002"],
  ALIGN: [],
  samples: ["s_0003"],
  "peters-u": [],
};

export const forgetRuns: readonly string[] = backBefore("026-runs");

export async function saveJobsOfRuns(store: Store): Promise<void> {
  const asked = jobNo(1);
  await store.jobs.add({ ...asked, asked: { ...asked.asked, tags: { cohort: "may" } } }, 0);
  await store.jobs.add(
    told(jobNo(2), {
      "batchmate:pi": "peters-u",
      "nextflow.io/runName": "mad_euler",
      "nextflow.io/processName": "ALIGN",
    }),
    0,
  );
  const row = jobNo(3, { subject: "u_batch" as SubjectId, batchRow: 1 });
  await store.transaction(async (tables) => {
    await tables.jobs.add(row, 0);
    const { id, owner, subject } = row;
    const whole = { name: "samples", first: id, owner, size: 1, failuresTold: 0 };
    await tables.batches.add({ ...whole, subject, state: "submitting", version: 1 });
  });
}

export async function runsKnown(store: Store): Promise<Record<string, string[]>> {
  const known = Object.keys(allRuns).map(async (name) => {
    const run = { name, marks: () => countingMarks("cohort") };
    const jobs = await store.jobs.list({ pis: ["peters-u" as PiName], run, limit: 9 });
    return [name, jobs.map(({ id }) => id)] as const;
  });
  return Object.fromEntries(await Promise.all(known));
}

function told(job: Job, tags: Record<string, string>): Job {
  const { facts } = jobIn("running");
  return { ...job, ...(facts && { facts: { ...facts, head: { ...facts.head, tags } } }) };
}
