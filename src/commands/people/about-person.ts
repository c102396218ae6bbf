/** What is kept of a person is exported and erased by admins, and by nobody else. */
import type { MemberId } from "../../domain/ids.ts";
import { isEnded, states } from "../../domain/job/job-state.ts";
import type { WhyNotErased } from "../../messages/people/erase-person.ts";
import { note } from "../note.ts";
import type { Request } from "../request.ts";

/** Asked at every press, and written down. `about`: whom, or the name that stands in their place. */
export async function allowAdmin(request: Request, about: MemberId): Promise<boolean> {
  const { isAdmin } = request.member;
  await note(request, request.services.store, {
    outcome: isAdmin ? "allowed" : "refused",
    detail: { action: request.invocation.verb, of: about },
  });
  return isAdmin;
}

/** Who can still do anything here, or whose jobs go on, is needed under their name. */
export async function whyNotErased(
  { services }: Pick<Request, "services">,
  person: MemberId,
): Promise<WhyNotErased | undefined> {
  const { roster, accessRequests, jobs } = services.store;
  if (services.admins.has(person)) return { is: "admin" };
  const pis = (await roster.membershipsOf(person)).map(({ pi }) => pi);
  if (pis.length > 0) return { is: "in labs", pis };
  const labs = [...services.labs().pis.values()];
  const inFile = labs.filter(({ members }) => members.some(({ slack }) => slack === person));
  if (inFile.length > 0) return { is: "in the labs file", pis: inFile.map(({ name }) => name) };
  const open = await accessRequests.openOf(person);
  if (open.length > 0) return { is: "asks to be let in", pis: open.map(({ pi }) => pi) };
  const unended = states.filter((state) => !isEnded(state));
  const all = labs.map(({ name }) => name);
  const running = await jobs.list({ pis: all, owner: person, states: unended, limit: 1 });
  return running.length > 0 ? { is: "has open jobs" } : undefined;
}
