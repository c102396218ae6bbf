import type { PiName } from "../domain/ids.ts";
import { membershipIn } from "../domain/member.ts";
import { isOwnChannel, type Pi } from "../domain/pi.ts";
import type { LabChoice } from "../messages/not-in-lab.ts";
import { notInLab } from "../messages/not-in-lab.ts";
import { stranger } from "../messages/stranger.ts";
import { whichPi } from "../messages/which-pi.ts";
import { allow } from "./allow.ts";
import { type Answer, toMe } from "./answer.ts";
import { type LineDraft, saveLine } from "./line-draft.ts";
import type { Request } from "./request.ts";

export type ChosenPi = { pi: Pi } | { answer: Answer };

/**
 * `line` is what the person typed, so that it can be offered again for another lab.
 * Under which PI something new is done: the one named, else the channel's, else the person's default, else their only
 * one, else they are asked.
 */
export async function choosePi(
  request: Request,
  named: PiName | undefined,
  line: LineDraft,
): Promise<ChosenPi> {
  const { pis } = request.services.labs();
  const choice = named ?? impliedPi(request);
  const pi = choice === undefined ? undefined : pis.get(choice);
  if (pi !== undefined && (await allow(request, "submit", { pi })).allowed) return { pi };
  const mine = request.member.memberships.filter((membership) => pis.has(membership.pi));
  if (named === undefined && mine.length === 0) {
    const { helpChannel } = request.services.labs().institute;
    return { answer: toMe(stranger(helpChannel === undefined ? {} : { helpChannel })) };
  }
  const labs = await Promise.all(mine.map((membership) => offer(request, membership.pi, line)));
  if (named !== undefined) return { answer: toMe(notInLab({ pi: named, verb: line.verb, labs })) };
  return { answer: toMe(whichPi(line.verb, labs)) };
}

function impliedPi({ member, invocation, services }: Request): PiName | undefined {
  const all = services.labs().pis;
  const mine = member.memberships.map((membership) => membership.pi).filter((pi) => all.has(pi));
  const ofChannel = [...all.values()].find((pi) => isOwnChannel(pi, invocation.where.channel));
  if (ofChannel !== undefined && membershipIn(member, ofChannel.name) !== undefined) return ofChannel.name;
  return (
    member.memberships.find((membership) => membership.isDefault)?.pi ??
    (mine.length === 1 ? mine[0] : undefined)
  );
}

/** The same line under another lab, as a button. */
async function offer(request: Request, pi: PiName, { verb, text }: LineDraft): Promise<LabChoice> {
  return { pi, draft: await saveLine(request, `pi ${pi}`, { verb, text: withPi(text, pi) }) };
}

/** A PI that was named is left out: the new one stands in front. */
function withPi(text: string, pi: PiName): string {
  return `--pi ${pi} ${text.replace(/(^|\s)--pi[ =]\S+/i, "$1")}`.trim();
}
