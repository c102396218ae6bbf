import type { PiName } from "../ids.ts";

/** A lab's role that lets us in no more, or not as the person who asks. */
export type RefusedRole = { pi: PiName; role: string; lacks: LackingRight };

/** What its trust policy does not allow; `own key`: it is our own credentials that AWS does not know. */
export type LackingRight = "sts:AssumeRole" | "sts:SetSourceIdentity" | "sts:TagSession" | "own key";

/**
 * Named, and never worked around: without source identity and tags CloudTrail would not show who did what. AWS says
 * "User: … is not authorized to perform: sts:TagSession on resource: …".
 */
export function lackingRight(code: string, message: string): LackingRight {
  if (ownKeyCodes.has(code)) return "own key";
  const [, right] = /not authorized to perform: (sts:(?:SetSourceIdentity|TagSession))\b/.exec(message) ?? [];
  return (right as LackingRight | undefined) ?? "sts:AssumeRole";
}

const ownKeyCodes: ReadonlySet<string> = new Set([
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
  "IncompleteSignature",
]);
