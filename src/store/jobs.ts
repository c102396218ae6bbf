import { sql } from "kysely";
import type {
  AccountId,
  BatchId,
  ChannelId,
  MemberId,
  MessageTs,
  PiName,
  SubjectId,
  SubmissionId,
} from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Stop } from "../domain/job/stop.ts";
import type { Engine, Hold } from "./engine.ts";
import { forgetSubjects } from "./forget.ts";
import { findJobs, type JobList, type JobQuery, lastSucceeded, listJobs } from "./job-lists.ts";
import { becameOf, fromRow, type JobRow, toJob, toRow } from "./job-row.ts";
import { keepRuns } from "./job-runs.ts";
import { jobUseOn } from "./job-use.ts";
import { keepLogStreams } from "./log-streams.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./tables.ts";

export type Jobs = ReturnType<typeof jobsOn>;

type Asked = Pick<JobRow, "ask_at_ms">;

const saveWhole = prepared((db, { id, ...row }: ReturnType<typeof toRow> & Asked) =>
  db.updateTable("jobs").set(row).where("id", "=", id),
);

/** A column that is set is written anew in all its indexes, changed or not: what can not have changed is not set. */
const saveBecame = prepared((db, { id, ...row }: ReturnType<typeof becameOf> & Pick<JobRow, "id"> & Asked) =>
  db.updateTable("jobs").set(row).where("id", "=", id),
);

export function jobsOn(db: Db, hold: Hold, engine: Engine) {
  const select = () => db.selectFrom("jobs").selectAll();
  const ofChain = ({ subject, batchRow }: Job) => {
    const all = select().where("subject", "=", subject);
    return batchRow === undefined ? all : all.where("batch_row", "=", batchRow);
  };
  return {
    async add(job: Job, askAtMs: number): Promise<void> {
      await db
        .insertInto("jobs")
        .values({ ...toRow(job), ask_at_ms: askAtMs })
        .execute();
      await keepLogStreams(db, job);
      await keepRuns(db, job);
      // What waits for a yes uses nothing yet.
      if (job.state !== "approval") await jobUseOn(db, hold).add(job);
    },

    /** `before`: as it was read. What a job was asked for does not change, so that less need be written. */
    async save(job: Job, askAtMs: number | null, before?: Job): Promise<void> {
      if (before === undefined || before.batchId !== job.batchId)
        await saveWhole(db, hold, { ...toRow(job), ask_at_ms: askAtMs });
      else await saveBecame(db, hold, { id: job.id, ...becameOf(job), ask_at_ms: askAtMs });
      await keepLogStreams(db, job, before);
      await keepRuns(db, job, before);
    },

    /** It was asked for before, and goes to AWS now. */
    async submittedAt(id: SubmissionId, atMs: number): Promise<void> {
      await db.updateTable("jobs").set({ submitted_at_ms: atMs }).where("id", "=", id).execute();
      await db.updateTable("job_runs").set({ submitted_at_ms: atMs }).where("job", "=", id).execute();
    },

    async get(id: SubmissionId): Promise<Job | undefined> {
      return toJob(await hold.rows(select().where("id", "=", id)).executeTakeFirst());
    },

    async byBatchIds(account: AccountId, region: string, batchIds: readonly BatchId[]): Promise<Job[]> {
      if (batchIds.length === 0) return [];
      const jobs = select()
        .where("account", "=", account)
        .where("region", "=", region)
        .where("batch_id", "in", batchIds)
        .orderBy("id");
      return (await hold.rows(jobs).execute()).map(fromRow);
    },

    /** The submissions of an account that still do not know their job's id, by the name they sent. */
    async unnamed(account: AccountId, region: string, jobNames: readonly string[]): Promise<Job[]> {
      if (jobNames.length === 0) return [];
      const jobs = select()
        .where("account", "=", account)
        .where("region", "=", region)
        .where("job_name", "in", jobNames)
        .where("batch_id", "is", null)
        .where("state", "in", ["submitting", "rejected"])
        .orderBy("id");
      return (await hold.rows(jobs).execute()).map(fromRow);
    },

    /** Jobs whose submission was tried so that AWS may have taken it more than once, by the name they sent. */
    async perhapsTakenTwice(account: AccountId, region: string, jobNames: readonly string[]): Promise<Job[]> {
      if (jobNames.length === 0) return [];
      // By the name alone: with more to go by, all jobs of the account would be read.
      const rows = await select()
        .where("account", "=", account)
        .where("job_name", "in", jobNames)
        .where((e) =>
          e.exists(
            e
              .selectFrom("submissions")
              .select("submissions.id")
              .whereRef("submissions.id", "=", "jobs.id")
              .where("perhaps_taken", ">", 0),
          ),
        )
        .execute();
      return rows.filter((row) => row.region === region && row.batch_id !== null).map(fromRow);
    },

    /** Newest first. */
    find: (query: JobQuery) => findJobs(db, query),

    /** The newest job of the subject whose thread this is, among the asker's PIs. */
    async ofThread(pis: readonly PiName[], channel: ChannelId, cardTs: MessageTs): Promise<Job | undefined> {
      if (pis.length === 0) return undefined;
      const row = await db
        .selectFrom("threads")
        .innerJoin("jobs", "jobs.subject", "threads.subject")
        .selectAll("jobs")
        .where("threads.channel", "=", channel)
        .where("threads.card_ts", "=", cardTs)
        .where("jobs.pi", "in", pis)
        .orderBy("jobs.submitted_at_ms", "desc")
        .executeTakeFirst();
      return toJob(row);
    },

    /** A lab's last jobs that succeeded with any of these definitions, newest first. */
    lastSucceeded: (pi: PiName, definitions: readonly string[], limit: number) =>
      lastSucceeded(db, { pi, definitions, limit }),

    /** Newest first. */
    list: (query: JobList) => listJobs(db, query),

    /** Jobs that somebody has stopped and AWS has not yet been told, or has not answered. */
    async dueForStopping(nowMs: number, busy: readonly PiName[], limit: number): Promise<Job[]> {
      let due = select().where("stop_due_ms", "<=", nowMs);
      if (busy.length > 0) due = due.where("pi", "not in", busy);
      const rows = await due.orderBy("stop_due_ms").limit(limit).execute();
      return rows.map(fromRow);
    },

    /**
     * Takes a stop up as it was read; false when another has, or it is settled. Until then it is due for nobody else.
     * Only inside a transaction.
     */
    async claimStop({ id, stop }: Job & { stop: Stop }, untilMs: number): Promise<boolean> {
      const now = await this.get(id);
      if (now?.stop?.dueMs !== stop.dueMs || now.stop.taken === true) return false;
      await this.stopLater(id, { ...now.stop, dueMs: untilMs });
      return true;
    },

    /** Of a job that has ended meanwhile no stop is due. */
    async stopLater(id: SubmissionId, stop: Stop): Promise<void> {
      await db
        .updateTable("jobs")
        .set({
          stop: JSON.stringify(stop),
          stop_due_ms: sql<number>`case when ended_at_ms is null then cast(${stop.dueMs} as bigint) end`,
        })
        .where("id", "=", id)
        .execute();
    },

    /** When the next stop is due, if any is. */
    async nextStopMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("jobs")
        .select("stop_due_ms")
        .where("stop_due_ms", "is not", null)
        .orderBy("stop_due_ms")
        .executeTakeFirst();
      return row?.stop_due_ms ?? undefined;
    },

    /** Jobs that have been quiet too long, longest first; none of the PIs that are being asked about already. */
    async dueForAsking(nowMs: number, busy: readonly PiName[], limit: number): Promise<Job[]> {
      let due = select().where("ask_at_ms", "<=", nowMs).where("batch_id", "is not", null);
      if (busy.length > 0) due = due.where("pi", "not in", busy);
      const rows = await due.orderBy("ask_at_ms").limit(limit).execute();
      return rows.map(fromRow);
    },

    /** All that have not ended are due then, unless they are sooner. */
    async askAllBy(atMs: number): Promise<void> {
      await db.updateTable("jobs").set({ ask_at_ms: atMs }).where("ask_at_ms", ">", atMs).execute();
    },

    /** Those of them that nobody else has taken up meanwhile: until then they are due for nobody else. */
    async claimForAsking(
      ids: readonly SubmissionId[],
      { nowMs, untilMs }: { nowMs: number; untilMs: number },
    ): Promise<ReadonlySet<SubmissionId>> {
      if (ids.length === 0) return new Set();
      const due = db
        .selectFrom("jobs")
        .select("id")
        .where("id", "in", ids)
        .where("ask_at_ms", "<=", nowMs)
        .orderBy("id");
      const rows = await db
        .with("due", () => engine.hold.freeRows(due))
        .updateTable("jobs")
        .set({ ask_at_ms: untilMs })
        .where("id", "in", (e) => e.selectFrom("due").select("id"))
        .returning("id")
        .execute();
      return new Set(rows.map(({ id }) => id));
    },

    /** Those that were claimed until then, and of which nothing was heard meanwhile that says otherwise. */
    async askAgainAt(ids: readonly SubmissionId[], claimedUntilMs: number, atMs: number): Promise<void> {
      if (ids.length === 0) return;
      const claimed = db
        .selectFrom("jobs")
        .select("id")
        .where("id", "in", ids)
        .where("ask_at_ms", "=", claimedUntilMs)
        .orderBy("id");
      // In the order in which everybody takes jobs, or two could wait for each other.
      await db
        .with("claimed", () => engine.hold.rows(claimed))
        .updateTable("jobs")
        .set({ ask_at_ms: atMs })
        .where("id", "in", (e) => e.selectFrom("claimed").select("id"))
        .execute();
    },

    /** Already then, unless it is due sooner or has ended. */
    async askAgainBy(id: SubmissionId, atMs: number): Promise<void> {
      await db
        .updateTable("jobs")
        .set({ ask_at_ms: atMs })
        .where("id", "=", id)
        .where("ask_at_ms", ">", atMs)
        .execute();
    },

    /** Those of a member that are neither ended nor refused: what the limit on open submissions counts. */
    async countOpen(owner: MemberId, pi: PiName): Promise<number> {
      const { n } = await db
        .selectFrom("jobs")
        .select((e) => e.fn.countAll<number>().as("n"))
        .where("owner", "=", owner)
        .where("pi", "=", pi)
        .where("ended_at_ms", "is", null)
        .executeTakeFirstOrThrow();
      return Number(n);
    },

    async newestOf(subject: SubjectId): Promise<Job | undefined> {
      return toJob(
        await select().where("subject", "=", subject).orderBy("submitted_at_ms", "desc").executeTakeFirst(),
      );
    },

    /** Of a batch each row is a chain of its own. */
    async newestOfChain(job: Job): Promise<Job | undefined> {
      return toJob(await ofChain(job).orderBy("submitted_at_ms", "desc").executeTakeFirst());
    },

    /** The jobs of its chain that came before, newest first. */
    async before(job: Job, limit: number): Promise<Job[]> {
      const earlier = ofChain(job).where("submitted_at_ms", "<", job.submittedAtMs);
      return (await earlier.orderBy("submitted_at_ms", "desc").limit(limit).execute()).map(fromRow);
    },

    /** What is told of an ended job stands on the card of the one that came after it: that card is to be edited too. */
    async touchNewest({ subject, submittedAtMs }: Job): Promise<void> {
      await db
        .updateTable("jobs")
        .set({ version: sql<number>`version + 1` })
        .where("subject", "=", subject)
        .where("submitted_at_ms", ">", submittedAtMs)
        .execute();
    },

    /** Jobs that ended before then, with all that belongs to them: only inside a transaction. Gives how many cards. */
    forgetEndedBefore: (ms: number) => forgetSubjects(db, hold, ms),
  };
}
