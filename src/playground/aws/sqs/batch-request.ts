import { AwsError } from "../wire/aws-error.ts";
import { asSqsError } from "./sqs-error.ts";

type Entry = { Id?: string };
type Failed = { Id: string; SenderFault: boolean; Code: string; Message: string };

const mostEntries = 10;

/** Each entry is done or refused by itself. */
export function batch<E extends Entry>(
  entries: readonly E[] | undefined,
  deed: (entry: E) => Record<string, unknown>,
): { Successful: Record<string, unknown>[]; Failed: Failed[] } {
  const ids = check(entries ?? []);
  const done: { Successful: Record<string, unknown>[]; Failed: Failed[] } = { Successful: [], Failed: [] };
  for (const [index, entry] of (entries ?? []).entries()) {
    const Id = ids[index] ?? "";
    try {
      done.Successful.push({ Id, ...deed(entry) });
    } catch (error) {
      const { code, message } = asSqsError(error);
      done.Failed.push({ Id, SenderFault: true, Code: code, Message: message });
    }
  }
  return done;
}

function check(entries: readonly Entry[]): string[] {
  const ids = entries.map(({ Id = "" }) => Id);
  if (ids.length === 0)
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (ids.length > mostEntries)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${mostEntries}. You have sent ${ids.length}.`,
    );
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id)))
    throw new AwsError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${twice} repeated.`);
  return ids;
}
