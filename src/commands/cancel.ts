import { draftIdOf } from "../domain/derived-ids.ts";
import type { SubmissionId } from "../domain/ids.ts";
import { isDraftId } from "../domain/invocation.ts";
import type { Job, Stop } from "../domain/job.ts";
import { isEnded, type State } from "../domain/job-state.ts";
import { maskSecrets } from "../domain/secret.ts";
import { toTrouble } from "../domain/trouble.ts";
import { alreadyEnded } from "../messages/already-ended.ts";
import { cancelQuestion } from "../messages/cancel-question.ts";
import { cancelled } from "../messages/cancelled.ts";
import { draftGone } from "../messages/draft-gone.ts";
import { durationWords } from "../messages/duration.ts";
import { notStopped } from "../messages/not-stopped.ts";
import { type Answer, toMe } from "./answer.ts";
import { command } from "./command.ts";
import { flag } from "./declare-argument.ts";
import { findJob } from "./find-job.ts";
import { type JobRef, jobRef } from "./kinds/job-ref.ts";
import { text } from "./kinds/text.ts";
import { saveDraft } from "./line-draft.ts";
import { refreshJob } from "./refresh-job.ts";
import { render } from "./render.ts";
import { actorOf, type Request, stopperOf } from "./request.ts";

export const cancel = command({
  verb: "cancel",
  aliases: ["kill", "stop", "terminate", "abort", "scancel"],
  mistakenFor: ["rm", "delete", "del", "remove", "qdel"],
  summary: "Stop a job that has not finished",
  args: { job: jobRef("The job: an id, its first letters, a name, or a console link.") },
  options: {
    reason: text("Why; shown in the thread.", { max: 500, placeholder: "'wrong genome'" }),
    yes: flag("Do not ask first.", { letters: ["y"] }),
  },
  examples: ["cancel 3fa9", 'cancel align-NA12878 --reason "wrong genome"'],
  access: "cancel",
  run: async (request, input) => {
    const { job: ref, reason, yes } = input;
    const lineFor = (job: JobRef) => render(cancel, { ...input, job });
    const found = await findJob(request, { ref, action: "cancel", lineFor, several: "ask" });
    if ("answer" in found) return found.answer;
    const { job } = await refreshJob(request, found.job);
    if (isEnded(job.state)) return ended(request, job);
    const why = maskSecrets(reason ?? "").text;
    return yes || needsNoQuestion(request, job) ? stop(request, job, why) : ask(request, job, why);
  },
  steps: {
    confirm: async (request, { value }) => {
      const draft = isDraftId(value)
        ? await request.services.store.drafts.find(value, request.member.id)
        : undefined;
      if (draft === undefined) return toMe(draftGone("cancel"));
      const { job: id, reason } = draft.body as CancelDraft;
      const ref = { kind: "id", id } as const;
      // Asked again at the click: what a person may do can have changed since the question.
      const found = await findJob(request, { ref, action: "cancel", several: "ask" });
      if ("answer" in found) return found.answer;
      return isEnded(found.job.state) ? ended(request, found.job) : stop(request, found.job, reason);
    },
  },
});

type CancelDraft = { job: SubmissionId; reason: string };

const notStarted: ReadonlySet<State> = new Set(["submitting", "submitted", "waiting"]);

/** One's own job that has not started: nothing is lost. */
function needsNoQuestion({ member }: Request, job: Job): boolean {
  return job.owner === member.id && notStarted.has(job.state) && job.asked.arraySize === undefined;
}

async function ask(request: Request, job: Job, reason: string): Promise<Answer> {
  const { services, member, invocation } = request;
  const draft = draftIdOf(invocation.id, "confirm");
  const body: CancelDraft = { job: job.id, reason };
  await saveDraft(request, draft, "cancel", body);
  return toMe(
    cancelQuestion({
      job,
      draft,
      lost: whatIsLost(job, request.nowMs),
      ...(job.owner === member.id ? {} : { ownerName: await services.nameOf(job.owner, job.hutchnet) }),
    }),
  );
}

function whatIsLost(job: Job, nowMs: number): string {
  const startedAtMs = job.facts?.firstStartedAtMs;
  if (startedAtMs === undefined) return "has not started yet";
  return `has run ${durationWords(Math.max(0, nowMs - startedAtMs))}`;
}

async function ended({ services }: Request, job: Job): Promise<Answer> {
  return toMe(
    alreadyEnded(job, {
      ownerName: await services.nameOf(job.owner, job.hutchnet),
      ...(await stopperOf(services, job)),
    }),
  );
}

/** The stop is saved before AWS is asked, so that its end is told as a stop; what AWS refuses is taken back. */
async function stop(request: Request, job: Job, reason: string): Promise<Answer> {
  const { member, services, logger } = request;
  const pi = services.labs().pis.get(job.pi);
  if (job.batchId === undefined || pi === undefined) return toMe(notStopped(job, "not-known-yet"));
  // The time the person asked: done again after a crash, it is the same stop.
  const by: Stop = { by: member.id, reason, atMs: request.invocation.reply.receivedAtMs };
  const stopping = await saveStop(request, job, by);
  services.changed();
  try {
    const actor = actorOf(member, job.pi);
    await services.batch.terminate(pi, actor, {
      batchId: job.batchId,
      reason: reasonFor(actor.hutchnet, reason),
    });
  } catch (error) {
    const trouble = toTrouble(error);
    logger.warn({ err: trouble, job: job.batchId, kind: trouble.kind }, "AWS did not stop a job");
    if (trouble.kind !== "unknown") await takeBackStop(request, job);
    services.changed();
    return toMe(notStopped(job, trouble.kind));
  }
  return toMe(cancelled(stopping));
}

/** Stands as the job's status reason in AWS; 1,024 characters at most. */
function reasonFor(hutchnet: string, reason: string): string {
  return `Stopped by ${hutchnet}${reason === "" ? "" : `: ${reason}`}`.slice(0, 1_024);
}

function saveStop({ services, nowMs }: Request, { id }: Job, stop: Stop): Promise<Job> {
  return services.store.transaction(async (tables) => {
    const before = (await tables.jobs.get(id)) as Job;
    const after: Job = { ...before, stop, version: before.version + 1 };
    const notice = { kind: "stopping", by: stop.by, reason: stop.reason, state: before.state } as const;
    const also = [{ key: `stopping:${stop.atMs}`, notice }];
    await tables.recordJob({ before, after, also }, { nowMs, quietMs: services.quietMs });
    return after;
  });
}

function takeBackStop({ services, nowMs }: Request, { id }: Job): Promise<void> {
  return services.store.transaction(async (tables) => {
    const before = (await tables.jobs.get(id)) as Job;
    const { stop: _refused, ...rest } = before;
    const after: Job = { ...rest, version: before.version + 1 };
    await tables.recordJob({ before, after }, { nowMs, quietMs: services.quietMs });
  });
}
