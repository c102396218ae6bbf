import { Trouble, type TroubleKind } from "../domain/trouble.ts";

/** AWS did not do what was asked. */
export class AwsTrouble extends Trouble {
  constructor(kind: TroubleKind, code: string, options: ErrorOptions & { message?: string } = {}) {
    super(kind, code, options);
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
]);

/** No credentials could be had, so the call itself was never sent. */
const withoutCredentials = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);

export function toAwsTrouble(cause: unknown): AwsTrouble {
  if (cause instanceof AwsTrouble) return cause;
  const { name, code, status, message } = readError(cause);
  const trouble = (kind: TroubleKind) => new AwsTrouble(kind, name, { message, cause });
  if (throttled.has(name) || status === 429) return trouble("later");
  if (neverConnected.has(code) || withoutCredentials.has(name)) return trouble("later");
  if (status !== undefined && status >= 400 && status < 500) return trouble("permanent");
  return trouble("unknown");
}

function readError(cause: unknown): {
  name: string;
  code: string;
  status: number | undefined;
  message: string;
} {
  if (!(cause instanceof Error))
    return { name: "Unknown", code: "", status: undefined, message: String(cause) };
  const error: Error & { code?: unknown; $metadata?: { httpStatusCode?: number } } = cause;
  return {
    name: error.name,
    code: typeof error.code === "string" ? error.code : "",
    status: error.$metadata?.httpStatusCode,
    message: error.message,
  };
}
