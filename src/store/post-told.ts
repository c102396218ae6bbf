import { directThreadIdOf, noticeIdOf } from "../domain/derived-ids.ts";
import { directPlaceOf, type MemberId, type SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Notice } from "../domain/telling/notice.ts";
import type { Told } from "../domain/telling/telling.ts";
import type { Tables } from "./tables.ts";

export type ToPost = {
  job: Job;
  /** What makes it one of a kind in each thread. */
  key: string;
  notice: Notice;
  /** Where it is not the same in each thread. */
  noticeIn?(thread: string): Notice;
  told: Told;
  /** The jobs that are told of in the morning, where it has to wait for that. */
  about: readonly SubmissionId[];
  /** A call of its owner counts for a burst. */
  isCounted?: boolean;
};

/** Saves what is said, wherever it was decided that it is: only inside a transaction. */
export async function postTold(
  tables: Tables,
  { job, key, notice, noticeIn = () => notice, told, about, isCounted = false }: ToPost,
  nowMs: number,
): Promise<void> {
  const { subject, pi, owner } = job;
  const add = (thread: string, calls: readonly MemberId[]): Promise<void> => {
    const body = noticeIn(thread);
    return tables.notices.add({
      id: noticeIdOf(thread, key),
      thread,
      job: job.id,
      key,
      body,
      calls,
      ...(isCounted && calls.includes(owner) ? { burst: owner } : {}),
      createdAtMs: nowMs,
      ...(wantsLines(body) ? { linesUntilMs: nowMs + limits.logLinesMs } : {}),
    });
  };
  for (const { thread, calls } of told.replies) await add(thread, calls);
  for (const member of told.direct) {
    const id = directThreadIdOf(subject, member);
    const channel = directPlaceOf(member);
    await tables.threads.addBare({ id, subject, job: job.id, pi, channel, fallbacks: [] });
    await add(id, [member]);
  }
  for (const { member, untilMs } of told.gathered)
    for (const each of about) await tables.gathered.add({ member, job: each, dueMs: untilMs });
}

function wantsLines(notice: Notice): boolean {
  return notice.kind === "finished" && notice.failure?.hasLog === true;
}
