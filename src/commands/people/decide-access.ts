/** A yes or a no to who asks to be let into a lab: decided once, whoever presses and however often. */

import type { AccessRequestId, MemberId } from "../../domain/ids.ts";
import type { AccessOutcome } from "../../domain/people/access-request.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { isLetIn } from "../../domain/people/standing.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import { slackSilent } from "../../messages/people/access-asked.ts";
import {
  accessDecidedBefore,
  cannotBeIn,
  requestGone,
  youLetIn,
  youRefused,
} from "../../messages/people/access-decided.ts";
import type { SavedAccessRequest } from "../../store/access-requests.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { lookAt } from "./ask-for-access.ts";
import { labToManage } from "./lab-to-manage.ts";

export async function giveAccess(request: Request, value: string): Promise<Answer> {
  const found = await openRequest(request, value);
  if ("answer" in found) return found.answer;
  const { saved, lab, name } = found;
  const looked = await lookAt(request, saved.member);
  if (looked === undefined) return toMe(slackSilent());
  const { standing } = looked;
  if (standing !== "member" && !isLetIn(standing, lab)) return toMe(cannotBeIn(name, lab.name, standing));
  const { member, invocation } = request;
  return decide(request, saved, { kind: "given", by: member.id, atMs: invocation.reply.receivedAtMs });
}

export async function refuseAccess(request: Request, value: string, reason: string): Promise<Answer> {
  const found = await openRequest(request, value);
  if ("answer" in found) return found.answer;
  const { member, invocation } = request;
  return decide(request, found.saved, {
    kind: "refused",
    by: member.id,
    atMs: invocation.reply.receivedAtMs,
    reason: maskSecrets(reason).text,
  });
}

/** The request, if this person may decide over it and it is open; what this very intention has decided is gone on with. */
export async function openRequest(request: Request, value: string) {
  const { services, invocation } = request;
  const saved = await services.store.accessRequests.get(value as AccessRequestId);
  // To who is not of its lab it does not exist.
  const isTheirs =
    saved !== undefined && visiblePis(request.member, services.labs().pis.keys()).includes(saved.pi);
  if (!isTheirs) return { answer: toMe(requestGone()) };
  const managed = await labToManage(request, { pi: saved.pi, action: "let-in", about: saved.member });
  if ("answer" in managed) return managed;
  const name = await services.nameOf(saved.member, saved.hutchnet);
  if (saved.outcome === undefined) return { saved, lab: managed.lab, name };
  const isOurs = saved.invocation === invocation.id;
  return { answer: isOurs ? toMe(told(saved, saved.outcome, name)) : await wasDecided(request, saved) };
}

async function decide(request: Request, saved: SavedAccessRequest, outcome: AccessOutcome): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const settled = await services.store.transaction(async (tables) => {
    const done = await tables.people.settleAccess(
      { id: saved.id, outcome, invocation: invocation.id },
      nowMs,
    );
    if (done?.isOurs)
      await tables.audit.append({
        atMs: nowMs,
        member: member.id,
        via: invocation.via,
        verb: invocation.verb,
        pi: saved.pi,
        outcome: "done",
        detail: { decision: outcome.kind, of: saved.member, hutchnet: saved.hutchnet },
      });
    return done;
  });
  if (settled === undefined) return toMe(requestGone());
  if (!settled.isOurs) return wasDecided(request, settled.request);
  services.changed();
  return toMe(told(saved, outcome, await services.nameOf(saved.member, saved.hutchnet)));
}

function told(saved: SavedAccessRequest, outcome: AccessOutcome, name: string) {
  return outcome.kind === "given" ? youLetIn(saved, name) : youRefused(saved, name);
}

async function wasDecided({ services }: Request, saved: SavedAccessRequest): Promise<Answer> {
  const { outcome } = saved;
  if (outcome === undefined) return toMe(requestGone());
  const names = new Map<MemberId, string>([
    [saved.member, await services.nameOf(saved.member, saved.hutchnet)],
  ]);
  if ("by" in outcome) names.set(outcome.by, await services.nameOf(outcome.by, "somebody"));
  return toMe(accessDecidedBefore(saved, outcome, (member) => names.get(member) ?? ""));
}
