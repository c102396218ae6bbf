import type { Job } from "./job.ts";

/** `a workflow`: by the lab's own tag, which does not say which engine it is. */
export type WorkflowEngine = "Nextflow" | "Cromwell" | "a workflow";

/**
 * Which engine submitted a job and will submit it again when it is stopped; undefined where nothing says so. The lab's
 * `runTag` counts first, then the tags that engines set, and for a job that was not submitted here the name of its
 * definition: Nextflow registers `nf-IMAGE`, Cromwell `cromwell_IMAGE`.
 */
export function workflowEngineOf(
  { facts, definition }: Pick<Job, "facts" | "definition">,
  runTag: string | undefined,
): WorkflowEngine | undefined {
  const tags = facts?.head.tags ?? {};
  const byTag = Object.keys(tags).map(engineOfTag).find(Boolean);
  if (runTag !== undefined && tags[runTag] !== undefined) return byTag ?? engineOfTag(runTag) ?? "a workflow";
  if (byTag !== undefined) return byTag;
  const isOurs = tags["batchmate:submission"] !== undefined;
  return facts === undefined || isOurs ? undefined : engineOfDefinition(facts.head.definition || definition);
}

/** By whose conventions a tag is named. */
export function engineOfTag(name: string): WorkflowEngine | undefined {
  if (/^nextflow\b/i.test(name)) return "Nextflow";
  return /^cromwell\b/i.test(name) ? "Cromwell" : undefined;
}

/** By whose conventions a definition is named. */
export function engineOfDefinition(name: string): WorkflowEngine | undefined {
  if (/^nf-/.test(name)) return "Nextflow";
  return /^cromwell[-_]/i.test(name) ? "Cromwell" : undefined;
}
