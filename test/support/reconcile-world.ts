import type { AccountId, PiName } from "../../src/domain/ids.ts";
import { askAtMs, type Job } from "../../src/domain/job/job.ts";
import type { Pi } from "../../src/domain/people/pi.ts";
import { accountRests } from "../../src/events/account-rests.ts";
import { reconcile } from "../../src/events/reconcile.ts";
import { aPi, labsOf } from "../fixtures/a-pi.ts";
import { openEmptyStore } from "./empty-store.ts";
import { eventAbout } from "./event-world.ts";
import { fakeBatch } from "./fake-batch.ts";
import { keptLog } from "./kept-log.ts";
import { manualClock } from "./manual-clock.ts";
import { jobNo, saveJob } from "./saved-jobs.ts";

export const quietMs = 60_000;
export const hourMs = 60 * 60_000;
export const okafor = "okafor-n" as PiName;
export const elsewhere = { name: okafor, account: "222233334444" as AccountId };

/** A store, an AWS and a clock, with what asks about quiet jobs between them. */
export async function reconcileWorld() {
  const store = await openEmptyStore();
  const clock = manualClock();
  const aws = fakeBatch();
  const log = keptLog();
  const world = {
    store,
    clock,
    aws,
    log,
    pis: [aPi(), aPi({ name: okafor })] as Pi[],
    /** Resolves when an account's next call may be made. */
    pace: async (_place: string): Promise<void> => {},

    /** A job that AWS was last heard of a while ago. */
    async quiet(n: number, changes: Partial<Job> = {}): Promise<Job> {
      const job = jobNo(n, { submittedAtMs: clock.nowMs(), ...changes });
      await saveJob(store, job);
      return job;
    },

    /** A job that AWS has just taken. */
    async young(n: number): Promise<void> {
      const job = jobNo(n, { submittedAtMs: clock.nowMs() });
      await store.jobs.add(job, askAtMs(job, clock.nowMs(), quietMs) ?? 0);
    },

    saved: async (job: Job) => (await store.jobs.get(job.id)) as Job,

    /** From now on AWS answers about each job with this recorded detail. */
    answers(name: string): void {
      aws.describe = async (pi, ids) =>
        ids.map((batchId) => {
          const { detail } = eventAbout(name, jobNo(0, { batchId, jobName: `jblow-${batchId}` }));
          return { batchId, detail: inAccountOf(world.pis, pi, detail) };
        });
    },
  };
  const self = reconcile({
    store,
    batch: aws.batch,
    labs: () => labsOf(...world.pis),
    paceOf: (place) => world.pace(place),
    clock,
    rests: accountRests(() => 0.999_999),
    logger: log.logger,
    quietMs,
    onReports: () => {},
  });
  return Object.assign(world, {
    self,

    /** Lets hours pass, looking for quiet jobs once an hour only: else it is done every second. */
    async hoursPass(hours: number): Promise<void> {
      for (let n = 0; n < hours; n++) {
        await self.stop();
        await clock.advance(hourMs - 2_000);
        self.start();
        await clock.advance(2_000);
      }
    },

    close: async () => {
      await self.stop();
      await store.close();
    },
  });
}

export type ReconcileWorld = Awaited<ReturnType<typeof reconcileWorld>>;

function inAccountOf(pis: readonly Pi[], name: string, detail: object): unknown {
  const account = pis.find((pi) => pi.name === name)?.account ?? "";
  return JSON.parse(JSON.stringify(detail).replaceAll("111122223333", account));
}
