/** What a step of one of many jobs means for the whole: for use inside the transaction that saves the step. */

import { directThreadIdOf, threadIdOf } from "../domain/derived-ids.ts";
import { directPlaceOf, type MemberId, type SubmissionId } from "../domain/ids.ts";
import { batchEnd } from "../domain/job/batch-end.ts";
import type { Job } from "../domain/job/job.ts";
import { isEnded } from "../domain/job/job-state.ts";
import { limits } from "../domain/limits.ts";
import {
  type Batch,
  endOfBatch,
  type StateCounts,
  stateOfBatch,
  tellInBatch,
} from "../domain/submission/batch.ts";
import type { Notice } from "../domain/telling/notice.ts";
import { noticesOf, type Said } from "../domain/telling/notices-of.ts";
import { type Circle, isDirect, isEnd, type Moment, momentOf, tell } from "../domain/telling/telling.ts";
import { circleOf } from "./circle-of.ts";
import { postTold } from "./post-told.ts";
import type { JobChange } from "./record-job.ts";
import type { Tables } from "./tables.ts";

/** The job itself is saved; the whole is held from here on, so that whoever moves the last job sees that it is the last. */
export async function recordInBatch(
  tables: Tables,
  { before, after, also = [] }: JobChange,
  { nowMs }: { nowMs: number },
): Promise<void> {
  const isShown = before.state !== after.state || before.batchId !== after.batchId;
  const said = [...also, ...noticesOf(before, after)];
  if (!isShown && said.length === 0) return;
  const batch = await tables.batches.get(after.subject);
  if (batch === undefined) throw new Error(`the batch of ${after.id} is not in the store`);
  let { state, version, failuresTold } = batch;
  const counts = isShown ? await tables.batches.counts(batch.subject) : undefined;
  if (counts !== undefined) {
    state = stateOfBatch(counts);
    version += 1;
    const byMs = state === batch.state ? undefined : nowMs + limits.cardEditMs;
    await tables.threads.markStale([batch.subject], byMs);
  }
  for (const each of said) {
    const isFailureTold = await sayInBatch(
      tables,
      { job: after, said: each, batch: { ...batch, failuresTold } },
      nowMs,
    );
    if (isFailureTold) failuresTold += 1;
  }
  await tables.batches.save({ ...batch, state, version, failuresTold });
  if (counts !== undefined && before.state !== after.state && allHaveEnded(counts))
    await close(tables, { batch, counts, last: after }, nowMs);
}

function allHaveEnded(counts: StateCounts): boolean {
  return (Object.keys(counts) as Job["state"][]).every(isEnded);
}

/** Gives whether it is a failure that has a reply of its own. */
async function sayInBatch(
  tables: Tables,
  { job, said: { key, notice }, batch }: { job: Job; said: Said; batch: Batch },
  nowMs: number,
): Promise<boolean> {
  if (isEnd(momentOf(notice))) await tellWatchersOfOne(tables, { job, batch, key, notice }, nowMs);
  const telling = tellInBatch(notice, batch);
  if (job.owner !== batch.owner && isForOwner(momentOf(notice))) {
    await tellOwnerOfOne(tables, { job, batch, key, notice }, nowMs);
    return telling.how !== "nothing" && notice.kind === "finished";
  }
  if (telling.how === "nothing") return false;
  const circle = await circleOfBatch(tables, { job, batch, notice }, nowMs);
  const told = tell(momentOf(notice), circle);
  const isFailure = notice.kind === "finished";
  const isQuietly = telling.how === "each" && !telling.calls;
  const replies = isQuietly ? told.replies.map((reply) => ({ ...reply, calls: [] })) : told.replies;
  await postTold(
    tables,
    {
      job,
      key: telling.how === "once" ? `batch ${telling.key}` : `${job.id} ${key}`,
      notice:
        isFailure && batch.failuresTold + 1 === limits.batchFailureReplies
          ? { ...notice, isLastTold: true }
          : notice,
      // Of a failure the end of the whole tells, in the morning too.
      told: { replies, direct: [], gathered: isFailure ? [] : told.gathered },
      about: [job.id],
    },
    nowMs,
  );
  return isFailure;
}

type OfOne = { job: Job; batch: Batch; key: string; notice: Notice };

function isForOwner(moment: Moment): boolean {
  return isEnd(moment) || moment === "approved" || moment === "not approved";
}

/** The end of the whole calls who submitted it: who runs a row of it again is called where that row ends. */
async function tellOwnerOfOne(
  tables: Tables,
  { job, batch, key, notice }: OfOne,
  nowMs: number,
): Promise<void> {
  const moment = momentOf(notice);
  const whole = await circleOfBatch(tables, { job, batch, notice }, nowMs);
  const own = await circleOf(tables, job, { said: [{ key, notice }], nowMs });
  const isMuted = (thread: string) =>
    whole.threads.some(({ id, level }) => id === thread && level === "mute");
  // The direct messages of who submitted the whole are not read by who runs a row of it again.
  const read = own.threads.filter(({ id, channel }) => !isDirect(channel) || isOfOwner(id, job));
  const told = tell(moment, {
    ...own,
    threads: (read.length === 0 ? own.threads : read).filter(({ id }) => !isMuted(id)),
    watchers: [],
  });
  const isShown = tellInBatch(notice, batch).how !== "nothing";
  const inWhole = isShown ? tell(moment, { ...whole, watchers: [] }).replies : [];
  const others = inWhole.filter(({ thread }) => told.replies.every((reply) => reply.thread !== thread));
  const replies = [...told.replies, ...others.map((reply) => ({ ...reply, calls: [] }))];
  const named = `${job.id} ${key}`;
  await postTold(tables, { job, key: named, notice, told: { ...told, replies }, about: [job.id] }, nowMs);
}

function isOfOwner(thread: string, { subject, owner }: Job): boolean {
  return [threadIdOf(subject, directPlaceOf(owner)), directThreadIdOf(subject, owner)].includes(thread);
}

/** Who asked to be told of this very job hears of its end, wherever the whole is told. */
async function tellWatchersOfOne(
  tables: Tables,
  { job, batch, key, notice }: OfOne,
  nowMs: number,
): Promise<void> {
  if (job.id === batch.first) return;
  const circle = await circleOf(tables, job, { said: [{ key, notice }], nowMs });
  const isCalled = (member: MemberId) => member === job.owner && job.owner !== batch.owner;
  const watchers = circle.watchers.filter(({ member }) => !isCalled(member));
  if (watchers.length === 0) return;
  const { direct, gathered } = tell(momentOf(notice), { ...circle, watchers, threads: [] });
  await postTold(
    tables,
    { job, key: `${job.id} ${key}`, notice, told: { replies: [], direct, gathered }, about: [job.id] },
    nowMs,
  );
}

/**
 * All have ended: said once, and again only when one that was run again has ended after that. What was said of an end
 * that proves to be another is said anew, in the same replies.
 */
async function close(
  tables: Tables,
  { batch, counts, last }: { batch: Batch; counts: StateCounts; last: Job },
  nowMs: number,
): Promise<void> {
  const jobs = await tables.batches.jobs(batch.subject);
  const notice: Notice = { kind: "finished", state: endOfBatch(counts), batch: batchEnd(batch, jobs) };
  const key = `batch finished ${await tables.batches.countAll(batch.subject)}`;
  const said = await tables.notices.ofSubject(batch.subject, key);
  for (const { id } of said) await tables.notices.retell(id, notice);
  if (said.length > 0) return;
  const about = jobs.map(({ id }) => id);
  await tellOfBatch(tables, { batch, last, key, notice, about }, { nowMs });
}

export type OfBatch = {
  batch: Batch;
  /** Whose step it is. */
  last: Job;
  key: string;
  notice: Notice;
  /** Those that are told of in the morning, where it has to wait for that. */
  about: readonly SubmissionId[];
};

/** What is said of the whole, in its thread and to who watches it. */
export async function tellOfBatch(
  tables: Tables,
  { batch, last, key, notice, about }: OfBatch,
  { nowMs }: { nowMs: number },
): Promise<void> {
  const circle = await circleOfBatch(tables, { job: last, batch, notice }, nowMs);
  const told = tell(momentOf(notice), circle);
  await postTold(tables, { job: { ...last, id: batch.first }, key, notice, told, about }, nowMs);
}

/** What is set for the whole, and who watches it, is kept under its first job. */
function circleOfBatch(
  tables: Tables,
  { job, batch, notice }: { job: Job; batch: Batch; notice: Notice },
  nowMs: number,
): Promise<Circle> {
  const first: Job = { ...job, id: batch.first, owner: batch.owner };
  return circleOf(tables, first, { said: [{ key: "", notice }], nowMs });
}
