/** What has changed since it was asked for: the queue, the definition, the lab's limits, its owner's place in the lab. */
import type { AskedTogether } from "../../domain/approval/asked-together.ts";
import type { Job } from "../../domain/job/job.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { JobQueue } from "../../domain/job/job-queue.ts";
import { limits } from "../../domain/limits.ts";
import { membershipIn } from "../../domain/people/member.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { checkBatch } from "../../domain/submission/batch-checks.ts";
import { checkSubmission, submissionProblems } from "../../domain/submission/submission-checks.ts";
import { actorOf, type Request } from "../request.ts";
import { labUse } from "./lab-use.ts";

export async function stillWrong(request: Request, asked: AskedTogether): Promise<string[]> {
  const { services, member } = request;
  const { whole: job } = asked;
  const pi = services.labs().pis.get(job.pi);
  if (pi === undefined) return [];
  if (pi.account !== job.account || pi.region !== job.region)
    return [`${job.pi} has moved to another account since.`];
  const actor = actorOf(member, job.pi);
  const [queues, definition, isStillIn] = await Promise.all([
    services.queues(pi, actor, "now"),
    services.definition(pi, actor, job.definition, "now"),
    isStillOfLab(request, job),
  ]);
  const queue = queues.find(({ name }) => name === job.queue);
  const gone = [
    ...(isStillIn ? [] : [`Its owner is no longer in ${job.pi}.`]),
    ...(queue === undefined ? [`Queue ${job.queue} is gone, or no longer ${job.pi}'s.`] : []),
    ...(definition === undefined ? [`${job.definition} is gone.`] : []),
  ];
  if (queue === undefined || definition === undefined) return gone;
  return [...gone, ...(await checkNow(request, asked, { pi, queue, definition }))];
}

type World = { pi: Pi; queue: JobQueue; definition: JobDefinition };

async function checkNow(
  { services }: Request,
  { whole, rows }: AskedTogether,
  world: World,
): Promise<string[]> {
  const { pi } = world;
  const use = await labUse(services, { pi, member: whole.owner }, rows.length);
  const isOne = whole.approval?.together === undefined;
  const problems = isOne
    ? []
    : checkBatch(
        rows.map(({ asked }) => asked),
        pi,
        use,
      );
  const seen = new Set(problems);
  for (const { id } of rows) {
    const wish = (await services.store.approvals.get(id))?.asked?.wish;
    if (wish === undefined) continue;
    const wrong = isOne
      ? checkSubmission(wish, { ...world, ...use })
      : submissionProblems(wish, { ...world, openSubmissions: 0 }).map(({ what }) => what);
    for (const what of wrong) seen.add(what);
  }
  return [...seen].slice(0, limits.batchMistakes);
}

/** It is sent in the owner's name. */
async function isStillOfLab({ services }: Request, { owner, pi }: Job): Promise<boolean> {
  if (services.admins.has(owner)) return true;
  const memberships = await services.store.roster.membershipsOf(owner);
  return membershipIn({ id: owner, memberships, isAdmin: false }, pi) !== undefined;
}
