/** Somebody asks to be let into a lab. Closed, it says what became of it and by whom. */
import type { AccessOutcome, AccessRequest } from "../../domain/people/access-request.ts";
import type { Told } from "../../domain/people/people-notice.ts";
import { buttons, message, paragraph, quiet } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import type { NextStep } from "../text/next-step.ts";
import { bold, code, joined, type Prose, quoted, say, sentence } from "../text/prose.ts";
import type { NameOf } from "./name-of.ts";
import { personName } from "./people.ts";

type Asked = Extract<Told, { is: "access asked" }>;

export function accessCard({ request, round, outcome }: Asked, nameOf: NameOf): Message {
  const { pi, reason } = request;
  const who = whoAsks(request, nameOf);
  if (outcome !== undefined) return closed(who, { request, outcome }, nameOf);
  const late = round === "admins" ? say`, and no manager of the lab has answered yet` : undefined;
  const head = say`${who} asks to work in ${pi}${late}`;
  const why = reason === "" ? undefined : say`They say: ${quoted(reason)}`;
  return message(
    joined([sentence(head), why && sentence(why)], " "),
    paragraph(joined([sentence(head), why], "\n")),
    quiet(
      say`A yes lets them submit jobs at the lab's cost and read its jobs and logs. Be sure that you know them · ${moment(request.askedAtMs, "asked")}`,
    ),
    buttons(...accessSteps(request)),
  );
}

/** `nth`: where several requests stand in one message. */
export function accessSteps({ id }: Pick<AccessRequest, "id">, nth?: number): NextStep[] {
  const of = { value: id, ...(nth === undefined ? {} : { nth }) };
  return [
    { ...of, verb: "access add", step: "give", label: "Give access", style: "primary" },
    { ...of, verb: "access refuse", step: "why", label: "Refuse", style: "danger" },
  ];
}

/** A name is chosen by who bears it: the HutchNet ID stands beside it. */
export function whoAsks({ member, hutchnet }: AccessRequest, nameOf: NameOf): Prose {
  return say`${bold(personName(nameOf(member)))} (HutchNet ID ${code(hutchnet, 60)})`;
}

function closed(
  who: Prose,
  { request, outcome }: { request: AccessRequest; outcome: AccessOutcome },
  nameOf: NameOf,
): Message {
  const prose = sentence(say`${who} ${became(outcome, request, nameOf)}`);
  return message(prose, paragraph(prose), quiet(say`${moment(request.askedAtMs, "asked")}`));
}

export function became(outcome: AccessOutcome, { pi }: AccessRequest, nameOf: NameOf): Prose {
  switch (outcome.kind) {
    case "given":
      return say`was let into ${pi} by ${personName(nameOf(outcome.by))}, ${moment(outcome.atMs, "decided")}`;
    case "refused":
      return say`was not let into ${pi} by ${personName(nameOf(outcome.by))}, ${moment(outcome.atMs, "decided")}: ${quoted(outcome.reason)}`;
    case "withdrawn":
      return say`has left Slack, so nothing is to be decided about ${pi}`;
    case "expired":
      return say`was answered by nobody in time, and is not in ${pi}`;
  }
}
