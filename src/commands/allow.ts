import { type AccessSubject, type Action, type Decision, may } from "../domain/people/access.ts";
import { note } from "./note.ts";
import type { Request } from "./request.ts";

/** Asks access.ts for the person who asks now, and writes down what was decided. */
export async function allow(
  request: Request,
  action: Action,
  subject: AccessSubject & { job?: string },
): Promise<Decision> {
  const decision = may(request.member, action, subject);
  await note(request, request.services.store, {
    pi: subject.pi.name,
    ...(subject.job === undefined ? {} : { job: subject.job }),
    outcome: decision.allowed ? "allowed" : "refused",
    detail: { action },
  });
  return decision;
}
