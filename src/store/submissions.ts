import type { PiName, SubmissionId } from "../domain/ids.ts";
import type { Submission, SubmissionState } from "../domain/submission/submission.ts";
import type { Engine, Hold } from "./engine.ts";
import type { Db } from "./tables.ts";

export type Submissions = ReturnType<typeof submissionsOn>;

/** What is to be sent to AWS: saved before it is sent, and until AWS has answered for good. */
export function submissionsOn(db: Db, hold: Hold, engine: Engine) {
  return {
    async add(submission: Submission): Promise<void> {
      await db.insertInto("submissions").values(toRow(submission)).execute();
    },

    async get(id: SubmissionId): Promise<Submission | undefined> {
      const row = await hold
        .rows(db.selectFrom("submissions").selectAll().where("id", "=", id))
        .executeTakeFirst();
      return row && fromRow(row);
    },

    async save(submission: Submission): Promise<void> {
      const { id, ...row } = toRow(submission);
      await db.updateTable("submissions").set(row).where("id", "=", id).execute();
    },

    /** Takes a submission up for a try; false when another has taken it meanwhile. */
    async claim(from: Submission, trying: Submission): Promise<boolean> {
      const { id, ...row } = toRow(trying);
      const { numUpdatedRows } = await db
        .updateTable("submissions")
        .set(row)
        .where("id", "=", id)
        .where("state", "=", from.state)
        .where("tries", "=", from.tries)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /**
     * Those that a dead process left in its hands are due now, where a store is one process's alone. Of several,
     * one that lives may have them in its hands: they are due when their lease ends.
     */
    async takeUpLeft(nowMs: number): Promise<void> {
      if (engine.isShared) return;
      await db
        .updateTable("submissions")
        .set({ next_at_ms: nowMs })
        .where("state", "in", ["saved", "trying"])
        .where("next_at_ms", ">", nowMs)
        .execute();
    },

    /** Takes up those that are due, in no order, but of busy labs: until the lease ends they are due for nobody else. */
    async claimDue(
      nowMs: number,
      { leaseMs, limit, busy }: { leaseMs: number; limit: number; busy: readonly PiName[] },
    ): Promise<Submission[]> {
      let due = db.selectFrom("submissions").select("id").where("next_at_ms", "<=", nowMs);
      if (busy.length > 0) due = due.where("pi", "not in", busy);
      const first = due.orderBy("next_at_ms").limit(limit);
      const rows = await db
        .with("due", () => engine.hold.freeRows(first))
        .updateTable("submissions")
        .set({ next_at_ms: nowMs + leaseMs })
        .where("id", "in", (e) => e.selectFrom("due").select("id"))
        .returningAll()
        .execute();
      return rows.map(fromRow);
    },

    /** Those that have not been tried meanwhile are due then. */
    async waitUntil(submissions: readonly Submission[], atMs: number): Promise<void> {
      for (const { id, state, tries } of submissions)
        await db
          .updateTable("submissions")
          .set({ next_at_ms: atMs })
          .where("id", "=", id)
          .where("state", "=", state)
          .where("tries", "=", tries)
          .execute();
    },

    /** Those of a lab that were certainly not taken are due now: nothing keeps them from being sent any more. */
    async dueAgain(pi: PiName, nowMs: number): Promise<void> {
      await db
        .updateTable("submissions")
        .set({ next_at_ms: nowMs })
        .where("pi", "=", pi)
        .where("state", "in", ["saved", "throttled"])
        .where("next_at_ms", ">", nowMs)
        .execute();
    },

    /** When the next one is due, if any is. */
    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("submissions")
        .select("next_at_ms")
        .where("next_at_ms", "is not", null)
        .orderBy("next_at_ms")
        .executeTakeFirst();
      return row?.next_at_ms ?? undefined;
    },
  };
}

type Row = {
  id: SubmissionId;
  state: SubmissionState;
  member: Submission["member"];
  pi: Submission["pi"];
  request: string | null;
  tries: number;
  next_at_ms: number | null;
  missed_since_ms: number | null;
  perhaps_taken: number;
};

function fromRow(row: Row): Submission {
  return {
    id: row.id,
    state: row.state,
    member: row.member,
    pi: row.pi,
    ...(row.request === null ? {} : { request: JSON.parse(row.request) }),
    tries: row.tries,
    ...(row.next_at_ms === null ? {} : { nextAtMs: row.next_at_ms }),
    ...(row.missed_since_ms === null ? {} : { missedSinceMs: row.missed_since_ms }),
    ...(row.perhaps_taken === 0 ? {} : { perhapsTaken: row.perhaps_taken }),
  };
}

function toRow(submission: Submission): Row {
  return {
    id: submission.id,
    state: submission.state,
    member: submission.member,
    pi: submission.pi,
    request: submission.request === undefined ? null : JSON.stringify(submission.request),
    tries: submission.tries,
    next_at_ms: submission.nextAtMs ?? null,
    missed_since_ms: submission.missedSinceMs ?? null,
    perhaps_taken: submission.perhapsTaken ?? 0,
  };
}
