import { AwsError } from "../wire/aws-error.ts";
import type { BatchAccount } from "./batch-account.ts";

/** The tags of whatever an ARN names, to read or to change. Children of arrays have none of their own. */
export function tagsOf(account: BatchAccount, arn: string): Record<string, string> {
  const job = account.jobs.get(arn.split(":job/")[1] ?? "");
  if (job?.arn === arn && job.array?.kind !== "child") return job.tags;
  const queue = [...account.queues.values()].find((candidate) => candidate.arn === arn);
  if (queue) return ownTags(queue.seed);
  const definition = [...account.definitions.values()].flat().find((candidate) => candidate.arn === arn);
  if (definition) return ownTags(definition.input);
  const environment = [...account.environments.values()].find((candidate) => candidate.arn === arn);
  if (environment) return ownTags(environment.seed);
  throw new AwsError("ClientException", `Resource ${arn} not found`);
}

function ownTags(owner: { tags?: Record<string, string> }): Record<string, string> {
  owner.tags ??= {};
  return owner.tags;
}
