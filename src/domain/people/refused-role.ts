import type { PiName } from "../ids.ts";
import { limits } from "../limits.ts";

/** A lab's role that lets us in no more, or not as the person who asks. */
export type RefusedRole = { pi: PiName; role: string; lacks: LackingRight };

/** What its trust policy does not allow; `own key`: it is our own credentials that AWS does not know. */
export type LackingRight = "sts:AssumeRole" | "sts:SetSourceIdentity" | "sts:TagSession" | "own key";

/** A role that has let us in: as a person with source identity, as ourselves without. */
export type RoleTakenOn = Pick<RefusedRole, "pi" | "role"> & { as: "person" | "bot" };

/** How often the admins were told what a role lacks, when last, and whether it has been there since. */
export type RoleTelling = { times: number; toldAtMs: number; isMended?: true };

/** Told once for each trouble: again where it was mended in between, or has lasted for a day. */
export function isRoleToldAgain(before: RoleTelling | undefined, nowMs: number): boolean {
  if (before === undefined) return true;
  const pauseMs = before.isMended === true ? limits.roleMendedMs : limits.roleToldMs;
  return nowMs - before.toldAtMs >= pauseMs;
}

/** What a role that lets us in does not lack. */
export function notLacking(as: RoleTakenOn["as"]): LackingRight[] {
  return as === "bot" ? withoutPerson : [...withoutPerson, "sts:SetSourceIdentity"];
}

const withoutPerson: LackingRight[] = ["sts:AssumeRole", "sts:TagSession", "own key"];

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
