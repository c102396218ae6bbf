import type { ChannelId, InvocationId, MemberId, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Hold } from "./engine.ts";
import { forgetOfEnded } from "./forget.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./tables.ts";

export type Watchers = ReturnType<typeof watchersOn>;

/**
 * Who asked to be called at the end of a job. `isIn`: they read the channel in which they asked; `isAdmin`: they see the
 * job without being of its lab.
 */
export type Watcher = { member: MemberId; channel: ChannelId; isIn: boolean; isAdmin: boolean };

const watching = prepared((db, { id, pi }: Pick<Job, "id" | "pi">) =>
  db
    .selectFrom("watchers as w")
    .leftJoin("roster as r", (join) => join.onRef("r.member", "=", "w.member").on("r.pi", "=", pi))
    .selectAll("w")
    .where("w.job", "=", id)
    .where("w.watches", "=", 1)
    .where((e) => e.or([e("r.pi", "is not", null), e("w.is_admin", "=", 1)]))
    .orderBy("w.set_at_ms")
    .orderBy("w.member"),
);

export function watchersOn(db: Db, hold: Hold) {
  return {
    /** Those who may still see the job: who has left its lab since hears nothing of it. */
    async ofJob({ id, pi }: Pick<Job, "id" | "pi">): Promise<Watcher[]> {
      const { rows } = await watching(db, hold, { id, pi });
      return rows.map(({ member, channel, is_in, is_admin }) => ({
        member,
        channel,
        isIn: is_in === 1,
        isAdmin: is_admin === 1,
      }));
    },

    /**
     * Who does not watch does from now on, and the other way round; the same press again changes nothing. Gives whether
     * they watch. For use inside a transaction.
     */
    async toggle(
      { job, ...watcher }: Watcher & { job: SubmissionId },
      { by, atMs }: { by: InvocationId; atMs: number },
    ): Promise<boolean> {
      await hold.name(db, `watch ${job} ${watcher.member}`);
      const known = await db
        .selectFrom("watchers")
        .select(["watches", "invocation"])
        .where("job", "=", job)
        .where("member", "=", watcher.member)
        .executeTakeFirst();
      if (known?.invocation === by) return known.watches === 1;
      const watches = known?.watches !== 1;
      const row = {
        channel: watcher.channel,
        is_in: watcher.isIn ? 1 : 0,
        is_admin: watcher.isAdmin ? 1 : 0,
        watches: watches ? 1 : 0,
        invocation: by,
        set_at_ms: atMs,
      };
      await db
        .insertInto("watchers")
        .values({ job, member: watcher.member, ...row })
        .onConflict((c) => c.columns(["job", "member"]).doUpdateSet(row))
        .execute();
      return watches;
    },

    /** Who is no admin any more watches as what they are now. */
    async keepAdmins(admins: readonly MemberId[]): Promise<void> {
      let gone = db.updateTable("watchers").set({ is_admin: 0 }).where("is_admin", "=", 1);
      if (admins.length > 0) gone = gone.where("member", "not in", admins);
      await gone.execute();
    },

    /** Who watched jobs that ended before then, or are not kept any more. */
    forgetEndedBefore: (ms: number): Promise<void> => forgetOfEnded(db, "watchers", ms),
  };
}
