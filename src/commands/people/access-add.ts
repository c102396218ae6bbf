import type { MemberId, PiName } from "../../domain/ids.ts";
import type { Pi, Role } from "../../domain/people/pi.ts";
import { isLetIn } from "../../domain/people/standing.ts";
import { slackSilent } from "../../messages/people/access-asked.ts";
import { cannotBeIn, youPutOn } from "../../messages/people/access-decided.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { memberRef } from "../kinds/member-ref.ts";
import { hutchnetId, piName } from "../kinds/names.ts";
import { oneOf } from "../kinds/text.ts";
import type { Request } from "../request.ts";
import { flag, required } from "../typing/declare-argument.ts";
import { lookAt, whoseHutchnet } from "./ask-for-access.ts";
import { giveAccess } from "./decide-access.ts";
import { labToManage } from "./lab-to-manage.ts";

/** A manager lets somebody into their lab, or changes what they are there. */
export const accessAdd = command({
  verb: "access add",
  aliases: ["access give"],
  summary: "Let somebody into your lab, or change their role there",
  about: "For the lab's managers, and admins. The person is told. Nobody does this for themselves.",
  args: {
    person: required(memberRef("Whom.")),
    pi: required(piName("Into which lab.")),
  },
  options: {
    role: oneOf("What they are there: `member`, as without it, or `manager`.", ["member", "manager"]),
    default: flag("The lab is their default from now on."),
    hutchnet: hutchnetId("Their HutchNet ID, where it is not known from another lab or their address."),
  },
  examples: ["access add <@U0NEWBIE> peters-u", "access add <@U0NEWBIE> peters-u --role manager --default"],
  access: "let-in",
  run: async (request, { person, pi, role, default: isDefault, hutchnet }): Promise<Answer> => {
    const managed = await labToManage(request, { pi: pi as PiName, action: "let-in", about: person });
    if ("answer" in managed) return managed.answer;
    return putOn(request, { person, lab: managed.lab, role, isDefault, hutchnet });
  },
  steps: { give: (request, { value }) => giveAccess(request, value) },
});

type PutOnWish = {
  person: MemberId;
  lab: Pi;
  role: Role | undefined;
  isDefault: boolean;
  hutchnet: string | undefined;
};

async function putOn(request: Request, wish: PutOnWish): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const { person, lab, isDefault } = wish;
  const looked = await lookAt(request, person);
  if (looked === undefined) return toMe(slackSilent());
  const { standing } = looked;
  const memberships = await services.store.roster.membershipsOf(person);
  const before = memberships.find(({ pi }) => pi === lab.name);
  const hutchnet = wish.hutchnet ?? (before ?? memberships[0])?.hutchnet ?? looked.hutchnet;
  const name = await services.nameOf(person, hutchnet ?? "somebody");
  if (standing !== "member" && !isLetIn(standing, lab)) return toMe(cannotBeIn(name, lab.name, standing));
  const wrong =
    hutchnet === undefined
      ? "Say their HutchNet ID with `--hutchnet`: nothing here tells it."
      : await whoseHutchnet(request, { member: person, hutchnet });
  if (wrong !== undefined || hutchnet === undefined)
    return toMe(mistakes({ verb: "access add", mistakes: [{ what: wrong ?? "" }] }));
  const role = wish.role ?? before?.role ?? "member";
  const row = { member: person, pi: lab.name, hutchnet, role, source: member.id };
  const did = await services.store.transaction(async (tables) => {
    const done = await tables.people.letIn({ row, isDefault, deed: invocation.id }, nowMs);
    await tables.audit.append({
      atMs: nowMs,
      member: member.id,
      via: invocation.via,
      verb: invocation.verb,
      pi: lab.name,
      outcome: "done",
      detail: { deed: done, of: person, hutchnet, role, invocation: invocation.id },
    });
    return done;
  });
  services.changed();
  // Carried out again after a crash it is there already.
  const isOurs = before !== undefined && did === "same" ? "same" : did;
  return toMe(youPutOn({ name, pi: lab.name, role, did: isOurs, isDefault }));
}
