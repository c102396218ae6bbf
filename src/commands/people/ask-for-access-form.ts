/** The form of who asks to be let into a lab. */
import type { PiName } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import { limits } from "../../domain/limits.ts";
import { membershipIn } from "../../domain/people/member.ts";
import { isLetIn } from "../../domain/people/standing.ts";
import { accessForm } from "../../messages/people/access-form.ts";
import { outsider } from "../../messages/people/outsider.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, type FormErrors, type FormMistake, toMe } from "../answer.ts";
import type { FormQuestion, FormRead } from "../command.ts";
import { hutchnetKind } from "../kinds/names.ts";
import { sameForm, toForm } from "../open-form.ts";
import type { Request } from "../request.ts";
import type { Suggestion } from "../typing/argument.ts";
import { askForAccess, lookAt, whoseHutchnet } from "./ask-for-access.ts";

export async function openAccess(
  request: Request,
  { reason, hutchnet }: { reason: string; hutchnet: string | undefined },
): Promise<Answer> {
  const { member, services } = request;
  const looked = await lookAt(request, member.id);
  const labs = [...services.labs().pis.values()];
  const isVain = looked !== undefined && !labs.some((lab) => isLetIn(looked.standing, lab));
  if (member.isOutside || isVain) return toMe(outsider());
  const known = hutchnet ?? member.memberships[0]?.hutchnet ?? looked?.hutchnet;
  const what = "Name the lab head: `/batch access request peters-u`.";
  return toForm(request, {
    form: accessForm({ hutchnet: known ?? "", reason }),
    instead: mistakes({ verb: "access request", mistakes: [{ what }] }),
  });
}

export async function readAccess(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const { services, member } = request;
  const text = (key: string): string => (filled[key]?.[0] ?? "").trim();
  const pi = text("pi") as PiName;
  const lab = services.labs().pis.get(pi);
  const hutchnet = hutchnetKind.read(text("hutchnet"), "This");
  const taken = hutchnet.ok
    ? await whoseHutchnet(request, { member: member.id, hutchnet: hutchnet.value })
    : "Letters, digits, - and _, up to 32 in all, such as jblow.";
  const wrong: FormMistake[] = [
    ...(lab === undefined ? [{ field: "pi", what: "Choose the lab from what is offered as you type." }] : []),
    ...(membershipIn(member, pi) === undefined ? [] : [{ field: "pi", what: `You are in ${pi} already.` }]),
    ...(taken === undefined ? [] : [{ field: "hutchnet", what: taken.replaceAll("`", "") }]),
  ];
  const reason = text("reason");
  if (wrong.length === 0 && hutchnet.ok)
    return { kind: "right", run: () => askForAccess(request, { pi, reason, hutchnet: hutchnet.value }) };
  const form = accessForm({ pi: lab?.name, hutchnet: text("hutchnet"), reason });
  return { kind: "form errors", mistakes: wrong, form: sameForm(request, form) };
}

/** Only to who has begun to name one, and none that they are in. */
export async function suggestLabs(
  { services, member }: Request,
  { field, typed }: FormQuestion & { typed: string },
): Promise<readonly Suggestion[]> {
  const begun = typed.trim().toLowerCase();
  if (field !== "pi" || member.isOutside || begun.length < limits.piLetters) return [];
  return [...services.labs().pis.keys()]
    .filter((pi) => pi.startsWith(begun) && membershipIn(member, pi) === undefined)
    .toSorted()
    .slice(0, limits.pisOffered)
    .map((pi) => ({ value: pi, label: pi }));
}
