import { draftIdOf } from "../../domain/derived-ids.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { firstStartedAtMs } from "../../domain/job/job-times.ts";
import { isUnstarted } from "../../domain/job/stop-loss.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { alreadyEnded } from "../../messages/stopping/already-ended.ts";
import { cancelQuestion } from "../../messages/stopping/cancel-question.ts";
import { cancelled } from "../../messages/stopping/cancelled.ts";
import { notStopped } from "../../messages/stopping/not-stopped.ts";
import { neverSent, withdrawn } from "../../messages/stopping/withdrawn.ts";
import { durationWords } from "../../messages/text/duration.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { type JobRef, jobRefKind } from "../kinds/job-ref.ts";
import { findJob } from "../looking/find-job.ts";
import { refreshJob } from "../looking/refresh-job.ts";
import { namedIn } from "../people/describe-member.ts";
import { behindVerb, render } from "../render.ts";
import { type Request, stopperOf } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import {
  type CancelInput,
  cancelAbout,
  cancelAliases,
  cancelArgs,
  cancelAsks,
  cancelExamples,
  cancelMistakenFor,
  cancelOptions,
  checkCancel,
  isFilter,
} from "./cancel-options.ts";
import { saveStop } from "./save-stops.ts";
import { askOrStopMany, type CancelManyDraft, engineOf, stopFound } from "./stop-many.ts";
import { fittingTargets, namedTargets, targetsBeside } from "./stop-targets.ts";

export const cancel = command({
  verb: "cancel",
  aliases: cancelAliases,
  mistakenFor: cancelMistakenFor,
  summary: "Stop jobs that have not finished",
  about: cancelAbout,
  args: cancelArgs,
  options: cancelOptions,
  asks: cancelAsks,
  examples: cancelExamples,
  check: checkCancel,
  access: "cancel",
  run: async (request, input): Promise<Answer> => {
    const reason = maskSecrets(input.reason ?? "").text;
    const [only, another] = input.jobs;
    if (another === undefined && !isFilter(input) && namedIn(only).indexes.length === 0)
      return cancelOne(request, input, reason);
    const found = isFilter(input)
      ? await fittingTargets(request, input, (also): string =>
          behindVerb(render(cancel, { ...input, ...also })),
        )
      : await namedTargets(request, input.jobs, (job, at): string =>
          render(cancel, { ...input, jobs: input.jobs.with(at, job) }),
        );
    if ("answer" in found) return found.answer;
    return askOrStopMany(request, found, { reason, isSure: input.yes });
  },
  steps: {
    confirm: async (request, { value }) => {
      const draft = await findDraft(request, value, "cancel");
      if (draft === undefined) return toMe(draftGone("cancel"));
      const body = draft.body as CancelDraft | CancelManyDraft;
      return "targets" in body ? confirmMany(request, body) : confirmOne(request, body);
    },
    batch: async (request, { value }) => {
      const found = await targetsBeside(request, value);
      if ("answer" in found) return found.answer;
      return askOrStopMany(request, found, { reason: "", isSure: false });
    },
  },
});

/** An id fits one job. */
const bareLine = (job: JobRef): string => `cancel ${jobRefKind.write(job)}`;

type CancelDraft = { job: SubmissionId; reason: string };

async function cancelOne(request: Request, input: CancelInput, reason: string): Promise<Answer> {
  const lineFor = (job: JobRef) => render(cancel, { ...input, jobs: [job] });
  const found = await findJob(request, { ref: input.jobs[0], action: "cancel", lineFor, several: "ask" });
  if ("answer" in found) return found.answer;
  const { job } = await refreshJob(request, found.job);
  if (isEnded(job.state)) return ended(request, job);
  return input.yes || needsNoQuestion(request, job) ? stop(request, job, reason) : ask(request, job, reason);
}

/** Asked again at the click: what a person may do can have changed since the question. */
async function confirmOne(request: Request, { job: id, reason }: CancelDraft): Promise<Answer> {
  const found = await findJob(request, { ref: { kind: "id", id }, action: "cancel", several: "ask" });
  if ("answer" in found) return found.answer;
  const { job } = await refreshJob(request, found.job);
  return isEnded(job.state) ? ended(request, job) : stop(request, job, reason);
}

async function confirmMany(request: Request, { targets, reason }: CancelManyDraft): Promise<Answer> {
  const refs = targets.map(({ job, indexes }) => ({
    kind: "id" as const,
    id: job,
    ...(indexes && { indexes }),
  }));
  const found = await namedTargets(request, refs, bareLine);
  if ("answer" in found) return found.answer;
  const nameOf = new Map<string, string>(targets.map(({ job, name }) => [job, name]));
  const missing = found.missing.map((id) => nameOf.get(id) ?? id);
  return stopFound(request, { ...found, missing }, reason);
}

/** One's own job that has not started: nothing is lost. */
function needsNoQuestion(request: Request, job: Job): boolean {
  const isHarmless = isUnstarted(job) && job.asked.arraySize === undefined;
  return job.owner === request.member.id && isHarmless && engineOf(request, job) === undefined;
}

async function ask(request: Request, job: Job, reason: string): Promise<Answer> {
  const { services, member, invocation } = request;
  const draft = draftIdOf(invocation.id, "confirm");
  const body: CancelDraft = { job: job.id, reason };
  await saveDraft(request, draft, "cancel", body);
  const engine = engineOf(request, job);
  return toMe(
    cancelQuestion({
      job,
      draft,
      lost: whatIsLost(job, request.nowMs),
      ...(engine === undefined ? {} : { engine }),
      ...(job.owner === member.id ? {} : { ownerName: await services.nameOf(job.owner, job.hutchnet) }),
    }),
  );
}

function whatIsLost(job: Job, nowMs: number): string {
  const startedAtMs = firstStartedAtMs(job);
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
  const stopping = await saveStop(request, job, reason);
  if (stopping.approval?.outcome?.kind === "withdrawn") {
    services.changed();
    return toMe(withdrawn(stopping));
  }
  if (isOwn(request, stopping) && isEnded(stopping.state) && stopping.batchId === undefined) {
    services.changed();
    return toMe(neverSent(stopping));
  }
  if (isEnded(stopping.state)) return ended(request, stopping);
  if (stopping.stop === undefined) return toMe(notStopped(job, "not-known-yet"));
  services.changed();
  const outcome = await services.stops.send(job.id);
  return toMe(outcome === "taken" ? cancelled(stopping) : notStopped(job, outcome));
}

function isOwn({ member, invocation }: Request, { stop: saved }: Job): boolean {
  return saved?.by === member.id && saved.atMs === invocation.reply.receivedAtMs;
}
