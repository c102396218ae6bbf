import { draftIdOf } from "../domain/derived-ids.ts";
import type { SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { isEnded, type State } from "../domain/job-state.ts";
import { limits } from "../domain/limits.ts";
import { maskSecrets } from "../domain/secret.ts";
import type { Stop } from "../domain/stop.ts";
import { alreadyEnded } from "../messages/already-ended.ts";
import { cancelQuestion } from "../messages/cancel-question.ts";
import { cancelled } from "../messages/cancelled.ts";
import { draftGone } from "../messages/draft-gone.ts";
import { durationWords } from "../messages/duration.ts";
import { mistakes } from "../messages/mistakes.ts";
import { notStopped } from "../messages/not-stopped.ts";
import { type Answer, toMe } from "./answer.ts";
import { command } from "./command.ts";
import { flag } from "./declare-argument.ts";
import { findJob } from "./find-job.ts";
import { type JobRef, jobRef } from "./kinds/job-ref.ts";
import { text } from "./kinds/text.ts";
import { findDraft, saveDraft } from "./line-draft.ts";
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
    const part =
      ref !== undefined && ref.kind !== "stream" && (ref.indexes !== undefined || ref.node !== undefined);
    if (part) return toMe(mistakes({ verb: "cancel", mistakes: [{ what: wholeOnly }] }));
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
      const draft = await findDraft(request, value);
      if (draft === undefined) return toMe(draftGone("cancel"));
      const { job: id, reason } = draft.body as CancelDraft;
      const ref = { kind: "id", id } as const;
      // Asked again at the click: what a person may do can have changed since the question.
      const found = await findJob(request, { ref, action: "cancel", several: "ask" });
      if ("answer" in found) return found.answer;
      const { job } = await refreshJob(request, found.job);
      return isEnded(job.state) ? ended(request, job) : stop(request, job, reason);
    },
  },
});

const wholeOnly =
  "A single child or node cannot be stopped from here yet: leave out what stands behind the id to stop all of the job.";

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

/** Saved before AWS is asked: from then on it is asked for until AWS has taken it. */
async function stop(request: Request, job: Job, reason: string): Promise<Answer> {
  const { services } = request;
  if (job.batchId === undefined) return toMe(notStopped(job, "not-known-yet"));
  const stopping = await saveStop(request, job, reason);
  if (isEnded(stopping.state)) return ended(request, stopping);
  services.changed();
  const outcome = await services.stops.send(job.id);
  return toMe(outcome === "taken" ? cancelled(stopping) : notStopped(job, outcome));
}

/** Somebody's stop that is under way stays: it has the same end. */
function saveStop(
  { services, member, invocation, nowMs }: Request,
  { id }: Job,
  reason: string,
): Promise<Job> {
  return services.store.transaction(async (tables) => {
    const before = (await tables.jobs.get(id)) as Job;
    if (before.stop !== undefined || isEnded(before.state)) return before;
    const stop: Stop = {
      by: member.id,
      hutchnet: actorOf(member, before.pi).hutchnet,
      reason,
      // The time the person asked: done again after a crash, it is the same stop.
      atMs: invocation.reply.receivedAtMs,
      dueMs: nowMs + limits.stopLeaseMs,
    };
    const after: Job = { ...before, stop, version: before.version + 1 };
    await tables.recordJob({ before, after }, { nowMs, quietMs: services.quietMs });
    return after;
  });
}
