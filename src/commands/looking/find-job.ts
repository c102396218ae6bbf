import type { SubjectId, SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import type { Action } from "../../domain/people/access.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { inOrderOfInterest } from "../../domain/submission/batch.ts";
import { notYoursToApprove } from "../../messages/approvals/not-yours-to-approve.ts";
import { jobNotFound } from "../../messages/job/job-not-found.ts";
import { whichJob, whichOfBatch } from "../../messages/job/which-job.ts";
import { ownerOnly } from "../../messages/people/owner-only.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { behindVerb } from "../render.ts";
import type { Request } from "../request.ts";
import { saveLine } from "../typing/line-draft.ts";

export type FoundJob = { job: Job } | { answer: Answer };

export type JobWish = {
  /** Absent: the job of the thread where it was asked. */
  ref: JobRef | undefined;
  action: Action;
  /** The same line for a certain job, to be offered where several fit; without it the bare verb. */
  lineFor?(job: JobRef): string;
  /** A name means the newest for looking, and is asked about before anything is done to the job. */
  several: "newest" | "ask";
};

/**
 * The one job a person means, among those they may see: another lab's is answered exactly as one that does not exist.
 */
export async function findJob(request: Request, wish: JobWish): Promise<FoundJob> {
  const { ref, several } = wish;
  if (ref === undefined) return ofThread(request, wish);
  const sought = await seekJob(request, { ref, action: wish.action, several });
  if ("job" in sought) return sought;
  if ("several" in sought) return { answer: await askWhich(request, wish, sought) };
  return { answer: await refusalOf(request, sought, wish.action) };
}

/** What became of looking for a job; `missing` is how it was named, for a job that is not there or another lab's alike. */
export type Sought = { job: Job } | NotMine | { typed: string; several: readonly Job[] };

type NotMine = { missing: string } | { ownerOnly: Job } | { undecided: Job; why: "own" | "managers-only" };

/** As `findJob`, for who has more to say than of one job. */
export async function seekJob(
  request: Request,
  { ref, action, several }: { ref: JobRef; action: Action; several: JobWish["several"] },
): Promise<Sought> {
  const typed = textOf(ref);
  const newest = newestOfEach(await matching(request, ref, typed), typed);
  const found = newest.filter((job, at) => isOtherQuestion(job, newest.slice(0, at), action));
  const [job] = found;
  if (job === undefined) return { missing: typed };
  if (found.length > 1 && (several === "ask" || !sameName(found, typed))) return { typed, several: found };
  return allowedJob(request, job, action);
}

async function refusalOf(request: Request, not: NotMine, action: Action): Promise<Answer> {
  if ("missing" in not) {
    request.trail.foundNone = true;
    return toMe(jobNotFound(not.missing));
  }
  if ("undecided" in not) return toMe(notYoursToApprove(not.undecided, not.why));
  const job = not.ownerOnly;
  const ownerName = await request.services.nameOf(job.owner, job.hutchnet);
  return toMe(ownerOnly(job, { ownerName, deed: action === "tell" ? "tell" : "stop" }));
}

async function ofThread(request: Request, wish: JobWish): Promise<FoundJob> {
  const { action } = wish;
  const { where, verb } = request.invocation;
  if (where.threadTs !== undefined) {
    const job = await request.services.store.jobs.ofThread(pisOf(request), where.channel, where.threadTs);
    if (job?.batchRow !== undefined && !isOneQuestion(job, action))
      return { answer: await askWhichOfBatch(request, wish, job.subject) };
    if (job !== undefined) {
      const sought = await allowedJob(request, job, action);
      return "job" in sought ? sought : { answer: await refusalOf(request, sought, action) };
    }
  }
  const what =
    "Say which job: its id, the id's first letters, or its name. In a job's own thread I know it by myself.";
  return { answer: toMe(mistakes({ verb, mistakes: [{ what }] })) };
}

async function matching(request: Request, ref: JobRef, typed: string): Promise<Job[]> {
  const { store } = request.services;
  const pis = pisOf(request);
  // Our own id stands in the buttons of a job that AWS does not know yet.
  if (/^s_[0-9a-f]{20}$/.test(typed)) {
    const job = await store.jobs.get(typed as SubmissionId);
    return job !== undefined && pis.includes(job.pi) ? [job] : [];
  }
  if (ref.kind === "stream") return store.logStreams.jobsOf(ref.stream, pis);
  return store.jobs.find({
    pis,
    ...(ref.kind === "id" || ref.kind === "start" ? { idStart: typed.toLowerCase() } : {}),
    ...(ref.kind === "start" || ref.kind === "name" ? { name: typed } : {}),
    limit: limits.candidates,
  });
}

/** The store holds the rule too; asked for again here, because a rule may change what a member may do to a job they see. */
export async function allowedJob(
  request: Request,
  job: Job,
  action: Action,
): Promise<{ job: Job } | NotMine> {
  const missing = job.batchId ?? job.name;
  const pi = request.services.labs().pis.get(job.pi);
  if (pi === undefined) return { missing };
  const decision = await allow(request, action, { pi, owner: job.owner, job: job.batchId ?? job.id });
  if (decision.allowed) return { job };
  switch (decision.why.kind) {
    case "not-in-lab":
      return { missing };
    case "own":
    case "managers-only":
      return { undecided: job, why: decision.why.kind };
    case "owner-only":
    case "lab-off":
      return { ownerOnly: job };
  }
}

/** The thread is that of many jobs: those are offered that somebody is most likely to mean. */
async function askWhichOfBatch(request: Request, wish: JobWish, subject: SubjectId): Promise<Answer> {
  const jobs = await request.services.store.batches.jobs(subject);
  const { verb } = request.invocation;
  const found = inOrderOfInterest(jobs).slice(0, limits.candidates);
  const candidates = await pickable(request, wish, found);
  return toMe(whichOfBatch({ verb, size: jobs.length, candidates }));
}

async function askWhich(
  request: Request,
  wish: JobWish,
  { typed, several: found }: { typed: string; several: readonly Job[] },
): Promise<Answer> {
  const candidates = await pickable(request, wish, found);
  return toMe(whichJob({ verb: request.invocation.verb, typed, candidates }));
}

/** Each with the line that a button runs. */
function pickable(request: Request, { lineFor }: JobWish, found: readonly Job[]) {
  const { verb } = request.invocation;
  return Promise.all(
    found.map(async (job) => {
      const id = job.batchId ?? job.id;
      const line = lineFor?.({ kind: "id", id }) ?? `${verb} ${id}`;
      return { job, draft: await saveLine(request, `pick ${job.id}`, { verb, text: behindVerb(line) }) };
    }),
  );
}

/** Of a job and what came before it in its threads, a name means the newest; an id means the one. */
function newestOfEach(found: readonly Job[], typed: string): readonly Job[] {
  const isNewest = (job: Job, at: number) =>
    job.name !== typed || !found.slice(0, at).some(({ subject }) => subject === job.subject);
  return found.filter(isNewest);
}

/** One yes is for all of them: whichever is named, the others are meant too. */
function isOneQuestion({ approval, state }: Job, action: Action): boolean {
  return action === "approve" && approval?.together !== undefined && state === "approval";
}

function isOtherQuestion(job: Job, before: readonly Job[], action: Action): boolean {
  return (
    !isOneQuestion(job, action) ||
    !before.some((other) => isOneQuestion(other, action) && other.subject === job.subject)
  );
}

/** Several jobs of one name are the same thing run again; several that begin alike are not. */
function sameName(found: readonly Job[], typed: string): boolean {
  return found.every((job) => job.name === typed || job.jobName === typed);
}

function pisOf({ member, services }: Request) {
  return visiblePis(member, services.labs().pis.keys());
}

function textOf(ref: JobRef): string {
  switch (ref.kind) {
    case "id":
      return ref.id;
    case "start":
      return ref.text;
    case "name":
      return ref.name;
    case "stream":
      return ref.stream;
  }
}
