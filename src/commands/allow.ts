import { type AccessSubject, type Action, type Decision, may } from "../domain/access.ts";
import type { Request } from "./request.ts";

/** Asks access.ts for the person who asks now, and writes down what was decided. */
export async function allow(
  request: Request,
  action: Action,
  subject: AccessSubject & { job?: string },
): Promise<Decision> {
  const { invocation, member, services, nowMs } = request;
  const decision = may(member, action, subject);
  await services.store.audit.append({
    atMs: nowMs,
    member: member.id,
    via: invocation.via,
    verb: invocation.verb,
    pi: subject.pi.name,
    ...(subject.job === undefined ? {} : { job: subject.job }),
    outcome: decision.allowed ? "allowed" : "refused",
    detail: { action, invocation: invocation.id },
  });
  return decision;
}
