import { type AskedTogether, askedTogether } from "../domain/approval/asked-together.ts";
import type { Job } from "../domain/job/job.ts";
import type { Tables } from "./tables.ts";

/** Of many jobs that one yes is for, all of them as if they were one; any other job as it is. */
export async function askedAsOne({ batches }: Tables, job: Job): Promise<AskedTogether> {
  if (job.approval?.together === undefined) return { whole: job, rows: [job] };
  // Jobs before the whole, as everybody takes them.
  const jobs = await batches.everyJob(job.subject);
  const batch = await batches.get(job.subject);
  if (batch === undefined) throw new Error(`the batch of ${job.id} is not in the store`);
  return askedTogether(batch, jobs);
}
