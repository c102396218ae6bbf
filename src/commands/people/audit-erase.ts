import { draftIdOf, pseudonymOf } from "../../domain/derived-ids.ts";
import type { MemberId } from "../../domain/ids.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { eraseQuestion, notErased, personErased } from "../../messages/people/erase-person.ts";
import { adminsOnly } from "../../messages/people/person-file.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { memberRef } from "../kinds/member-ref.ts";
import { note } from "../note.ts";
import type { Request } from "../request.ts";
import { required } from "../typing/declare-argument.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { allowAdmin, whyNotErased } from "./about-person.ts";

/** A person who has left is known here no more; the lab's work and the audit go on under a pseudonym. */
export const auditErase = command({
  verb: "audit erase",
  aliases: [],
  mistakenFor: ["audit delete", "audit forget"],
  summary: "For admins: erase what is kept of a person who has left",
  about:
    "It asks before. Only of who is in no lab, and has no job that goes on. What was theirs is removed; the lab's jobs, recipes and the audit stay under a pseudonym, and it says what was done.",
  args: { person: required(memberRef("Whom.")) },
  options: {},
  examples: ["audit erase <@U0JBLOW>"],
  access: "any",
  run: (request, { person }) => askBefore(request, person),
  steps: { confirm: (request, { value }) => confirmed(request, value) },
});

/** The pseudonym follows from the question: done again after a crash, it is the same. */
type EraseDraft = { person: MemberId; pseudonym: MemberId };

async function askBefore(request: Request, person: MemberId): Promise<Answer> {
  if (!(await allowAdmin(request, person))) return toMe(adminsOnly());
  const { services, invocation } = request;
  const name = await services.nameOf(person, person);
  const why = await whyNotErased(request, person);
  if (why !== undefined) return toMe(notErased(name, why, person));
  const draft = draftIdOf(invocation.id, "erase");
  const pseudonym = pseudonymOf(draft);
  await saveDraft(request, draft, "erase", { person, pseudonym } satisfies EraseDraft);
  return toMe(eraseQuestion({ draft, name, pseudonym }));
}

async function confirmed(request: Request, value: string): Promise<Answer> {
  const draft = await findDraft(request, value, "erase");
  if (draft === undefined) return toMe(draftGone("audit erase"));
  const { person, pseudonym } = draft.body as EraseDraft;
  if (!(await allowAdmin(request, pseudonym))) return toMe(adminsOnly());
  const { services } = request;
  const why = await whyNotErased(request, person);
  if (why !== undefined) return toMe(notErased(await services.nameOf(person, person), why, person));
  const { removed, renamed } = await services.store.erasePerson({ member: person, pseudonym });
  const rows = (all: Record<string, number>) => Object.values(all).reduce((sum, count) => sum + count, 0);
  await note(request, services.store, {
    outcome: "done",
    detail: { deed: "erased", of: pseudonym, removed: rows(removed), kept: rows(renamed) },
  });
  return toMe(personErased({ pseudonym, removed, renamed }));
}
