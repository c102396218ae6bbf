import type { Job } from "../domain/job/job.ts";
import { asOneJob } from "../domain/submission/batch.ts";
import type { Store } from "../store/open-store.ts";
import type { Thread } from "../store/thread-row.ts";

/** What the card of a thread shows: its newest job, or all jobs of a batch as if they were one. */
export async function cardJob(store: Pick<Store, "jobs" | "batches">, thread: Thread): Promise<Job> {
  const newest = (await store.jobs.newestOf(thread.subject)) as Job;
  if (newest.batchRow === undefined) return newest;
  const batch = await store.batches.get(thread.subject);
  const first = batch && (await store.jobs.get(batch.first));
  if (batch === undefined || first === undefined)
    throw new Error(`batch ${thread.subject} is not in the store`);
  return asOneJob(batch, first);
}
