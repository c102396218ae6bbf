/** A lab whose roster somebody wants to see or change: whether they may, and the words where they may not. */

import type { MemberId, PiName } from "../../domain/ids.ts";
import type { Action, Refusal } from "../../domain/people/access.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { notYourRoster } from "../../messages/people/access-decided.ts";
import { notInLab } from "../../messages/people/not-in-lab.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";

/** `about`: whose place in it. A lab that the person is not of is answered as one that does not exist. */
export async function labToManage(
  request: Request,
  { pi, action, about }: { pi: PiName; action: Action; about?: MemberId },
): Promise<{ lab: Pi } | { answer: Answer }> {
  const lab = request.services.labs().pis.get(pi);
  if (lab === undefined) return { answer: notMine(request, pi) };
  const owner = about === undefined ? {} : { owner: about, job: `roster ${about}` };
  const decision = await allow(request, action, { pi: lab, ...owner });
  return decision.allowed ? { lab } : { answer: refused(request, decision.why) };
}

/** Written down for each of several labs; what the person may in which is decided by the same rule, line by line. */
export async function decideOverLabs(request: Request, names: readonly string[]): Promise<void> {
  const { pis } = request.services.labs();
  for (const name of new Set(names)) {
    const pi = pis.get(name as PiName);
    if (pi !== undefined) await allow(request, "let-in", { pi });
  }
}

function refused(request: Request, { kind, pi }: Refusal): Answer {
  return kind === "not-in-lab"
    ? notMine(request, pi)
    : toMe(notYourRoster(pi, kind === "own" ? "own" : "managers-only"));
}

/** As of a lab that does not exist. */
export function notMine({ member, invocation }: Request, pi: PiName): Answer {
  const labs = member.memberships.map((membership) => ({ pi: membership.pi }));
  return toMe(notInLab({ pi, verb: invocation.verb, labs }));
}
