import { draftIdOf } from "../../domain/derived-ids.ts";
import type { MemberId, PiName } from "../../domain/ids.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { notOnRoster, youLeft, youTookOut } from "../../messages/people/access-decided.ts";
import { removeQuestion } from "../../messages/people/remove-question.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { memberRef } from "../kinds/member-ref.ts";
import { piName } from "../kinds/names.ts";
import type { Request } from "../request.ts";
import { required } from "../typing/declare-argument.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { labToManage } from "./lab-to-manage.ts";

/** Somebody is taken out of a lab, or leaves it. */
export const accessRemove = command({
  verb: "access remove",
  aliases: ["access leave"],
  mistakenFor: ["access delete", "access revoke"],
  summary: "Take somebody out of your lab, or leave it yourself",
  about:
    "It asks before. Jobs that run go on and belong to the lab; those that wait for a yes are not sent; old buttons do nothing from then on. For the lab's managers and admins, and of themselves for everybody.",
  args: {
    person: required(memberRef("Whom.")),
    pi: required(piName("Out of which lab.")),
  },
  options: {},
  examples: ["access remove <@U0NEWBIE> peters-u"],
  access: "let-go",
  run: async (request, { person, pi }): Promise<Answer> => {
    const managed = await labToManage(request, { pi: pi as PiName, action: "let-go", about: person });
    return "answer" in managed ? managed.answer : askBefore(request, person, managed.lab);
  },
  steps: { confirm: (request, { value }) => confirmed(request, value) },
});

type RemoveDraft = { person: MemberId; pi: PiName };

async function askBefore(request: Request, person: MemberId, { name: pi }: Pi): Promise<Answer> {
  const { services, member, invocation } = request;
  const { jobs, roster } = services.store;
  const row = (await roster.ofPis([pi])).find((each) => each.member === person);
  const name = await services.nameOf(person, row?.hutchnet ?? "somebody");
  if (row === undefined) return toMe(notOnRoster(name, pi));
  const draft = draftIdOf(invocation.id, "remove");
  await saveDraft(request, draft, "remove", { person, pi } satisfies RemoveDraft);
  const open = await jobs.countOpen(person, pi);
  const waiting = (await jobs.list({ pis: [pi], owner: person, states: ["approval"], limit: countAtMost }))
    .length;
  const managers = await roster.managersOf(pi);
  return toMe(
    removeQuestion({
      draft,
      name,
      pi,
      isSelf: person === member.id,
      running: open - waiting,
      waiting,
      isLastManager: managers.length === 1 && managers[0] === person,
    }),
  );
}

const countAtMost = 1_000;

async function confirmed(request: Request, value: string): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const draft = await findDraft(request, value, "remove");
  if (draft === undefined) return toMe(draftGone("access remove"));
  const { person, pi } = draft.body as RemoveDraft;
  const managed = await labToManage(request, { pi, action: "let-go", about: person });
  if ("answer" in managed) return managed.answer;
  const name = await services.nameOf(person, "somebody");
  const end = {
    member: person,
    pi,
    why: { kind: "removed", by: member.id } as const,
    deed: invocation.id,
    audit: { member: member.id, via: invocation.via, verb: invocation.verb },
    home: managed.lab.channel,
    admins: [...services.admins],
  };
  const left = await services.store.transaction((tables) =>
    tables.people.endAccess(end, { nowMs, quietMs: services.quietMs }),
  );
  if (left === undefined) return toMe(notOnRoster(name, pi));
  services.changed();
  return toMe(person === member.id ? youLeft(pi, left) : youTookOut(name, pi, left));
}
