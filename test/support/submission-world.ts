import { noticeIdOf } from "../../src/domain/derived-ids.ts";
import type { BatchId, PiName, SubmissionId } from "../../src/domain/ids.ts";
import type { Job } from "../../src/domain/job/job.ts";
import { submissions } from "../../src/submissions/submissions.ts";
import { aPi, labsOf } from "../fixtures/a-pi.ts";
import { openEmptyStore } from "./empty-store.ts";
import { fakeBatch } from "./fake-batch.ts";
import { keptLog } from "./kept-log.ts";
import { manualClock } from "./manual-clock.ts";
import { jobNo, threadOf, unsent } from "./saved-jobs.ts";

const quietMs = 60_000;
/** As a command saves it: were the process to die before sending, it is taken up after this. */
export const leaseMs = 5_000;

/** A store, an AWS and a clock, with what sends submissions between them. */
export async function submissionWorld() {
  const clock = manualClock();
  const store = await openEmptyStore();
  const aws = fakeBatch();
  const log = keptLog();
  const labs = labsOf(aPi(), aPi({ name: "okafor-n" as PiName }));
  const { logger } = log;
  const open = () =>
    submissions({
      store,
      batch: aws.batch,
      labs: () => labs,
      clock,
      chance: () => 1,
      logger,
      quietMs,
      onChanged: () => {},
    });
  const saved: SubmissionId[] = [];
  return {
    clock,
    store,
    aws,
    log,
    open,
    sending: open(),

    /** The n-th submission, saved with its thread and not sent yet. */
    async saved(n: number, changes: Partial<Job> = {}): Promise<SubmissionId> {
      const job = { ...unsent(jobNo(n, { ...changes, submittedAtMs: clock.nowMs() })) };
      await store.transaction(async (tables) => {
        await tables.jobs.add(job, clock.nowMs() + quietMs);
        await tables.threads.add(threadOf(job, { channel: "C0PETERS" }));
        await tables.submissions.add({
          id: job.id,
          state: "saved",
          member: job.owner,
          pi: job.pi,
          request: {
            jobName: job.jobName,
            jobQueue: "default",
            jobDefinition: "align:14",
            tags: { "batchmate:submission": job.id },
          },
          tries: 0,
          nextAtMs: clock.nowMs() + leaseMs,
        });
      });
      saved.push(job.id);
      return job.id;
    },

    /** The first event of its job comes, and says what its id is. */
    eventAccepts: (id: SubmissionId) =>
      store.transaction(async (tables) => {
        const job = (await tables.jobs.get(id)) as Job;
        const batchId = (aws.accepted[0]?.batchId ?? "from-the-event") as BatchId;
        await tables.acceptSubmission({ job, batchId }, { nowMs: clock.nowMs(), quietMs });
      }),

    /** Which cards are to be posted. */
    async cards(): Promise<string[]> {
      const cards = await Promise.all(
        saved.map(async (id) => {
          const job = (await store.jobs.get(id)) as Job;
          return store.notices.get(noticeIdOf(threadOf(job, { channel: "C0PETERS" }).id, "card"));
        }),
      );
      return cards.flatMap((card) => (card === undefined ? [] : [`card of ${card.job}`]));
    },
  };
}

export type SubmissionWorld = Awaited<ReturnType<typeof submissionWorld>>;
