import type { MemberId, PiName, SubmissionId } from "../domain/ids.ts";
import type { Db } from "./tables.ts";

export type Gathered = ReturnType<typeof gatheredOn>;

/** What people are told of in the morning, because it came in their quiet hours. */
export function gatheredOn(db: Db) {
  return {
    async add({ member, job, dueMs }: { member: MemberId; job: SubmissionId; dueMs: number }): Promise<void> {
      await db
        .insertInto("gathered")
        .values({ member, job, due_ms: dueMs })
        .onConflict((c) => c.columns(["member", "job"]).doNothing())
        .execute();
    },

    /** Whose morning has come. */
    async due(nowMs: number, limit: number): Promise<MemberId[]> {
      const rows = await db
        .selectFrom("gathered")
        .select("member")
        .distinct()
        .where("due_ms", "<=", nowMs)
        .orderBy("member")
        .limit(limit)
        .execute();
      return rows.map(({ member }) => member);
    },

    /** When the next morning comes, if somebody waits for one. */
    async nextMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("gathered")
        .select("due_ms")
        .orderBy("due_ms")
        .limit(1)
        .executeTakeFirst();
      return row?.due_ms;
    },

    /** What they were to be told of a lab's jobs. */
    async forgetOf(member: MemberId, pi: PiName): Promise<void> {
      await db
        .deleteFrom("gathered")
        .where("member", "=", member)
        .where((e) =>
          e.exists(
            e
              .selectFrom("jobs")
              .select("jobs.id")
              .whereRef("jobs.id", "=", "gathered.job")
              .where("jobs.pi", "=", pi),
          ),
        )
        .execute();
    },

    /** Takes out what is due: of two that ask at once, each job goes to one. For use inside a transaction. */
    async claim(member: MemberId, nowMs: number): Promise<{ job: SubmissionId; dueMs: number }[]> {
      const rows = await db
        .deleteFrom("gathered")
        .where("member", "=", member)
        .where("due_ms", "<=", nowMs)
        .returning(["job", "due_ms"])
        .execute();
      return rows.map(({ job, due_ms }) => ({ job, dueMs: due_ms }));
    },
  };
}
