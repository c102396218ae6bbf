import { threadIdOf } from "../domain/derived-ids.ts";
import { type ChannelId, directPlaceOf, type MemberId, type PiName, type SubjectId } from "../domain/ids.ts";
import { isUnsent } from "./placed-notices.ts";
import type { Db } from "./tables.ts";
import type { Thread } from "./thread-row.ts";

type DirectThread = { id: string; subject: SubjectId; isOver: boolean };

/** Threads that stand in a person's direct messages and tell of a lab's job, even where others have run it again since. */
export async function directThreadsOf(
  db: Db,
  { member, pi }: { member: MemberId; pi: PiName },
): Promise<DirectThread[]> {
  const place = directPlaceOf(member);
  const rows = await db
    .selectFrom("jobs as theirs")
    .innerJoin("threads as t", "t.subject", "theirs.subject")
    .innerJoin("jobs as j", "j.id", "t.job")
    .select(["t.id", "t.subject", "t.channel", "j.owner", "j.ended_at_ms"])
    .distinct()
    .where("theirs.owner", "=", member)
    .where("j.pi", "=", pi)
    .where("t.state", "=", "open")
    .where("t.is_bare", "=", 0)
    .where((e) => e.or([e("t.channel", "like", "D%" as ChannelId), e("t.channel", "=", place)]))
    .execute();
  const found: DirectThread[] = [];
  for (const { id, subject, channel, owner, ended_at_ms } of rows) {
    // What fell back from a channel went to the owner; what was begun in direct messages stays with who began it.
    const isTheirs =
      id === threadIdOf(subject, place) ||
      channel === place ||
      (owner === member && !(await isBegunWithAnother(db, { id, subject, member })));
    if (isTheirs) found.push({ id, subject, isOver: ended_at_ms !== null });
  }
  return found;
}

/** Threads of a lab's jobs that would go on in a person's direct messages where they lose their place. */
export async function threadsFallingBackTo(
  db: Db,
  { member, pi }: { member: MemberId; pi: PiName },
): Promise<Pick<Thread, "id" | "fallbacks">[]> {
  const rows = await db
    .selectFrom("jobs as theirs")
    .innerJoin("threads as t", "t.subject", "theirs.subject")
    .select(["t.id", "t.fallbacks"])
    .distinct()
    .where("theirs.owner", "=", member)
    .where("theirs.pi", "=", pi)
    .where("t.state", "=", "open")
    .where("t.fallbacks", "like", `%"${member}"%`)
    .execute();
  return rows.map(({ id, fallbacks }) => ({ id, fallbacks: JSON.parse(fallbacks) }));
}

/** Messages of their own about a lab's jobs that a person is to get, and has not got. */
export async function unsentDirectOf(
  db: Db,
  { member, pi }: { member: MemberId; pi: PiName },
): Promise<string[]> {
  const rows = await db
    .selectFrom("notices as n")
    .innerJoin("threads as t", "t.id", "n.thread")
    .innerJoin("jobs as j", "j.id", "n.job")
    .select("t.id")
    .distinct()
    .where(isUnsent("n"))
    .where("t.is_bare", "=", 1)
    .where("t.state", "=", "open")
    .where("t.channel", "=", directPlaceOf(member))
    .where("j.pi", "=", pi)
    .execute();
  return rows.map(({ id }) => id);
}

async function isBegunWithAnother(
  db: Db,
  { id, subject, member }: { id: string; subject: SubjectId; member: MemberId },
): Promise<boolean> {
  const rows = await db
    .selectFrom("jobs")
    .select("owner")
    .distinct()
    .where("subject", "=", subject)
    .where("owner", "!=", member)
    .execute();
  return rows.some(({ owner }) => threadIdOf(subject, directPlaceOf(owner)) === id);
}
