import { threadIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, SubmissionId } from "../domain/ids.ts";
import { askAtMs, type Job } from "../domain/job.ts";
import { notPosted } from "../messages/not-posted.ts";
import { rejectedByAws } from "../messages/rejected-by-aws.ts";
import { submitted } from "../messages/submitted.ts";
import { submittedUncertain } from "../messages/submitted-uncertain.ts";
import type { PostedCard } from "../threads/posted-card.ts";
import { type Answer, toMe } from "./answer.ts";
import type { Prepared } from "./prepare-submission.ts";
import type { Request } from "./request.ts";

/** How long an answer waits for its job's card, to link to it. */
const cardWaitMs = 2_500;

/** Intent before deed: saved with its thread, then sent once. Taken up again after a crash, it is the same submission. */
export async function sendPrepared(request: Request, prepared: Prepared): Promise<Answer> {
  const { services } = request;
  await save(request, prepared);
  const job = await sendOnce(request, prepared.job.id);
  await services.store.audit.append({
    atMs: services.clock.nowMs(),
    member: job.owner,
    via: request.invocation.via,
    verb: "submit",
    pi: job.pi,
    job: job.batchId ?? job.id,
    outcome: job.state === "rejected" ? "failed" : "done",
    detail: { queue: job.queue, definition: job.definition, submission: job.id },
  });
  if (job.state === "rejected") return toMe(rejectedByAws(job, job.rejection ?? ""));
  const card = await services.cards.waitFor(job.subject, cardWaitMs);
  return toMe(await answerFor(request, { job, prepared, card }));
}

/** Taken up again, it may be at AWS already: from the first try on, the resolver alone decides what is sent again. */
async function sendOnce({ services }: Request, id: SubmissionId): Promise<Job> {
  const { store, submissions } = services;
  const submission = await store.submissions.get(id);
  const job = await store.jobs.get(id);
  return job === undefined || submission?.state === "saved" ? submissions.send(id) : job;
}

function save({ services, nowMs }: Request, { job, request, places }: Prepared): Promise<void> {
  return services.store.transaction(async (tables) => {
    if ((await tables.jobs.get(job.id)) !== undefined) return;
    const [place, ...fallbacks] = places;
    await tables.jobs.add(job, askAtMs(job, nowMs, services.quietMs) ?? nowMs);
    await tables.submissions.add({
      id: job.id,
      state: "saved",
      member: job.owner,
      pi: job.pi,
      request,
      tries: 0,
      nextAtMs: nowMs + leaseMs,
    });
    await tables.threads.add({
      id: threadIdOf(job.subject, place as ChannelId),
      subject: job.subject,
      job: job.id,
      pi: job.pi,
      channel: place as ChannelId,
      fallbacks,
    });
  });
}

/** Were the process to die here, the submission is taken up after this. */
const leaseMs = 5_000;

type Sent = { job: Job; prepared: Prepared; card: PostedCard | undefined };

async function answerFor({ services }: Request, { job, prepared, card }: Sent) {
  const link = card && (await services.permalink(card.channel, card.ts));
  const cardLink = link === undefined ? {} : { cardLink: link };
  if (job.batchId === undefined) return submittedUncertain(job, cardLink);
  const [wanted] = prepared.places;
  if (card !== undefined && wanted !== undefined && card.channel !== wanted && /^[CG]/.test(wanted)) {
    return notPosted(job, { went: card.channel.startsWith("D") ? "direct" : "lab-channel", ...cardLink });
  }
  return submitted(job, { ...cardLink, said: prepared.said });
}
