/** The buttons of a live log. */

import { liveLogIdOf } from "../../domain/derived-ids.ts";
import type { NoticeId, SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isLive, type LiveTail, stoppedTail } from "../../domain/logs/live-log.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { liveLogGone, liveLogNotYours } from "../../messages/logs/log-followed.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import { findJob } from "../looking/find-job.ts";
import { refreshJob } from "../looking/refresh-job.ts";
import { note } from "../note.ts";
import { describeMember } from "../people/describe-member.ts";
import type { Request } from "../request.ts";
import { followLog } from "./follow-log.ts";

/** For everybody who follows it there. What stands in the message by then stays. */
export async function stopLiveLog(request: Request, target: StepTarget): Promise<Answer> {
  const { services, member } = request;
  const found = await findTail(request, target);
  if ("answer" in found) return found.answer;
  const { notice, tail, job } = found;
  const live = liveLogIdOf(tail.followed);
  const followers = await services.store.liveLogs.followersOf(live);
  const isMine = followers.some((each) => each.notice === notice && each.member === member.id);
  if (!isMine && !(await mayEnd(request, job))) return toMe(liveLogNotYours(job));
  const isStopped = await services.store.transaction(async (tables) => {
    // Who reads it holds it too while it says what it found.
    await tables.liveLogs.get(live);
    const body = (await tables.notices.get(notice))?.body;
    if (body?.kind !== "tail" || !isLive(body)) return false;
    await tables.liveLogs.endIn(notice);
    await tables.notices.retell(notice, stoppedTail(body, member.id, request.nowMs));
    const about = { pi: job.pi, job: job.batchId ?? job.id };
    await note(request, tables, { ...about, outcome: "done", detail: { deed: "stopped following" } });
    return true;
  });
  services.changed();
  return isStopped ? { kind: "done" } : toMe(liveLogGone());
}

/** In the message in which it ended. `lines`: what is shown where nothing grows any more. */
export async function resumeLiveLog(
  request: Request,
  target: StepTarget,
  lines: (line: string) => Promise<Answer>,
): Promise<Answer> {
  const found = await findTail(request, target);
  if ("answer" in found) return found.answer;
  const { notice, tail, job } = found;
  const { child, node } = tail.followed;
  const again = { again: notice };
  if (child === undefined && node === undefined) {
    const fresh = await refreshJob(request, job);
    return (await followLog(request, { job: fresh.job, ...again })) ?? lines(job.id);
  }
  const one = child === undefined ? { node: node ?? 0 } : { child };
  const member = await describeMember(request, job, one);
  const line = `${job.batchId ?? job.id}${child === undefined ? `#${node}` : `:${child}`}`;
  if (!("job" in member)) return lines(line);
  const which = child === undefined ? { node: node ?? 0 } : { index: child };
  return (await followLog(request, { job: member.job, which, ...again })) ?? lines(line);
}

type FoundTail = { notice: NoticeId; tail: LiveTail; job: Job };

/** A live log of a job one may not see is answered as one that is not there. */
async function findTail(request: Request, { value }: StepTarget): Promise<FoundTail | { answer: Answer }> {
  const row = await request.services.store.notices.get(value as NoticeId);
  if (row?.body.kind !== "tail" || !(await isSeen(request, row.job))) return { answer: toMe(liveLogGone()) };
  const ref = { kind: "id", id: row.job } as const;
  const found = await findJob(request, { ref, action: "logs", several: "ask" });
  return "answer" in found ? found : { notice: row.id, tail: row.body, job: found.job };
}

async function isSeen({ services, member }: Request, id: SubmissionId): Promise<boolean> {
  const job = await services.store.jobs.get(id);
  return job !== undefined && visiblePis(member, services.labs().pis.keys()).includes(job.pi);
}

async function mayEnd(request: Request, job: Job): Promise<boolean> {
  const pi = request.services.labs().pis.get(job.pi);
  if (pi === undefined) return false;
  const subject = { pi, owner: job.owner, job: job.batchId ?? job.id };
  return (await allow(request, "end-live-log", subject)).allowed;
}
