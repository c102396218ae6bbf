import type { RefusedRole } from "../domain/people/refused-role.ts";
import { Trouble, type TroubleKind } from "../domain/trouble.ts";

/** AWS did not do what was asked. */
export class AwsTrouble extends Trouble {
  constructor(
    kind: TroubleKind,
    code: string,
    options: ErrorOptions & { message?: string; role?: RefusedRole } = {},
  ) {
    super(kind, code, { ...options, vendor: "aws" });
    this.name = "AwsTrouble";
  }
}

/** Runs a call to AWS; what fails is thrown as AwsTrouble. */
export async function callAws<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw toAwsTrouble(cause);
  }
}

/** The connection was never made, so nothing was done. */
const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

const throttled = new Set([
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "RequestLimitExceeded",
  "RequestThrottledException",
  "RequestThrottled",
  // More messages in hand than SQS allows: they come back.
  "OverLimit",
]);

/** No credentials could be had, so the call itself was never sent. */
const withoutCredentials = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);

/** Refused at the door, and not for long: new credentials are on their way, or the SDK now knows how wrong our clock is. */
const outOfTime = new Set([
  "ExpiredTokenException",
  "ExpiredToken",
  "RequestExpired",
  "RequestTimeTooSkewed",
  "RequestInTheFuture",
]);

export function toAwsTrouble(cause: unknown): AwsTrouble {
  if (cause instanceof AwsTrouble) return cause;
  const { name, code, status, clockCorrected, message } = readError(cause);
  const trouble = (kind: TroubleKind) => new AwsTrouble(kind, name, { message, cause });
  if (throttled.has(name) || status === 429) return trouble("later");
  if (neverConnected.has(code) || withoutCredentials.has(name)) return trouble("later");
  const isRefused = status !== undefined && status >= 400 && status < 500;
  // A broken answer tells the time too: that says nothing of what was done.
  if (outOfTime.has(name) || (isRefused && clockCorrected)) return trouble("later");
  if (isRefused) return trouble("permanent");
  return trouble("unknown");
}

type SdkFailure = Error & {
  code?: unknown;
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
};

function readError(cause: unknown) {
  if (!(cause instanceof Error)) {
    return { name: "Unknown", code: "", status: undefined, clockCorrected: false, message: String(cause) };
  }
  const error: SdkFailure = cause;
  const code = typeof error.code === "string" ? error.code : "";
  // The system's errors have no name of their own, and a refused connection not even a message.
  const name = /^(Aggregate)?Error$/.test(error.name) && code !== "" ? code : error.name;
  return {
    name,
    code,
    status: error.$metadata?.httpStatusCode,
    clockCorrected: error.$metadata?.clockSkewCorrected === true,
    message: error.message || name,
  };
}
