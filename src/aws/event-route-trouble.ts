export type TroubleKind = "permanent" | "later" | "unknown";

/** EventBridge did not do what was asked; `kind` says whether asking again can help, or whether it may have been done. */
export class EventRouteTrouble extends Error {
  readonly kind: TroubleKind;

  constructor(sentence: string, kind: TroubleKind, cause?: unknown) {
    super(sentence, { cause });
    this.name = "EventRouteTrouble";
    this.kind = kind;
  }
}

/** Waits for one call and names what it was for, should it fail; a secret of the call is struck from the error. */
export async function troubleNaming<T>(deed: string, call: Promise<T>, secret?: string): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const cause = withoutSecret(error, secret);
    throw new EventRouteTrouble(`Could not ${deed}: ${textOf(cause)}`, kindOf(error), cause);
  }
}

type Failure = { name?: string; code?: string; message?: string; $metadata?: { httpStatusCode?: number } };

/** Names and codes that mean it was not accepted, and may be when asked again. */
const notAccepted = new Set([
  "ThrottlingException",
  "TooManyRequestsException",
  "ConcurrentModificationException",
  "ResourceAlreadyExistsException",
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

function kindOf(error: unknown): TroubleKind {
  const { name = "", code = "", message = "", $metadata }: Failure = error instanceof Error ? error : {};
  const status = $metadata?.httpStatusCode ?? 0;
  if (notAccepted.has(name) || notAccepted.has(code) || status === 429) return "later";
  // The SDK gave up before it sent anything.
  if (name === "CredentialsProviderError" || message === "Region is missing") return "permanent";
  return status >= 400 && status < 500 ? "permanent" : "unknown";
}

/** AWS repeats a value it finds invalid in its message, and the SDK keeps the whole answer on the error. */
function withoutSecret(error: unknown, secret: string | undefined): unknown {
  if (secret === undefined) return error;
  const cleaned = new Error(textOf(error).replaceAll(secret, "(the key)"));
  if (error instanceof Error) cleaned.name = error.name;
  return cleaned;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection is an AggregateError without a message.
  const { message, code, name }: Failure = error;
  return message || code || name || "no reason given";
}
