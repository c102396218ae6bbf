import { threadIdOf } from "../../src/domain/derived-ids.ts";
import type { BatchId, ChannelId, MemberId, SubjectId, SubmissionId } from "../../src/domain/ids.ts";
import type { Job } from "../../src/domain/job/job.ts";
import type { Store } from "../../src/store/open-store.ts";
import type { Thread } from "../../src/store/thread-row.ts";
import { aJob } from "../fixtures/jobs.ts";

/** The n-th of many jobs, each with ids and names of its own; `batchId` is left out when it is not known yet. */
export function jobNo(n: number, changes: Partial<Job> = {}): Job {
  const digits = String(n).padStart(4, "0");
  return aJob({
    id: `s_${digits}` as SubmissionId,
    subject: `u_${digits}` as SubjectId,
    batchId: `${digits}c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f` as BatchId,
    name: `align-${digits}`,
    jobName: `jblow-align-${digits}-k3x9q2`,
    ...changes,
  });
}

/** The same job before AWS has taken it. */
export function unsent(job: Job): Job {
  const { batchId: _unknown, ...rest } = job;
  return { ...rest, state: "submitting" };
}

export type Places = { channel: string; fallbacks?: readonly string[] };

export function threadOf(job: Job, { channel, fallbacks = [] }: Places): Thread {
  return {
    id: threadIdOf(job.subject, channel as ChannelId),
    subject: job.subject,
    job: job.id,
    pi: job.pi,
    channel: channel as ChannelId,
    fallbacks: fallbacks as readonly (ChannelId | MemberId)[],
  };
}

/** A job in the store with one thread, whose card is not posted yet. */
export async function saveJob(
  store: Store,
  job: Job,
  places: Places = { channel: "C0PETERS" },
): Promise<Thread> {
  const thread = threadOf(job, places);
  await store.transaction(async (tables) => {
    await tables.jobs.add(job, job.submittedAtMs);
    await tables.threads.add(thread);
  });
  return thread;
}
