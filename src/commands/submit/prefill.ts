/** What a form of a submission begins with: from a line, a dry run, what was filled in before, or a job that has ended. */
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId, PiName, SubmissionId } from "../../domain/ids.ts";
import { isDraftId } from "../../domain/invocation.ts";
import type { Job } from "../../domain/job/job.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { maskText } from "../../domain/secrets/secret.ts";
import type { NamedValue, Wish } from "../../domain/submission/submission.ts";
import type { OnlyInDocuments } from "../../domain/submission/submit-request.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { cannotEdit } from "../../messages/retrying/cannot-edit.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Dependency } from "../kinds/dependency.ts";
import { findJob } from "../looking/find-job.ts";
import { actorOf, type Request } from "../request.ts";
import { moreBefore, sizeBefore } from "../retrying/repeat-input.ts";
import { findDraft, type LineDraft, saveDraft } from "../typing/line-draft.ts";
import { parse } from "../typing/parse.ts";
import type { Prepared } from "./prepare-submission.ts";
import { type SubmitInput, submitOptions } from "./submit-options.ts";

export type SubmitPrefill = {
  /** Absent: as for any new submission. */
  pi?: PiName;
  /** What is known; the rest stays empty. Absent: the person's last values. */
  input?: Partial<SubmitInput>;
  /** What a document said beyond what a form can show: it is sent with it all the same, and the form says so. */
  more?: OnlyInDocuments | undefined;
  /** The job that is submitted otherwise: what is sent goes on in its thread. */
  after?: SubmissionId | undefined;
  /** What the form says of itself: what is not filled in, and why. Full sentences. */
  notes?: readonly string[];
};

const kind = "submit prefill";

/** For a button `submit.edit`: it opens the form filled in. `name` tells apart several of one answer. */
export async function savePrefill(request: Request, prefill: SubmitPrefill, name = "edit"): Promise<DraftId> {
  const id = draftIdOf(request.invocation.id, name);
  await saveDraft(request, id, kind, prefill);
  return id;
}

/** What the id that a button carries stands for: a draft of this person's, or a job that they may see. */
export async function prefillOf(
  request: Request,
  value: string,
): Promise<SubmitPrefill | { answer: Answer }> {
  if (!isDraftId(value)) {
    const found = await findJob(request, { ref: { kind: "id", id: value }, action: "see", several: "ask" });
    if (!("job" in found)) return found;
    // A button of an old message may still ask for it.
    if (found.job.asked.oldIndexes !== undefined) return { answer: toMe(cannotEdit(found.job)) };
    return prefillOfJob(request, found.job);
  }
  const draft = await findDraft(request, value, kind, "submission", "line");
  switch (draft?.kind) {
    case kind:
      return draft.body as SubmitPrefill;
    case "submission":
      return prefillOfPrepared(draft.body as Prepared);
    case "line":
      return prefillOfLine(request, draft.body as LineDraft);
    default:
      return { answer: toMe(draftGone("submit")) };
  }
}

/** What of a line reads well; the rest is left empty. */
function prefillOfLine({ services }: Request, { text }: LineDraft): SubmitPrefill {
  const submit = services.commands.find(({ verb }) => verb === "submit");
  const parsed = submit && parse(submit, text);
  if (!parsed?.ok) return {};
  const input = parsed.input as unknown as SubmitInput;
  const notes = input.each.map(
    ({ name }) => `A form makes one job: what \`--each ${name}\` said is left out of it.`,
  );
  return { ...withoutUndefined({ pi: input.pi as PiName | undefined }), input, notes };
}

export function prefillOfPrepared({ job, wish, to, after }: Prepared): SubmitPrefill {
  return {
    pi: job.pi,
    more: wish.more,
    after,
    input: { ...inputOfWish(wish), ...withoutUndefined({ jobdef: job.definition, queue: job.queue, to }) },
  };
}

export function inputOfWish(wish: Wish): Partial<SubmitInput> {
  const { vcpus, memoryMiB: memory, gpus, arraySize: array, attempts, timeoutSeconds: timeout } = wish;
  return {
    ...withoutUndefined({ vcpus, memory, gpus, array, attempts, timeout, shareId: wish.shareIdentifier }),
    ...commandAsTyped(wish.command),
    name: wish.name,
    ...(attempts === undefined ? {} : { retryOn: wish.retryOn }),
    env: recordOf(wish.environment),
    param: recordOf(wish.parameters),
    tag: recordOf(wish.tags),
    dependsOn: wish.dependsOn.flatMap(dependencyOf),
  };
}

/** What is stored of a job: its environment is not, and what looked like a secret is masked. */
async function prefillOfJob(request: Request, job: Job): Promise<SubmitPrefill> {
  const { member, services, logger } = request;
  const pi = services.labs().pis.get(job.pi);
  const definition =
    pi &&
    (await services.definition(pi, actorOf(member, pi.name), job.definition).catch((error) => {
      logger.warn({ err: error }, "A definition could not be looked up for a form");
      return undefined;
    }));
  const { notes, ...filledIn } = inputOfJob(job, definition);
  const newest = await services.store.jobs.newestOfChain(job);
  const goesOn = isEnded(job.state) && newest?.id === job.id;
  const where = goesOn
    ? `It goes on in the same thread${member.memberships.length > 1 ? ", unless you choose another lab" : ""}.`
    : "It gets a thread of its own: in that job's thread another has come after it.";
  return {
    pi: job.pi,
    ...filledIn,
    ...(goesOn ? { after: job.id } : {}),
    notes: isEnded(job.state) ? [where, ...notes] : notes,
  };
}

/** What the job was given beyond its definition. */
export function inputOfJob(
  job: Pick<Job, "name" | "queue" | "definition" | "asked" | "batchId">,
  definition: JobDefinition | undefined,
): { input: Partial<SubmitInput>; more: OnlyInDocuments; notes: readonly string[] } {
  const { asked } = job;
  const changed = <T>(value: T, own: T | undefined): T | undefined => (value === own ? undefined : value);
  const parameters = Object.entries(asked.parameters).filter(
    ([name, value]) => definition?.parameters[name] !== value,
  );
  const kept = parameters.filter(([, value]) => !value.includes(maskText));
  const isOwnCommand = JSON.stringify(asked.command) === JSON.stringify(definition?.command);
  const command = isOwnCommand ? undefined : asked.command;
  const isMasked = command?.some((word) => word.includes(maskText)) === true;
  const tags = Object.entries(asked.tags ?? {});
  const keptTags = tags.filter(([, value]) => !value.includes(maskText));
  const masked = [
    ...parameters.filter((pair) => !kept.includes(pair)).map(([name]) => name),
    ...tags.filter((pair) => !keptTags.includes(pair)).map(([name]) => `the tag ${name}`),
    ...(isMasked ? ["the command"] : []),
  ];
  // A revision that is gone can not be used again: the newest can.
  const jobdef = definition?.active === false ? job.definition.replace(/:\d+$/, "") : job.definition;
  return {
    input: {
      jobdef,
      queue: job.queue,
      name: job.name,
      ...withoutUndefined({
        ...sizeBefore(job, definition),
        attempts:
          asked.retryOn === undefined ? changed(asked.attempts, definition?.attempts) : asked.attempts,
        timeout: changed(asked.timeoutSeconds, definition?.timeoutSeconds),
        array: asked.arraySize,
        retryOn: asked.retryOn === "rules" ? undefined : asked.retryOn,
        shareId: asked.shareIdentifier?.includes(maskText) === true ? undefined : asked.shareIdentifier,
      }),
      ...(keptTags.length === 0 ? {} : { tag: Object.fromEntries(keptTags) }),
      // What ran has waited already; what AWS never took has not.
      ...(job.batchId === undefined && asked.dependsOn !== undefined
        ? { dependsOn: asked.dependsOn.flatMap(dependencyOf) }
        : {}),
      param: Object.fromEntries(kept),
      ...(isMasked ? {} : commandAsTyped(command)),
    },
    more: moreBefore(job),
    notes: [
      ...(asked.more === "not kept"
        ? [
            "What it was given for its single containers is not kept: submit its document again where it needs that.",
          ]
        : []),
      "Filled in as the job was, but for its environment: that is not kept; fill it in again where it needs one.",
      ...(masked.length === 0 ? [] : [`Left empty because it looked like a secret: ${masked.join(", ")}.`]),
    ],
  };
}

function commandAsTyped(command: readonly string[] | undefined): Partial<SubmitInput> {
  if (command === undefined) return {};
  const [shell, option, text, ...more] = command;
  return shell === "/bin/sh" && option === "-c" && text !== undefined && more.length === 0
    ? { shell: text }
    : { command };
}

function recordOf(pairs: readonly NamedValue[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}

function dependencyOf({ jobId, type }: Wish["dependsOn"][number]): readonly Dependency[] {
  const text = [jobId, type].filter((part) => part !== undefined).join(":");
  const taken = submitOptions.dependsOn.read([{ text, part: text }]);
  return taken.ok ? taken.value : [];
}
