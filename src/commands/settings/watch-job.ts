import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { membershipIn } from "../../domain/people/member.ts";
import { asOneJob } from "../../domain/submission/batch.ts";
import { isDirect } from "../../domain/telling/telling.ts";
import { nothingToWatch, watching } from "../../messages/settings/watching.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import { findJob } from "../looking/find-job.ts";
import { note } from "../note.ts";
import { type Request, stopperOf } from "../request.ts";

/** Who presses is called at the job's end; who presses again is not. */
export async function watchJob(request: Request, { value }: StepTarget): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const { channel } = invocation.where;
  const found = await findJob(request, { ref: { kind: "id", id: value }, action: "see", several: "ask" });
  if ("answer" in found) return found.answer;
  const isIn = isDirect(channel) || (await services.isIn(channel, member.id));
  const { job, watches } = await services.store.transaction(async (tables) => {
    // In the transaction that would tell of its end it has either ended already, or this is known.
    const one = (await tables.jobs.get(found.job.id)) as Job;
    const batch = one.batchRow === undefined ? undefined : await tables.batches.get(one.subject);
    const fresh = batch?.first === one.id ? asOneJob(batch, one) : one;
    if (isEnded(fresh.state)) return { job: fresh, watches: false };
    const isAdmin = member.isAdmin && membershipIn(member, fresh.pi) === undefined;
    const watcher = { job: fresh.id, member: member.id, channel, isIn, isAdmin };
    const now = await tables.watchers.toggle(watcher, { by: invocation.id, atMs: nowMs });
    const about = { pi: fresh.pi, job: fresh.batchId ?? fresh.id };
    await note(request, tables, { ...about, outcome: "done", detail: { deed: now ? "watches" : "watched" } });
    return { job: fresh, watches: now };
  });
  if (isEnded(job.state))
    return toMe(
      nothingToWatch(job, {
        ownerName: await services.nameOf(job.owner, job.hutchnet),
        ...(await stopperOf(services, job)),
      }),
    );
  const threads = await services.store.threads.ofSubject(job.subject);
  const here = isIn && threads.some((thread) => thread.channel === channel);
  return toMe(watching(job, { watches, here }));
}
