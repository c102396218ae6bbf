/** CloudWatch Logs did not answer. `later`: asking again can help; `permanent`: it cannot; `unknown`: neither is clear. */
export class LogTrouble extends Error {
  readonly kind: "permanent" | "later" | "unknown";

  constructor(kind: LogTrouble["kind"], cause: unknown) {
    super(`CloudWatch Logs gave no page: ${reasonOf(cause)}`, { cause });
    this.name = "LogTrouble";
    this.kind = kind;
  }
}

export function logTroubleOf(error: unknown): LogTrouble {
  return new LogTrouble(kindOf(error), error);
}

/** AWS was asked too often. */
export function isThrottled(error: unknown): boolean {
  const cause = error instanceof LogTrouble ? error.cause : undefined;
  if (!(cause instanceof Error)) return false;
  const { name, $metadata, $retryable }: SdkFailure = cause;
  return throttles.has(name) || $retryable?.throttling === true || $metadata?.httpStatusCode === 429;
}

type SdkFailure = Error & {
  code?: string;
  $metadata?: { httpStatusCode?: number };
  $retryable?: { throttling?: boolean };
};

const throttles: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "Throttling",
  "TooManyRequestsException",
  "LimitExceededException",
  "RequestLimitExceeded",
]);

/** Reading changes nothing, so whatever may pass may be asked again. */
const passing: ReadonlySet<string> = new Set([
  ...throttles,
  "ServiceUnavailableException",
  "ExpiredTokenException",
  "ExpiredToken",
  "RequestExpired",
  "TimeoutError",
  "AbortError",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

function kindOf(error: unknown): LogTrouble["kind"] {
  if (!(error instanceof Error)) return "unknown";
  const { name, code = "", $metadata, $retryable }: SdkFailure = error;
  const status = $metadata?.httpStatusCode ?? 0;
  if (passing.has(name) || passing.has(code) || $retryable?.throttling === true) return "later";
  if (status === 429 || status >= 500) return "later";
  // The SDK gave up before it sent anything.
  if (name === "CredentialsProviderError" || (status >= 400 && status < 500)) return "permanent";
  return "unknown";
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // A refused connection is an AggregateError without a message.
  const { message, code, name }: SdkFailure = cause;
  return message || code || name;
}
