import type { Job } from "../../domain/job/job.ts";
import { failureOf } from "../../domain/telling/notices-of.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { type Answer, toMe } from "../answer.ts";
import { command, type StepTarget } from "../command.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { findJob } from "../looking/find-job.ts";
import { render } from "../render.ts";
import type { Request } from "../request.ts";
import { resumeSubmission } from "../submit/send-prepared.ts";
import { findDraft } from "../typing/line-draft.ts";
import { parse } from "../typing/parse.ts";
import { type Changes, type RetryDraft, retryJob } from "./retry-job.ts";
import { checkRetry, retryArgs, retryExamples, retryOptions } from "./retry-options.ts";

export const retry = command({
  verb: "retry",
  aliases: ["rerun", "resubmit", "again", "requeue"],
  summary: "Run a job that has ended again, in the same thread",
  about:
    "What it was given is given again, but for what you say otherwise; the job becomes yours. Of an array, `--failed` runs only the children that failed, with the indexes they had.",
  args: retryArgs,
  options: retryOptions,
  examples: retryExamples,
  check: checkRetry,
  access: "submit",
  run: async (request, { job: ref, ...input }, { said }) => {
    const begun = await resumeSubmission(request, said);
    if (begun !== undefined) return begun;
    const { indexes, others } = withoutIndexes(ref);
    const changes: Changes = { ...input, index: input.index ?? indexes };
    const lineFor = (job: JobRef) => render(retry, { ...changes, job });
    const found = await findJob(request, { ref: others, action: "submit", lineFor, several: "ask" });
    return "answer" in found ? found.answer : retryJob(request, { job: found.job, changes, said });
  },
  steps: {
    again: (request, target) => retryPressed(request, target, () => ({})),
    memory: (request, target) => retryPressed(request, target, moreMemory),
    failed: (request, target) => retryPressed(request, target, () => ({ failed: true })),
    confirm: retryConfirmed,
  },
});

/** `3fa9:3,17` names children, and the job is found without them. */
function withoutIndexes(ref: JobRef | undefined): {
  others: JobRef | undefined;
  indexes?: readonly number[];
} {
  if (ref === undefined || ref.kind === "stream" || ref.indexes === undefined) return { others: ref };
  const { indexes, ...others } = ref;
  return { others, indexes };
}

/** What a failure advises. */
function moreMemory(job: Job): Partial<Changes> {
  const next = job.state === "failed" ? failureOf(job).next : undefined;
  return next?.kind === "more-memory" ? { memory: { mib: next.memoryMiB } } : { memory: { times: 2 } };
}

/** A button on a job: for that one run of it, however often it is pressed. */
async function retryPressed(
  request: Request,
  { value }: StepTarget,
  changesFor: (job: Job) => Partial<Changes>,
): Promise<Answer> {
  const begun = await resumeSubmission(request, []);
  if (begun !== undefined) return begun;
  const ref = { kind: "id", id: value } as const;
  const found = await findJob(request, { ref, action: "submit", several: "ask" });
  if ("answer" in found) return found.answer;
  const { job } = found;
  const changes: Changes = { ...noChanges(), ...changesFor(job) };
  return retryJob(request, { job, changes, said: [], behind: job.id });
}

/** Whether the person may is asked at the click, and AWS once more what the job was given. */
async function retryConfirmed(request: Request, { value }: StepTarget): Promise<Answer> {
  const draft = await findDraft(request, value, "retry");
  if (draft === undefined) return toMe(draftGone("retry"));
  const begun = await resumeSubmission(request, []);
  if (begun !== undefined) return begun;
  const { job: id, behind, changes, part, how } = draft.body as RetryDraft;
  const found = await findJob(request, { ref: { kind: "id", id }, action: "submit", several: "ask" });
  if ("answer" in found) return found.answer;
  const confirmed = part === undefined ? {} : { part, ...(how === undefined ? {} : { how }) };
  return retryJob(request, { job: found.job, changes, said: [], behind, confirmed });
}

function noChanges(): Changes {
  const parsed = parse(retry, "");
  if (!parsed.ok) throw new Error("retry wants something typed");
  const { job: _none, ...changes } = parsed.input;
  return changes;
}
