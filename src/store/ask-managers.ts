import { approvalThreadIdOf, noticeIdOf } from "../domain/derived-ids.ts";
import { type ChannelId, directPlaceOf, type MemberId, type SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { ApprovalRound } from "../domain/telling/notice.ts";
import { quietUntilMs } from "../domain/telling/quiet-hours.ts";
import type { Tables } from "./tables.ts";

export type Asking = {
  job: Job;
  round: ApprovalRound;
  /** The lab's own, where others do not read along. */
  channel?: ChannelId | undefined;
  people: readonly MemberId[];
};

/**
 * Posts where those who may say yes see it, and to some of them as a message of its own: in their quiet hours when these
 * end. Asked again for the same round, it changes nothing. Only inside a transaction.
 */
export async function askManagers(
  tables: Tables,
  { job, round, channel, people }: Asking,
  nowMs: number,
): Promise<void> {
  const asked = people.slice(0, limits.approversAsked);
  const settings = await tables.settings.ofMembers(asked);
  if (channel !== undefined) await ask(tables, { job, round, place: channel }, nowMs);
  for (const member of asked) {
    const { quiet, zone } = settings.get(member) ?? {};
    const atMs = (quiet && quietUntilMs(quiet, zone ?? "UTC", nowMs)) ?? nowMs;
    await ask(tables, { job, round, place: directPlaceOf(member) }, atMs);
  }
}

/** All that is asked of one job has this key, so that it is found when it is to be closed. */
export function approvalKey(job: SubmissionId): string {
  return `${job} approval`;
}

async function ask(
  tables: Tables,
  { job, round, place }: { job: Job; round: ApprovalRound; place: ChannelId },
  atMs: number,
): Promise<void> {
  const { subject, pi } = job;
  const id = approvalThreadIdOf(job.id, place, round);
  const key = approvalKey(job.id);
  await tables.threads.addBare({ id, subject, job: job.id, pi, channel: place, fallbacks: [] });
  await tables.notices.add({
    id: noticeIdOf(id, key),
    thread: id,
    job: job.id,
    key,
    body: { kind: "approval", round },
    createdAtMs: atMs,
  });
}
