/** A yes or a no to what waits for it, one job or many at once: decided once, whoever presses and however often. */
import type { ApprovalOutcome } from "../../domain/approval/approval.ts";
import { type AskedTogether, isUndecided } from "../../domain/approval/asked-together.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { besideOthers } from "../../domain/people/lab-limits.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import { checkBatch } from "../../domain/submission/batch-checks.ts";
import type { Clock } from "../../lifecycle/clock.ts";
import { cannotApprove, decidedBefore, youApproved, youDenied } from "../../messages/approvals/decided.ts";
import type { Tables } from "../../store/tables.ts";
import { type Answer, toMe } from "../answer.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { findJob } from "../looking/find-job.ts";
import { pausedNow } from "../people/paused.ts";
import { type Request, stopperOf } from "../request.ts";
import { labUse } from "../submit/lab-use.ts";
import { stillWrong } from "../submit/still-wrong.ts";

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
  const { member, invocation } = request;
  const problems = await stillWrong(request, found);
  if (problems.length > 0) return toMe(cannotApprove(found.whole, problems));
  // The time the person asked: done again after a crash, it is the same yes.
  const atMs = invocation.reply.receivedAtMs;
  const standsUntilMs = stands ? { standsUntilMs: atMs + limits.standingYesMs } : {};
  return decide(request, found.whole, { kind: "approved", by: member.id, atMs, ...standsUntilMs });
}

export async function deny(
  request: Request,
  { ref, reason, lineFor }: { ref: JobRef | undefined; reason: string; lineFor?(job: JobRef): string },
): Promise<Answer> {
  const found = await waitingJob(request, ref, lineFor);
  if ("answer" in found) return found.answer;
  return decide(request, found.whole, {
    kind: "denied",
    by: request.member.id,
    atMs: request.invocation.reply.receivedAtMs,
    reason: maskSecrets(reason).text,
  });
}

/** The job, or the many, if this person may decide and they still wait; what this very intention decided before is gone on with. */
export async function waitingJob(
  request: Request,
  ref: JobRef | undefined,
  lineFor?: (job: JobRef) => string,
): Promise<AskedTogether | { answer: Answer }> {
  const found = await findJob(request, {
    ref,
    action: "approve",
    several: "ask",
    ...(lineFor === undefined ? {} : { lineFor }),
  });
  if ("answer" in found) return found;
  const asked = await request.services.store.askedAsOne(found.job);
  if (isUndecided(asked)) return asked;
  const { whole } = asked;
  const before = await request.services.store.approvals.get(whole.id);
  if (before?.invocation === request.invocation.id) return { answer: await answerFor(request, whole) };
  return { answer: await wasDecided(request, whole) };
}

export async function wasDecided({ services }: Request, job: Job): Promise<Answer> {
  const ownerName = await services.nameOf(job.owner, job.hutchnet);
  return toMe(decidedBefore(job, { ownerName, ...(await stopperOf(services, job)) }));
}

async function decide(request: Request, whole: Job, outcome: ApprovalOutcome): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const { id, pi } = whole;
  const lab = services.labs().pis.get(pi);
  const settled = await services.store.transaction(async (tables) => {
    const problems =
      outcome.kind === "approved" && lab !== undefined
        ? await tooMuchNow(tables, services.clock, { pi: lab, job: whole })
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
          ...(done.job.approval?.together === undefined ? {} : { jobs: done.job.approval.together.size }),
          ...("standsUntilMs" in outcome && outcome.standsUntilMs !== undefined
            ? { standsUntilMs: outcome.standsUntilMs }
            : {}),
        },
      });
    return done;
  });
  if ("problems" in settled) return toMe(cannotApprove(whole, settled.problems));
  if (!settled.isOurs) return wasDecided(request, (await services.store.askedAsOne(settled.job)).whole);
  services.changed();
  return answerFor(request, settled.job);
}

/** A single job is sent at once, so that what AWS says is part of the answer; many go one after the other. */
async function answerFor(request: Request, decided: Job): Promise<Answer> {
  const { services } = request;
  const ownerName = await services.nameOf(decided.owner, decided.hutchnet);
  if (decided.approval?.outcome?.kind !== "approved") return toMe(youDenied(decided, { ownerName }));
  const paused = await pausedNow(request, decided.pi);
  if (decided.approval.together === undefined) {
    const sent = await services.submissions.send(decided.id);
    return toMe(youApproved(sent, { ownerName, paused, ...(await stopperOf(services, sent)) }));
  }
  services.submissions.wake();
  return toMe(youApproved(decided, { ownerName, paused }));
}

/** Of two yeses at once, the second is held against what the first has sent. */
async function tooMuchNow(
  tables: Tables,
  clock: Clock,
  { pi, job }: { pi: Pi; job: Job },
): Promise<string[]> {
  await tables.jobUse.hold(pi.name);
  const asked = await tables.askedAsOne((await tables.jobs.get(job.id)) ?? job);
  if (!isUndecided(asked)) return [];
  const { whole, rows } = asked;
  const use = await labUse({ store: tables, clock }, { pi, member: whole.owner }, rows.length);
  if (whole.approval?.together === undefined)
    return besideOthers(pi, whole.asked, use).map(({ what }) => what);
  return checkBatch(
    rows.map(({ asked }) => asked),
    pi,
    use,
  );
}
