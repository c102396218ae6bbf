/** The labs in which somebody wants submitting to stop or to go on: whether they may, and the words where they may not. */

import type { PiName } from "../../domain/ids.ts";
import { mayPauseAll } from "../../domain/people/access.ts";
import { membershipIn } from "../../domain/people/member.ts";
import type { PauseScope } from "../../domain/people/pause.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { notInLab } from "../../messages/people/not-in-lab.ts";
import { adminsPauseAll, notYoursToPause } from "../../messages/people/pause-answers.ts";
import type { LabToTell } from "../../store/settle-pause.ts";
import type { Tables } from "../../store/tables.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";

export async function labsToPause(
  request: Request,
  scope: PauseScope,
): Promise<{ labs: readonly LabToTell[] } | { answer: Answer }> {
  const { pis } = request.services.labs();
  if (scope === "all") {
    if (!(await allowedAll(request))) return { answer: toMe(adminsPauseAll(managedBy(request))) };
    return { labs: await toTell(request, [...pis.values()]) };
  }
  const lab = pis.get(scope);
  if (lab === undefined) return { answer: notMine(request, scope) };
  const decision = await allow(request, "pause", { pi: lab });
  if (decision.allowed) return { labs: await toTell(request, [lab]) };
  return {
    answer: decision.why.kind === "not-in-lab" ? notMine(request, scope) : toMe(notYoursToPause(scope)),
  };
}

/** Written down with what it did. */
export function recordPause(
  tables: Pick<Tables, "audit">,
  { member, invocation, nowMs }: Request,
  { scope, detail }: { scope: PauseScope; detail: Record<string, unknown> },
): Promise<void> {
  return tables.audit.append({
    atMs: nowMs,
    member: member.id,
    via: invocation.via,
    verb: invocation.verb,
    ...(scope === "all" ? {} : { pi: scope }),
    outcome: "done",
    detail: { ...detail, scope, invocation: invocation.id },
  });
}

async function allowedAll({ member, invocation, services, nowMs }: Request): Promise<boolean> {
  const isAllowed = mayPauseAll(member);
  await services.store.audit.append({
    atMs: nowMs,
    member: member.id,
    via: invocation.via,
    verb: invocation.verb,
    outcome: isAllowed ? "allowed" : "refused",
    detail: { action: "pause", scope: "all", invocation: invocation.id },
  });
  return isAllowed;
}

/** A lab of theirs that they may pause, for an example. */
function managedBy({ member, services }: Request): PiName | undefined {
  const { pis } = services.labs();
  return member.memberships.find(({ pi }) => pis.has(pi) && membershipIn(member, pi)?.role === "manager")?.pi;
}

async function toTell({ services }: Request, labs: readonly Pi[]): Promise<LabToTell[]> {
  const told: LabToTell[] = [];
  for (const { name: pi, channel } of labs) {
    const managers = await services.store.roster.managersOf(pi);
    told.push({ pi, channel, people: managers.length > 0 ? managers : [...services.admins] });
  }
  return told;
}

function notMine({ member, invocation }: Request, pi: PiName): Answer {
  const labs = member.memberships.map((membership) => ({ pi: membership.pi }));
  return toMe(notInLab({ pi, verb: invocation.verb, labs }));
}
