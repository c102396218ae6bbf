import type { PiName } from "../../domain/ids.ts";
import { defaultIs } from "../../messages/people/access-decided.ts";
import { notInLab } from "../../messages/people/not-in-lab.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { piName } from "../kinds/names.ts";
import type { Request } from "../request.ts";
import { required } from "../typing/declare-argument.ts";

/** For which of their labs a person works, where nothing else says it. */
export const accessDefault = command({
  verb: "access default",
  aliases: [],
  summary: "Choose which of your labs is meant where nothing says it",
  args: { pi: required(piName("One of your labs.")) },
  options: {},
  examples: ["access default peters-u"],
  access: "submit",
  run: (request, { pi }) => setDefault(request, pi as PiName),
});

async function setDefault(request: Request, pi: PiName): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const lab = services.labs().pis.get(pi);
  const own = member.memberships.map((membership) => ({ pi: membership.pi }));
  const isOwn = own.some((each) => each.pi === pi);
  if (lab === undefined || !isOwn || !(await allow(request, "submit", { pi: lab })).allowed)
    return toMe(notInLab({ pi, verb: invocation.verb, labs: own }));
  await services.store.transaction(async (tables) => {
    await tables.roster.setDefault(member.id, pi);
    await tables.audit.append({
      atMs: nowMs,
      member: member.id,
      via: invocation.via,
      verb: invocation.verb,
      pi,
      outcome: "done",
      detail: { deed: "default" },
    });
  });
  return toMe(defaultIs(pi));
}
