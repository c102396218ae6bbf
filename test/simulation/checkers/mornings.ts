import type { MemberId } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { Digest } from "../../../src/domain/telling/digest.ts";
import type { Absence } from "../history.ts";
import type { SavedJob } from "../ledger.ts";
import type { World } from "../world.ts";

/** An end that came in quiet hours is told in the thread, or in the morning and then once. */
export function endsHeard(world: World): string[] {
  const { ledger, people } = world;
  const notices = ledger().notices();
  const ends = new Set(notices.filter(({ kind }) => kind === "finished").map(({ job }) => job));
  const digests = notices.filter(({ kind }) => kind === "digest").map(({ body }): Digest => JSON.parse(body));
  const summedUp = digests.flatMap(({ to, jobs }) => jobs.map((job) => `${to} ${job}`));
  const isCut = new Set(digests.filter(({ jobs }) => jobs.length >= limits.digestLines).map(({ to }) => to));
  // Of many it is told at the end of all.
  const ofMany = new Set(
    notices.filter(({ key }) => /^batch (finished|decided)/.test(key)).map(({ job }) => job),
  );
  const told = new Set([...ofMany].map((id) => ledger().job(id)?.subject));
  const isToldOfMany = ({ subject, batch_row: row }: SavedJob) => row !== null && told.has(subject);
  const unheard = ledger()
    .jobs()
    .filter(({ state }) => ["succeeded", "failed", "stopped", "lost"].includes(state))
    .filter((job) => !isToldOfMany(job))
    .filter(({ id, owner }) => !ends.has(id) && !summedUp.includes(`${owner} ${id}`))
    .filter((job) => !hasLeft(world, job))
    .filter(({ owner }) => !people.hushed.has(owner as MemberId) && !isCut.has(owner as MemberId))
    .map(({ name, owner }) => `${owner} was never told that ${name} has ended`);
  const twice = summedUp.filter((each, index) => summedUp.indexOf(each) !== index);
  return [...unheard, ...twice.map((each) => `${each} was summed up twice`)];
}

/**
 * Who is taken out of the lab hears nothing in the morning of what ended there before, or ends after it; nor later,
 * where the thread meanwhile had no place left to go to but theirs.
 */
function hasLeft({ history, ledger }: World, job: SavedJob): boolean {
  if (!history.hasLeft(job)) return false;
  const isLast = ({ member, pi, untilMs = Number.POSITIVE_INFINITY }: Absence): boolean =>
    member === job.owner && pi === job.pi && untilMs >= (job.ended_at_ms ?? 0);
  const threads = ledger()
    .threads()
    .filter(({ subject, is_bare: isBare }) => subject === job.subject && isBare === 0);
  return history.absences().some(isLast) || threads.every(({ state }) => state === "dead");
}
