import type { MemberId, PiName } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import { limits } from "../../domain/limits.ts";
import { notOnRoster } from "../../messages/people/access-decided.ts";
import { refuseForm, refuseTitle } from "../../messages/people/refuse-form.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, type FormErrors, toMe } from "../answer.ts";
import { command, type FormRead } from "../command.ts";
import { memberRef } from "../kinds/member-ref.ts";
import { piName } from "../kinds/names.ts";
import { text } from "../kinds/text.ts";
import { aboutForm, sameForm, toForm } from "../open-form.ts";
import type { Request } from "../request.ts";
import { required } from "../typing/declare-argument.ts";
import { openRequest, refuseAccess } from "./decide-access.ts";
import { labToManage } from "./lab-to-manage.ts";

/** A manager's no to somebody who asks to be let in, and why. */
export const accessRefuse = command({
  verb: "access refuse",
  aliases: [],
  summary: "Say no to somebody who asks to be let into your lab, and why",
  args: {
    person: required(memberRef("Who asks.")),
    pi: required(piName("Into which lab.")),
  },
  options: {
    reason: text("Why not; the person reads it.", {
      max: limits.accessReasonLength,
      placeholder: "'ask for doe-j'",
    }),
  },
  examples: ['access refuse <@U0NEWBIE> peters-u --reason "you work in the Doe lab"'],
  access: "let-in",
  run: async (request, { person, pi, reason = "" }): Promise<Answer> => {
    const managed = await labToManage(request, { pi: pi as PiName, action: "let-in", about: person });
    if ("answer" in managed) return managed.answer;
    if (reason.trim() === "")
      return toMe(
        mistakes({
          verb: "access refuse",
          mistakes: [{ what: "Say why not with `--reason`: they read it." }],
        }),
      );
    const open = await request.services.store.accessRequests.openFor(person as MemberId, managed.lab.name);
    if (open === undefined)
      return toMe(notOnRoster(await request.services.nameOf(person, "somebody"), managed.lab.name));
    return refuseAccess(request, open.id, reason);
  },
  steps: { why: (request, { value }) => openRefusal(request, value) },
  form: { title: refuseTitle, steps: ["why"], read: readRefusal },
});

async function openRefusal(request: Request, value: string): Promise<Answer> {
  const found = await openRequest(request, value);
  if ("answer" in found) return found.answer;
  const { saved, name } = found;
  const what = `Type \`/batch access refuse @person ${saved.pi} --reason 'why'\`.`;
  return toForm(request, {
    form: refuseForm(saved, { name, reason: "" }),
    about: saved.id,
    instead: mistakes({ verb: "access refuse", mistakes: [{ what }] }),
  });
}

async function readRefusal(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const about = await aboutForm(request);
  const id = typeof about === "string" ? about : "";
  const reason = filled.reason?.[0]?.trim() ?? "";
  const found = reason === "" ? await openRequest(request, id) : undefined;
  // Who may not decide any more is told so where it is carried out.
  if (found === undefined || "answer" in found)
    return { kind: "right", run: () => refuseAccess(request, id, reason) };
  const form = refuseForm(found.saved, { name: found.name, reason });
  return {
    kind: "form errors",
    mistakes: [{ field: "reason", what: "Say why not: they read it, and can ask where they belong." }],
    form: sameForm(request, form),
  };
}
