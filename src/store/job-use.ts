import { sql } from "kysely";
import { mostVcpuHours, totalOf } from "../domain/approval/approval.ts";
import type { PiName, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { endedAtMs, firstStartedAtMs } from "../domain/job/job-times.ts";
import { type Hold, holdNothing } from "./engine.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./tables.ts";

export type JobUse = ReturnType<typeof jobUseOn>;

type Became = { job: SubmissionId; started_at_ms: number | null; ended_at_ms: number | null };

const saveTimes = prepared((db, { job, ...times }: Became) =>
  db.updateTable("job_use").set(times).where("job", "=", job),
);

/** What a lab's jobs use and have used, in few narrow rows: a limit that is asked about at each submission. */
export function jobUseOn(db: Db, hold: Hold) {
  return {
    /** Until the transaction ends nobody else adds to what a lab uses: what is read fits when it is saved. */
    hold: (pi: PiName): Promise<void> => hold.name(db, `use ${pi}`),

    /** From now on it counts; said again, it changes nothing. */
    async add(job: Job): Promise<void> {
      const { vcpus, memoryMiB } = totalOf(job.asked);
      await db
        .insertInto("job_use")
        .values({
          job: job.id,
          pi: job.pi,
          vcpus,
          memory_mib: memoryMiB,
          at_once: job.asked.vcpusAtOnce ?? null,
          most_hours: mostVcpuHours(job.asked) ?? null,
          started_at_ms: firstStartedAtMs(job) ?? null,
          ended_at_ms: endedAtMs(job) ?? null,
        })
        .onConflict((c) => c.column("job").doNothing())
        .execute();
    },

    /** It has begun or ended: nothing is written for what else becomes of a job. */
    async became(before: Job, after: Job): Promise<void> {
      const times = timesOf(after);
      const was = timesOf(before);
      if (was.started_at_ms === times.started_at_ms && was.ended_at_ms === times.ended_at_ms) return;
      await saveTimes(db, holdNothing, { job: after.id, ...times });
    },

    /** Of all that has not ended. */
    async now(pi: PiName): Promise<{ vcpus: number; memoryMiB: number }> {
      const row = await db
        .selectFrom("job_use")
        .select((e) => [
          e.fn.sum<number | null>("vcpus").as("vcpus"),
          e.fn.sum<number | null>("memory_mib").as("memory"),
        ])
        .where("pi", "=", pi)
        .where("ended_at_ms", "is", null)
        .executeTakeFirstOrThrow();
      return { vcpus: Number(row.vcpus ?? 0), memoryMiB: Number(row.memory ?? 0) };
    },

    /**
     * vCPU-hours since then, from a job's first start to its end or until now, and what is left to those under way of the
     * most they may use. Between two attempts, and for children of an array that wait for others, that is more than was
     * used: what each of them used is not kept, but an array counts with no more than its queue can run at once.
     */
    async vcpuHoursSince(pi: PiName, sinceMs: number, nowMs: number): Promise<number> {
      const rate = sql`coalesce(at_once, vcpus)`;
      const fromMs = sql`case when started_at_ms > ${sinceMs} then started_at_ms else ${sinceMs} end`;
      const used = sql`case when started_at_ms < ${nowMs} then ${rate} * (${nowMs} - started_at_ms) / 3600000.0 else 0 end`;
      const { rows } = await sql<{ hours: number | null }>`select sum(hours) as hours from (
        select ${rate} * (ended_at_ms - (${fromMs})) / 3600000.0 as hours
          from job_use where pi = ${pi} and ended_at_ms is not null and ended_at_ms > ${sinceMs}
          and started_at_ms < ended_at_ms
        union all
        select case when started_at_ms < ${nowMs} then ${rate} * (${nowMs} - (${fromMs})) / 3600000.0 else 0 end
          + case when most_hours > (${used}) then most_hours - (${used}) else 0 end as hours
          from job_use where pi = ${pi} and ended_at_ms is null
        ) as each_of_them`.execute(db);
      return Number(rows[0]?.hours ?? 0);
    },
  };
}

function timesOf(job: Job): Omit<Became, "job"> {
  return { started_at_ms: firstStartedAtMs(job) ?? null, ended_at_ms: endedAtMs(job) ?? null };
}
