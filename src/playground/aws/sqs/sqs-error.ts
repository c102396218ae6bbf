import { AwsError } from "../wire/aws-error.ts";

/** Errors that the older protocol calls by another name, which SQS still gives beside the new one. */
const older: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
  AccessDeniedException: "AccessDenied",
  InvalidParameterValueException: "InvalidParameterValue",
  MissingRequiredParameterException: "MissingParameter",
};
const prefixed = new Set([
  "BatchEntryIdsNotDistinct",
  "BatchRequestTooLong",
  "EmptyBatchRequest",
  "InvalidBatchEntryId",
  "MessageNotInflight",
  "PurgeQueueInProgress",
  "TooManyEntriesInBatchRequest",
  "UnsupportedOperation",
]);

/** What stands in `x-amzn-query-error`. */
export function queryError({ code, status }: AwsError): string {
  const name = older[code] ?? (prefixed.has(code) ? `AWS.SimpleQueueService.${code}` : code);
  return `${name};${status < 500 ? "Sender" : "Receiver"}`;
}

export function invalidValue(reason: string): AwsError {
  return new AwsError("InvalidParameterValueException", reason);
}

/** What is no error of AWS is a mistake of ours, and goes on its way. */
export function asSqsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  throw error;
}
