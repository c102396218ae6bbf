import type { AccountId, PiName, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { holdNothing } from "./engine.ts";
import { fromRow } from "./job-row.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./tables.ts";

export type LogStreams = ReturnType<typeof logStreamsOn>;

const add = prepared((db, row: { stream: string; job: SubmissionId }) =>
  db
    .insertInto("log_streams")
    .values(row)
    .onConflict((c) => c.columns(["stream", "job"]).doNothing()),
);

/** Which jobs write into which log streams, as far as AWS has told of it. */
export function logStreamsOn(db: Db) {
  return {
    /** Jobs of these PIs that write into it; the same name may stand in several accounts. */
    async jobsOf(stream: string, pis: readonly PiName[]): Promise<Job[]> {
      if (pis.length === 0) return [];
      const rows = await db
        .selectFrom("log_streams")
        .innerJoin("jobs", "jobs.id", "log_streams.job")
        .selectAll("jobs")
        .where("log_streams.stream", "=", stream)
        .where("jobs.pi", "in", pis)
        .orderBy("jobs.submitted_at_ms", "desc")
        .limit(limits.candidates)
        .execute();
      return rows.map(fromRow);
    },

    /** The accounts in which a job of any other PI writes into a stream of that name, be it one that is in the labs file no more. */
    async accountsOfOthers(stream: string, pis: readonly PiName[]): Promise<AccountId[]> {
      let others = db
        .selectFrom("log_streams")
        .innerJoin("jobs", "jobs.id", "log_streams.job")
        .select("jobs.account")
        .distinct()
        .where("log_streams.stream", "=", stream);
      if (pis.length > 0) others = others.where("jobs.pi", "not in", pis);
      return (await others.execute()).map(({ account }) => account);
    },
  };
}

/** What a job has come to write into; `before`: of which it is kept already. */
export async function keepLogStreams(db: Db, job: Job, before?: Job): Promise<void> {
  if (before !== undefined && before.facts === job.facts) return;
  const known = new Set(before && streamsIn(before));
  for (const stream of new Set(streamsIn(job)))
    if (!known.has(stream)) await add(db, holdNothing, { stream, job: job.id });
}

function streamsIn({ facts }: Job): string[] {
  const ofAttempts = (facts?.attempts ?? []).flatMap(({ containers }) => containers);
  const { logStream, containers = [{ logStream }] } = facts?.head.current ?? {};
  return [...ofAttempts, ...containers].flatMap((container) => container.logStream ?? []);
}
