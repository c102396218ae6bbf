import { totalOf } from "../../domain/approval/approval.ts";
import { submissionIdOf, threadIdOf } from "../../domain/derived-ids.ts";
import type { ChannelId, MemberId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { vcpusOf } from "../../domain/job/job-queue.ts";
import { limits } from "../../domain/limits.ts";
import { besideOthers } from "../../domain/people/lab-limits.ts";
import type { Pause } from "../../domain/people/pause.ts";
import { decidedBefore } from "../../messages/approvals/decided.ts";
import { nobodyApproves, waitsForApproval } from "../../messages/approvals/waits-for-approval.ts";
import { editSteps } from "../../messages/job/job-steps.ts";
import { notPosted } from "../../messages/not-posted.ts";
import { keptWhilePaused } from "../../messages/people/submitting-paused.ts";
import { alreadyAgain } from "../../messages/retrying/already-again.ts";
import { neverSent } from "../../messages/stopping/withdrawn.ts";
import { rejectedByAws } from "../../messages/submit/rejected-by-aws.ts";
import { submitted } from "../../messages/submit/submitted.ts";
import { submittedUncertain } from "../../messages/submit/submitted-uncertain.ts";
import { type Answer, toMe } from "../answer.ts";
import {
  isUnanswerable,
  type NeededApproval,
  neededApproval,
  whoIsAsked,
} from "../approvals/needed-approval.ts";
import { pausedMeanwhile, pauseHolding } from "../people/paused.ts";
import { actorOf, type Request, stopperOf } from "../request.ts";
import { saveThreads } from "../save-threads.ts";
import { roleRefusedAnswer } from "../trouble-answer.ts";
import { labUseHeld } from "./lab-use.ts";
import { definitionNameOf, lastValuesOf } from "./last-values.ts";
import { type SubmitPrefill, savePrefill } from "./prefill.ts";
import type { Prepared } from "./prepare-submission.ts";
import { askForYes, saveIntents, withApproval } from "./save-intents.ts";
import { wrongSubmission } from "./wrong-submission.ts";

/** How long an answer waits for its job's card, to link to it. */
const cardWaitMs = 2_500;

/** Intent before deed: saved with its thread, then sent once; or, where a manager's yes is needed, when that is given. */
export async function sendPrepared(
  request: Request,
  prepared: Prepared,
  prefill: SubmitPrefill | undefined,
): Promise<Answer> {
  const { services } = request;
  const needed = await neededApproval(request, [prepared]);
  const [approval] = needed?.approvals ?? [];
  if (approval !== undefined && needed !== undefined && isUnanswerable(needed))
    return toMe(nobodyApproves(prepared.job, approval));
  const sized = { ...prepared, job: await boundedByQueue(request, prepared.job) };
  const { quicker, problems = [], paused } = await save(request, sized, needed);
  if (paused !== undefined) return pausedMeanwhile(request, paused, prefill);
  if (problems.length > 0) return wrongSubmission(request, problems, prefill);
  if (quicker !== undefined) {
    const ownerName = await services.nameOf(quicker.owner, quicker.hutchnet);
    const form = prefill && (await savePrefill(request, { ...prefill, after: undefined }));
    return toMe(alreadyAgain(quicker, { ownerName }, form));
  }
  return goOn(request, (await services.store.jobs.get(prepared.job.id)) as Job, {
    wanted: prepared.destinations[0]?.[0],
    said: prepared.said,
  });
}

/** Children of an array that wait for others use nothing meanwhile: that is known only while the queue is. */
async function boundedByQueue({ services, member, logger }: Request, job: Job): Promise<Job> {
  const { asked } = job;
  const pi = services.labs().pis.get(job.pi);
  if (asked.arraySize === undefined || pi === undefined) return job;
  try {
    const queues = await services.queues(pi, actorOf(member, pi.name));
    const queue = queues.find(({ name }) => name === job.queue);
    const most = queue && vcpusOf(queue);
    if (most === undefined || most >= totalOf(asked).vcpus) return job;
    return { ...job, asked: { ...asked, vcpusAtOnce: most } };
  } catch (error) {
    logger.warn({ err: error, queue: job.queue }, "How large a queue is can not be said");
    return job;
  }
}

/** The answer of a submission that this very invocation has begun before; undefined when it has begun none. */
export async function resumeSubmission(
  request: Request,
  said: readonly string[],
): Promise<Answer | undefined> {
  const known = await request.services.store.jobs.get(submissionIdOf(request.invocation.id));
  return known && goOn(request, known, { wanted: undefined, said });
}

async function goOn(request: Request, job: Job, about: About): Promise<Answer> {
  if (isNeverSent(job)) {
    request.services.changed();
    return answerFor(request, job, about);
  }
  return answerFor(request, await request.services.submissions.send(job.id), about);
}

/** It waits for a yes, or has got none. */
function isNeverSent({ approval }: Job): boolean {
  const kind = approval?.outcome?.kind;
  return approval !== undefined && kind !== "approved" && kind !== "standing";
}

/** Saves nothing where another job was quicker to come after the same one, or has taken what the lab had left. */
function save(
  request: Request,
  toSend: Prepared,
  needed: NeededApproval | undefined,
): Promise<{ quicker?: Job; problems?: readonly string[]; paused?: Pause }> {
  const { services, nowMs } = request;
  const { job: prepared, wish, destinations, after, isRepeated } = toSend;
  const pi = services.labs().pis.get(prepared.pi);
  return services.store.transaction(async (tables) => {
    const use = pi && (await labUseHeld(tables, services.clock, { pi, member: prepared.owner }));
    if ((await tables.jobs.get(prepared.id)) !== undefined) return {};
    const paused = await tables.pauses.of(prepared.pi, services.clock.nowMs());
    if (paused !== undefined) return { paused };
    // Held first: of two who go on from the same job, one sees what the other has saved.
    const before = after && (await tables.jobs.get(after));
    const newest = before && (await tables.jobs.newestOfChain(before));
    if (newest !== undefined && newest.id !== after) return { quicker: newest };
    const problems = pi && use ? besideOthers(pi, prepared.asked, use) : [];
    if (problems.length > 0) return { problems: problems.map(({ what }) => what) };
    const job: Job = {
      ...withApproval(prepared, needed?.approvals[0]),
      // It may have told more since this was prepared.
      version: Math.max(prepared.version, (before?.version ?? 0) + 1),
      // A dry run may be confirmed hours after it was shown. What comes after is younger, whatever the clock says.
      submittedAtMs: Math.max(nowMs, (before?.submittedAtMs ?? 0) + 1),
    };
    const intents = [{ job, request: toSend.request, wish }];
    await saveIntents(tables, request, { intents, sendAtMs: nowMs + leaseMs });
    // What is run again was another's wish, and of an array perhaps a part: no next submission begins so.
    if (isRepeated !== true && wish.oldIndexes === undefined) {
      const whose = { member: job.owner, pi: job.pi, definition: definitionNameOf(job) };
      await tables.formValues.keep(whose, lastValuesOf(toSend), nowMs);
    }
    if (before !== undefined) {
      await tables.threads.goOnWith(job);
      if (job.batchRow !== undefined) await tables.batches.goOn(job.subject);
      // AWS mostly answers before: then the first edit shows what it said.
      await tables.threads.markStale([job.subject], nowMs + limits.cardEditMs);
    }
    await saveThreads(tables, job, destinations);
    if (needed !== undefined) await askForYes(tables, request, { job, needed });
    return {};
  });
}

/** Were the process to die here, the submission is taken up after this. */
const leaseMs = 5_000;

type About = { wanted: ChannelId | MemberId | undefined; said: readonly string[] };

async function answerFor(request: Request, job: Job, { wanted, said }: About): Promise<Answer> {
  const { services } = request;
  if (isNeverSent(job) && job.state !== "approval")
    return toMe(decidedBefore(job, { ownerName: "", ...(await stopperOf(services, job)) }));
  if (job.state === "rejected") return notAccepted(request, job);
  if (job.state === "stopped" && job.batchId === undefined) return toMe(neverSent(job));
  const thread = wanted && threadIdOf(job.subject, wanted);
  const card = await services.cards.waitFor(job.subject, { waitMs: cardWaitMs, thread });
  const link = card && (await services.permalink(card.channel, card.ts));
  const cardLink = link === undefined ? {} : { cardLink: link };
  if (job.state === "approval" && job.approval !== undefined) {
    const { asked } = await whoIsAsked(services, job);
    return toMe(waitsForApproval(job, job.approval, { asked, said, ...cardLink }));
  }
  const holding = await pauseHolding({ services }, job);
  if (holding !== undefined) return toMe(keptWhilePaused(job, holding, cardLink));
  if (job.batchId === undefined) return toMe(submittedUncertain(job, cardLink));
  if (card !== undefined && wanted !== undefined && card.channel !== wanted && /^[CG]/.test(wanted)) {
    return toMe(
      notPosted(job, { went: card.channel.startsWith("D") ? "direct" : "lab-channel", ...cardLink }),
    );
  }
  return toMe(submitted(job, { ...cardLink, said }));
}

function notAccepted(request: Request, job: Job): Answer {
  const { rejection } = job;
  if (rejection?.by !== "role") return toMe(rejectedByAws(job, rejection?.words ?? ""));
  const role = { pi: job.pi, lacks: rejection.lacks };
  request.logger.warn({ ...role, job: job.id }, "A submission was not taken for its lab's role");
  return roleRefusedAnswer(request, role, editSteps(job));
}
