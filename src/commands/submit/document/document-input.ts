/** A document in the words of the line: what options can say as options, the rest as it is. */
import { nameSuffixOf } from "../../../domain/derived-ids.ts";
import type { SubmissionId } from "../../../domain/ids.ts";
import type { OnlyInDocuments } from "../../../domain/submission/submit-request.ts";
import { withoutUndefined } from "../../../domain/without-undefined.ts";
import type { Dependency } from "../../kinds/dependency.ts";
import { jobRefKind } from "../../kinds/job-ref.ts";
import { code } from "../../typing/quote.ts";
import type { SubmitInput } from "../submit-options.ts";
import type { SubmitDocument } from "./read-document.ts";

export type DocumentInput = {
  input: Partial<SubmitInput>;
  more: OnlyInDocuments;
  mistakes: readonly string[];
};

export function documentInput(document: SubmitDocument): DocumentInput {
  const { containerOverrides, retryStrategy, jobName, jobQueue, jobDefinition, tags, ...rest } = document;
  const { arrayProperties, timeout, dependsOn, parameters, shareIdentifier, ...only } = rest;
  const { command, environment, resourceRequirements = [], ...container } = containerOverrides ?? {};
  const required = (type: string) => resourceRequirements.find((one) => one.type === type)?.value;
  const waits = (dependsOn ?? []).map(readDependency);
  const rules = retryStrategy?.evaluateOnExit;
  return {
    input: withoutUndefined({
      name: typedName(jobName, tags),
      queue: jobQueue,
      jobdef: jobDefinition,
      command,
      vcpus: numberOf(required("VCPU")),
      memory: numberOf(required("MEMORY")),
      gpus: numberOf(required("GPU")),
      env: Object.fromEntries((environment ?? []).map(({ name, value }) => [name, value])),
      param: parameters ?? {},
      tag: ownTagsAside(tags),
      array: arrayProperties?.size,
      attempts: retryStrategy?.attempts,
      // Without rules AWS tries again after any failure; with rules as they say.
      retryOn: retryStrategy === undefined ? undefined : ("any" as const),
      timeout: timeout?.attemptDurationSeconds,
      dependsOn: waits.flatMap((wait) => ("found" in wait ? [wait.found] : [])),
      shareId: shareIdentifier,
    }),
    more: withoutUndefined({
      ...only,
      container: Object.keys(container).length === 0 ? undefined : container,
      retryRules: rules === undefined || rules.length === 0 ? undefined : rules,
    }),
    mistakes: waits.flatMap((wait, at) =>
      "mistake" in wait ? [`${code(`dependsOn[${at}]`)}: ${wait.mistake}`] : [],
    ),
  };
}

/** What a dry run showed has our six at its end: they are made anew. */
function typedName(jobName: string | undefined, tags: SubmitDocument["tags"]): string | undefined {
  const submission = tags?.["batchmate:submission"];
  if (jobName === undefined || submission === undefined) return jobName;
  const suffix = `-${nameSuffixOf(submission as SubmissionId)}`;
  return jobName.endsWith(suffix) ? jobName.slice(0, -suffix.length) : jobName;
}

/** Ours are made anew too. */
function ownTagsAside(tags: SubmitDocument["tags"] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !name.startsWith("batchmate:")));
}

function readDependency({
  jobId,
  type,
}: NonNullable<SubmitDocument["dependsOn"]>[number]): { found: Dependency } | { mistake: string } {
  if (jobId === undefined) {
    if (type === "SEQUENTIAL") return { found: { type } };
    return { mistake: "say which job to wait for with `jobId`; only `SEQUENTIAL` stands alone." };
  }
  const reading = jobRefKind.read(jobId, code(jobId));
  if (!reading.ok) return { mistake: reading.mistake };
  if (reading.value.kind === "stream" || reading.value.node !== undefined)
    return { mistake: `${code(jobId)} is no job that another can wait for.` };
  return { found: { on: reading.value, ...(type === undefined ? {} : { type }) } };
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
