import type { StandingYes } from "../domain/approval/approval.ts";
import type { InvocationId, MemberId, PiName, SubjectId, SubmissionId } from "../domain/ids.ts";
import type { Wish } from "../domain/submission/submission.ts";
import type { SubmitRequest } from "../domain/submission/submit-request.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import type { Db } from "./tables.ts";

export type Approvals = ReturnType<typeof approvalsOn>;

/** A submission that waits for a manager's yes, to the letter; emptied once it is decided, for it holds environment values. */
export type WaitingApproval = {
  job: SubmissionId;
  pi: PiName;
  asked?: { request: SubmitRequest; wish: Wish };
  askedAtMs: number;
  /** How often those who may say yes were asked again. */
  step: number;
  /** When they are next; when nobody has answered until the last, it expires. Of many asked for together, the first has it. */
  dueAtMs?: number;
  /** By which intention it was decided. */
  invocation?: InvocationId;
};

export function approvalsOn(db: Db, hold: Hold) {
  return {
    async add({
      job,
      pi,
      asked,
      askedAtMs,
      dueAtMs,
    }: Omit<WaitingApproval, "step" | "invocation" | "asked"> & Required<Pick<WaitingApproval, "asked">>) {
      await db
        .insertInto("approvals")
        .values({
          job,
          pi,
          request: JSON.stringify(asked.request),
          wish: JSON.stringify(asked.wish),
          asked_at_ms: askedAtMs,
          step: 0,
          due_at_ms: dueAtMs ?? null,
          invocation: null,
        })
        .execute();
    },

    /** Its job is held first. */
    async get(job: SubmissionId): Promise<WaitingApproval | undefined> {
      const row = await hold
        .rows(db.selectFrom("approvals").selectAll().where("job", "=", job))
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { request, wish } = row;
      return {
        job,
        pi: row.pi,
        ...(request === null || wish === null
          ? {}
          : { asked: { request: JSON.parse(request), wish: JSON.parse(wish) } }),
        askedAtMs: row.asked_at_ms,
        step: row.step,
        ...(row.due_at_ms === null ? {} : { dueAtMs: row.due_at_ms }),
        ...(row.invocation === null ? {} : { invocation: row.invocation }),
      };
    },

    /** Nobody is asked any more. `by`: the intention that decided it, where a person did. */
    async close(job: SubmissionId, by: InvocationId | undefined): Promise<void> {
      await db
        .updateTable("approvals")
        .set({ request: null, wish: null, due_at_ms: null, invocation: by ?? null })
        .where("job", "=", job)
        .execute();
    },

    /** Of many asked for together it is not asked for any more; for the others it goes on. */
    async letGo(job: SubmissionId): Promise<void> {
      await db.updateTable("approvals").set({ request: null, wish: null }).where("job", "=", job).execute();
    },

    /** Whether of many asked for together, the first of which is this, any still waits. */
    async areLeft(subject: SubjectId, first: SubmissionId): Promise<boolean> {
      const row = await db
        .selectFrom("jobs")
        .innerJoin("approvals", "approvals.job", "jobs.id")
        .select("jobs.id")
        .where("jobs.subject", "=", subject)
        .where("jobs.batch_row", "is not", null)
        .where("approvals.request", "is not", null)
        // One that is run again waits for a yes of its own.
        .where((e) => e.or([e("approvals.due_at_ms", "is", null), e("jobs.id", "=", first)]))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async askAgainAt(job: SubmissionId, step: number, dueAtMs: number): Promise<void> {
      await db.updateTable("approvals").set({ step, due_at_ms: dueAtMs }).where("job", "=", job).execute();
    },

    /** Whose time has come; whoever takes one up reads it anew, for another may have been quicker. */
    async due(nowMs: number, limit: number): Promise<SubmissionId[]> {
      const rows = await db
        .selectFrom("approvals")
        .select("job")
        .where("due_at_ms", "<=", nowMs)
        .orderBy("due_at_ms")
        .limit(limit)
        .execute();
      return rows.map(({ job }) => job);
    },

    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("approvals")
        .select("due_at_ms")
        .where("due_at_ms", "is not", null)
        .orderBy("due_at_ms")
        .limit(1)
        .executeTakeFirst();
      return row?.due_at_ms ?? undefined;
    },

    /** What waits for a yes in these labs, the longest first. */
    async waitingIn(pis: readonly PiName[], limit: number): Promise<SubmissionId[]> {
      if (pis.length === 0) return [];
      const rows = await db
        .selectFrom("approvals")
        .select("job")
        .where("due_at_ms", "is not", null)
        .where("pi", "in", pis)
        .orderBy("asked_at_ms")
        .limit(limit)
        .execute();
      return rows.map(({ job }) => job);
    },

    /** `id`: the job for which it was given. */
    async addStanding(id: SubmissionId, yes: StandingYes): Promise<void> {
      await db
        .insertInto("standing_yeses")
        .values({
          id,
          pi: yes.pi,
          member: yes.member,
          definition: yes.definition,
          vcpus: yes.vcpus,
          memory_mib: yes.memoryMiB,
          gpus: yes.gpus,
          commands: yes.commands ? 1 : 0,
          given_by: yes.by,
          given_at_ms: yes.atMs,
          until_ms: yes.untilMs,
        })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },

    /** Those that still stand, the largest number of days left first; of one member or of all. */
    async standing(
      of: { pi: PiName; member?: MemberId },
      nowMs: number,
    ): Promise<(StandingYes & { id: SubmissionId })[]> {
      let query = db
        .selectFrom("standing_yeses")
        .selectAll()
        .where("pi", "=", of.pi)
        .where("until_ms", ">", nowMs);
      if (of.member !== undefined) query = query.where("member", "=", of.member);
      const rows = await query.orderBy("until_ms", "desc").orderBy("id").execute();
      return rows.map((row) => ({
        id: row.id,
        pi: row.pi,
        member: row.member,
        definition: row.definition,
        vcpus: row.vcpus,
        memoryMiB: row.memory_mib,
        gpus: row.gpus,
        commands: row.commands === 1,
        by: row.given_by,
        atMs: row.given_at_ms,
        untilMs: row.until_ms,
      }));
    },

    /** Gives whether there was one. */
    async takeBack(id: SubmissionId, pi: PiName): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("standing_yeses")
        .where("id", "=", id)
        .where("pi", "=", pi)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },

    /** All that one member has in a lab. */
    async takeBackOf(member: MemberId, pi: PiName): Promise<void> {
      await db.deleteFrom("standing_yeses").where("pi", "=", pi).where("member", "=", member).execute();
    },

    /** Those that ended before then. */
    forgetStandingBefore: (ms: number) =>
      forgetOldest(db, { table: "standing_yeses", key: "id", at: "until_ms" }, ms),
  };
}
