import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { may } from "../../domain/people/access.ts";
import { type ListedYes, waitingList } from "../../messages/approvals/approval-list.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";

/** What waits for this person's yes, and which of their lab's yeses stand. */
export async function approvalList(request: Request): Promise<Answer> {
  const { services, member, nowMs } = request;
  const pis = [...services.labs().pis.values()].filter((pi) => may(member, "approve", { pi }).allowed);
  if (pis.length === 0) return toMe(waitingList({ isManager: false, waiting: [], standing: [] }));
  const ids = await services.store.approvals.waitingIn(
    pis.map(({ name }) => name),
    limits.listPage,
  );
  const jobs = await Promise.all(ids.map((id) => services.store.jobs.get(id)));
  const others = jobs.filter((job) => job !== undefined).filter(({ owner }) => owner !== member.id);
  const waiting = await Promise.all(others.map(async (job) => (await services.store.askedAsOne(job)).whole));
  const nameOf = (job: Pick<Job, "owner" | "hutchnet">) => services.nameOf(job.owner, job.hutchnet);
  const standing: ListedYes[] = [];
  for (const pi of pis) {
    for (const yes of await services.store.approvals.standing({ pi: pi.name }, nowMs)) {
      const whose = await services.nameOf(yes.member, "somebody");
      if (yes.member !== member.id)
        standing.push({ ...yes, ownerName: whose, byName: await services.nameOf(yes.by, "somebody") });
    }
  }
  return toMe(
    waitingList({
      isManager: true,
      waiting: await Promise.all(waiting.map(async (job) => ({ job, ownerName: await nameOf(job) }))),
      standing: standing.slice(0, limits.listPage),
    }),
  );
}
