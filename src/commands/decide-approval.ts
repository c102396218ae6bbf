/** A yes or a no to a job that waits for it: decided once, whoever presses and however often. */
import type { ApprovalOutcome } from "../domain/approval.ts";
import type { Job } from "../domain/job.ts";
import { besideOthers } from "../domain/lab-limits.ts";
import { limits } from "../domain/limits.ts";
import { membershipIn } from "../domain/member.ts";
import type { Pi } from "../domain/pi.ts";
import { maskSecrets } from "../domain/secret.ts";
import type { Wish } from "../domain/submission.ts";
import { checkSubmission } from "../domain/submission-checks.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { cannotApprove, decidedBefore, youApproved, youDenied } from "../messages/decided.ts";
import type { Tables } from "../store/tables.ts";
import { type Answer, toMe } from "./answer.ts";
import { findJob } from "./find-job.ts";
import type { JobRef } from "./kinds/job-ref.ts";
import { labUse } from "./lab-use.ts";
import { actorOf, type Request, stopperOf } from "./request.ts";

export type Approving = {
  ref: JobRef | undefined;
  /** Such jobs too, for a while. */
  stands: boolean;
  lineFor?(job: JobRef): string;
};

/** What was asked for is sent to the letter, if it still can be. */
export async function approve(request: Request, { ref, stands, lineFor }: Approving): Promise<Answer> {
  const found = await waitingJob(request, ref, lineFor);
  if ("answer" in found) return found.answer;
  const { job } = found;
  const { services, member, invocation } = request;
  const problems = await stillWrong(request, job);
  if (problems.length > 0) return toMe(cannotApprove(job, problems));
  // The time the person asked: done again after a crash, it is the same yes.
  const atMs = invocation.reply.receivedAtMs;
  const standsUntilMs = stands ? { standsUntilMs: atMs + limits.standingYesMs } : {};
  return decide(
    request,
    job,
    { kind: "approved", by: member.id, atMs, ...standsUntilMs },
    async (settled) => {
      const sent = await services.submissions.send(settled.id);
      return youApproved(sent, { ownerName: await services.nameOf(job.owner, job.hutchnet) });
    },
  );
}

export async function deny(
  request: Request,
  { ref, reason, lineFor }: { ref: JobRef | undefined; reason: string; lineFor?(job: JobRef): string },
): Promise<Answer> {
  const found = await waitingJob(request, ref, lineFor);
  if ("answer" in found) return found.answer;
  const { job } = found;
  const { services, member, invocation } = request;
  const outcome: ApprovalOutcome = {
    kind: "denied",
    by: member.id,
    atMs: invocation.reply.receivedAtMs,
    reason: maskSecrets(reason).text,
  };
  return decide(request, job, outcome, async (settled) =>
    youDenied(settled, { ownerName: await services.nameOf(job.owner, job.hutchnet) }),
  );
}

/** The job, if this person may decide over it and it still waits; what this very intention decided before is gone on with. */
export async function waitingJob(
  request: Request,
  ref: JobRef | undefined,
  lineFor?: (job: JobRef) => string,
): Promise<{ job: Job } | { answer: Answer }> {
  const found = await findJob(request, {
    ref,
    action: "approve",
    several: "ask",
    ...(lineFor === undefined ? {} : { lineFor }),
  });
  if ("answer" in found || found.job.state === "approval") return found;
  const before = await request.services.store.approvals.get(found.job.id);
  if (before?.invocation === request.invocation.id) return resumed(request, found.job);
  return { answer: await wasDecided(request, found.job) };
}

/** After a crash between the decision and the answer. */
async function resumed(request: Request, job: Job): Promise<{ answer: Answer }> {
  const { services } = request;
  const ownerName = await services.nameOf(job.owner, job.hutchnet);
  if (job.approval?.outcome?.kind !== "approved") return { answer: toMe(youDenied(job, { ownerName })) };
  return { answer: toMe(youApproved(await services.submissions.send(job.id), { ownerName })) };
}

export async function wasDecided({ services }: Request, job: Job): Promise<Answer> {
  const ownerName = await services.nameOf(job.owner, job.hutchnet);
  return toMe(decidedBefore(job, { ownerName, ...(await stopperOf(services, job)) }));
}

async function decide(
  request: Request,
  job: Job,
  outcome: ApprovalOutcome,
  answer: (settled: Job) => Promise<ReturnType<typeof youDenied>>,
): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const { id, pi } = job;
  const lab = services.labs().pis.get(pi);
  const settled = await services.store.transaction(async (tables) => {
    const problems =
      outcome.kind === "approved" && lab !== undefined
        ? await tooMuchNow(tables, services.clock, { pi: lab, id })
        : [];
    if (problems.length > 0) return { problems };
    const done = await tables.settleApproval(
      { job: id, outcome, invocation: invocation.id },
      { nowMs, quietMs: services.quietMs },
    );
    if (done.isOurs)
      await tables.audit.append({
        atMs: nowMs,
        member: member.id,
        via: invocation.via,
        verb: invocation.verb,
        pi,
        job: id,
        outcome: "done",
        detail: {
          decision: outcome.kind,
          owner: done.job.owner,
          ...("standsUntilMs" in outcome && outcome.standsUntilMs !== undefined
            ? { standsUntilMs: outcome.standsUntilMs }
            : {}),
        },
      });
    return done;
  });
  if ("problems" in settled) return toMe(cannotApprove(job, settled.problems));
  if (!settled.isOurs) return wasDecided(request, settled.job);
  services.changed();
  return toMe(await answer(settled.job));
}

/** Of two yeses at once, the second is held against what the first has sent. */
async function tooMuchNow(
  tables: Tables,
  clock: Clock,
  { pi, id }: { pi: Pi; id: Job["id"] },
): Promise<string[]> {
  await tables.jobUse.hold(pi.name);
  const job = await tables.jobs.get(id);
  if (job === undefined || job.state !== "approval") return [];
  const use = await labUse({ store: tables, clock }, { pi, member: job.owner }, job);
  return besideOthers(pi, job.asked, use).map(({ what }) => what);
}

/** What has changed since it was asked for: the queue, the definition, the lab's limits, its owner's place in the lab. */
async function stillWrong(request: Request, job: Job): Promise<string[]> {
  const { services, member } = request;
  const pi = services.labs().pis.get(job.pi);
  const waiting = await services.store.approvals.get(job.id);
  if (pi === undefined || waiting?.asked === undefined) return [];
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
  return [...gone, ...(await checkNow(request, { pi, job, wish: waiting.asked.wish, queue, definition }))];
}

async function checkNow(
  { services }: Request,
  {
    pi,
    job,
    wish,
    ...of
  }: { pi: Pi; job: Job; wish: Wish } & Pick<Parameters<typeof checkSubmission>[1], "queue" | "definition">,
): Promise<string[]> {
  const use = await labUse(services, { pi, member: job.owner }, job);
  return checkSubmission(wish, { pi, ...of, ...use });
}

/** It is sent in the owner's name. */
async function isStillOfLab({ services }: Request, { owner, pi }: Job): Promise<boolean> {
  if (services.admins.has(owner)) return true;
  const memberships = await services.store.roster.membershipsOf(owner);
  return membershipIn({ id: owner, memberships, isAdmin: false }, pi) !== undefined;
}
