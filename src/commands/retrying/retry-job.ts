import { countOf, type OldIndexes, type ToldOldIndexes } from "../../domain/array/old-indexes.ts";
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { memoryTimes } from "../../domain/submission/more-memory.ts";
import { awsSilentAbout } from "../../messages/aws-silent.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { alreadyAgain } from "../../messages/retrying/already-again.ts";
import { cannotRepeat } from "../../messages/retrying/cannot-repeat.ts";
import { notEnded } from "../../messages/retrying/not-ended.ts";
import { retryPreview } from "../../messages/retrying/retry-preview.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import type { NextStep } from "../../messages/text/next-step.ts";
import { type Answer, toMe } from "../answer.ts";
import { type Before, readBefore } from "../logs/read-before.ts";
import { type Part, partOfArray } from "../looking/part-of-array.ts";
import { refreshJob } from "../looking/refresh-job.ts";
import type { Request } from "../request.ts";
import type { SubmitInput } from "../submit/submit-options.ts";
import { type Again, submitWish } from "../submit/submit-wish.ts";
import { saveDraft } from "../typing/line-draft.ts";
import { dependenciesAgain } from "./dependencies-again.ts";
import { isGivenAgain, moreAgain, type Repeated, repeatedInput } from "./repeat-input.ts";
import type { RetryInput } from "./retry-options.ts";

export type Changes = Omit<RetryInput, "job">;

export type RetryWish = {
  /** What it was given is given again. */
  job: Job;
  changes: Changes;
  said: readonly string[];
  /** The job whose button was pressed, or of which it was shown what would be sent: once it has a successor that is past. */
  behind?: SubmissionId;
  /** Shown before, and wanted. */
  confirmed?: { part?: OldIndexes; how?: ToldOldIndexes["how"] };
};

/** Kept for the button under what was shown. */
export type RetryDraft = {
  job: SubmissionId;
  behind: SubmissionId;
  changes: Changes;
  part?: OldIndexes;
  /** How the program was to learn its old index, as it was shown. */
  how?: ToldOldIndexes["how"];
};

/** The job again, behind the newest of its subject: who asks for it becomes its owner. */
export async function retryJob(request: Request, wish: RetryWish): Promise<Answer> {
  const { services } = request;
  const pi = services.labs().pis.get(wish.job.pi);
  if (pi === undefined) return toMe(draftGone("retry"));
  const newest = (await services.store.jobs.newestOfChain(wish.job)) ?? wish.job;
  const { job: last } = await refreshJob(request, newest);
  if (wish.behind !== undefined && wish.behind !== last.id) return alreadyRun(request, last);
  if (!isEnded(last.state)) return toMe(notEnded(last, await namesOf(request, last)));
  const { confirmed } = wish;
  if (confirmed?.part !== undefined && confirmed.how !== pi.arrayRetry)
    return wrong([toldOtherwise(pi, confirmed.how)]);
  const job = last.id === wish.job.id ? last : wish.job;
  const before = await readBefore(request, pi, job);
  if (before === undefined) return toMe(awsSilentAbout(job));
  const part: Part | { mistake: string } | undefined = confirmed?.part
    ? { old: confirmed.part }
    : await partOfArray(request, pi, { job, last }, partWish(wish.changes));
  if (part !== undefined && "mistake" in part) return wrong([part.mistake]);
  const dependencies = await dependenciesAgain(request, { pi, job, given: before.given });
  if (dependencies.mistakes.length > 0) return wrong(dependencies.mistakes);
  const repeated = repeatedInput(job, before.given, before.definition);
  const lost = repeated.lost.filter((each) => !isGivenAgain(wish.changes, each));
  if (lost.length > 0)
    return toMe(
      cannotRepeat(
        job,
        lost.map(({ what }) => what),
      ),
    );
  const { input, said } = changed(repeated, { job, before, changes: wish.changes, part });
  return submitWish(request, pi, {
    input: { ...input, dependsOn: dependencies.dependsOn },
    said: [...wish.said, ...said, ...(part?.said ?? []), ...dependencies.said],
    again: againOf(request, wish, { pi, last, repeated, old: part && "old" in part ? part.old : undefined }),
    more: moreAgain(repeated, wish.changes),
  });
}

/** Another was quicker, or it was pressed twice. */
export async function alreadyRun(request: Request, newest: Job): Promise<Answer> {
  return toMe(alreadyAgain(newest, await namesOf(request, newest)));
}

async function namesOf({ services }: Request, job: Job): Promise<{ ownerName: string }> {
  return { ownerName: await services.nameOf(job.owner, job.hutchnet) };
}

function partWish({ failed, index }: Changes): Parameters<typeof partOfArray>[3] {
  return { failed, index };
}

type Change = { job: Job; before: Before; changes: Changes; part: Part | undefined };

/** What it was given, with what is to be other now. */
function changed(
  { input }: Repeated,
  { job, before, changes, part }: Change,
): { input: SubmitInput; said: string[] } {
  const { vcpus, gpus, timeout, queue, jobdef, env, param, shell } = changes;
  const memory = memoryOf(job, before, changes);
  const hasCommand = changes.command !== undefined || shell !== undefined;
  const attempts = changes.attempts ?? input.attempts;
  const retryOn = changes.retryOn ?? input.retryOn;
  return {
    said: memory?.said ?? [],
    input: {
      ...input,
      vcpus: vcpus ?? input.vcpus,
      memory: memory?.mib ?? input.memory,
      gpus: gpus ?? input.gpus,
      timeout: timeout ?? input.timeout,
      queue: queue ?? input.queue,
      jobdef: jobdef ?? input.jobdef,
      env: { ...input.env, ...env },
      param: { ...input.param, ...param },
      attempts: attempts ?? (changes.retryOn === undefined ? undefined : job.asked.attempts),
      retryOn,
      command: hasCommand ? changes.command : input.command,
      shell,
      ...(part === undefined ? {} : { array: arraySizeOf(part) }),
    },
  };
}

/** One index is no array. */
function arraySizeOf(part: Part): number | undefined {
  if ("all" in part) return part.all;
  const count = countOf(part.old);
  return count === 1 ? undefined : count;
}

function memoryOf(
  job: Job,
  { definition }: Before,
  { memory, vcpus }: Changes,
): { mib: number; said: string[] } | undefined {
  if (memory === undefined) return undefined;
  if ("mib" in memory) return { mib: memory.mib, said: [] };
  const had = job.facts?.head.size ?? job.asked.size;
  const size = { vcpus: vcpus ?? had.vcpus, memoryMiB: had.memoryMiB };
  const mib = memoryTimes(size, memory.times, { fargate: definition?.fargate ?? false });
  return { mib, said: [`${memory.times}x its ${had.memoryMiB / 1024} GiB is ${mib / 1024} GiB`] };
}

type AgainOf = { pi: Pi; last: Job; repeated: Repeated; old: OldIndexes | undefined };

function againOf(request: Request, wish: RetryWish, { pi, last, repeated, old }: AgainOf): Again {
  const { changes, confirmed, job } = wish;
  const carried = new Set([...repeated.carried].filter((name) => !(name in changes.env)));
  const told: ToldOldIndexes | undefined =
    old === undefined || pi.arrayRetry === "off" ? undefined : { ...old, how: pi.arrayRetry };
  const later = (): Promise<NextStep> => keep(request, { job, behind: last.id, changes, told });
  const isPicked = (changes.failed || changes.index !== undefined) && told !== undefined;
  return {
    after: last,
    carried,
    later,
    ...(told === undefined ? {} : { oldIndexes: told }),
    ...(confirmed === undefined ? {} : { anyway: true }),
    ...(isPicked && confirmed === undefined
      ? {
          show: async ({ job: preview, said }, secrets) =>
            toMe(retryPreview({ ...preview, said, secrets, told }, await later())),
        }
      : {}),
  };
}

type ToKeep = { job: Job; behind: SubmissionId; changes: Changes; told: ToldOldIndexes | undefined };

/** What AWS was asked is not kept: it is asked again at the press. */
async function keep(request: Request, { job, behind, changes, told }: ToKeep): Promise<NextStep> {
  const draft = draftIdOf(request.invocation.id, "retry");
  const body: RetryDraft = {
    job: job.id,
    behind,
    changes,
    ...(told === undefined ? {} : { part: { ranges: told.ranges, size: told.size }, how: told.how }),
  };
  await saveDraft(request, draft, "retry", body);
  return { verb: "retry", step: "confirm", label: "Submit", value: draft, style: "primary" };
}

/** What was shown can not be sent as it was, and a program would read other samples. */
function toldOtherwise({ name, arrayRetry }: Pi, how: ToldOldIndexes["how"] | undefined): string {
  const was = how === undefined ? "" : `was \`${how}\` when this was shown, and `;
  return `How ${name}'s programs learn their old index (\`arrayRetry\`) ${was}is \`${arrayRetry}\` now: retry again, to see what would be sent.`;
}

function wrong(sentences: readonly string[]): Answer {
  return toMe(mistakes({ verb: "retry", mistakes: sentences.map((what) => ({ what })) }));
}
