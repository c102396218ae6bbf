import type { PiName } from "../domain/ids.ts";
import { isOwnChannel, type Pi } from "../domain/people/pi.ts";
import type { LabChoice } from "../messages/people/not-in-lab.ts";
import { notInLab } from "../messages/people/not-in-lab.ts";
import { whichPi } from "../messages/which-pi.ts";
import { allow } from "./allow.ts";
import { type Answer, toMe } from "./answer.ts";
import { toStranger } from "./people/to-stranger.ts";
import type { Request } from "./request.ts";
import { saveLine } from "./typing/line-draft.ts";

export type ChosenPi = { pi: Pi } | { answer: Answer };

/**
 * `lineFor` writes what the person typed once more, for another lab; `choiceFor` keeps what no line can hold.
 */
export type PiWish = { named: PiName | undefined; verb: string } & (
  | { lineFor(pi: PiName): string }
  | { choiceFor(pi: PiName): Promise<LabChoice> }
);

/**
 * Under which PI something new is done: the one named, else that of the thread's job, else the channel's, else the
 * person's default, else their only one, else they are asked.
 */
export async function choosePi(request: Request, wish: PiWish): Promise<ChosenPi> {
  const { named, verb } = wish;
  const { pis } = request.services.labs();
  const choice = named ?? (await impliedPi(request));
  const pi = choice === undefined ? undefined : pis.get(choice);
  if (pi !== undefined && (await allow(request, "submit", { pi })).allowed) return { pi };
  const mine = ownPis(request);
  if (named === undefined && mine.length === 0) {
    return { answer: toStranger(request) };
  }
  const labs = await Promise.all(mine.map((own) => offer(request, own, wish)));
  if (named !== undefined) return { answer: toMe(notInLab({ pi: named, verb, labs })) };
  return { answer: toMe(whichPi(verb, labs)) };
}

/** Under which PI a form begins, and all that it may be changed to; undefined for who is in no lab. */
export async function piOfForm(request: Request): Promise<{ pi: Pi; all: readonly PiName[] } | undefined> {
  const { pis } = request.services.labs();
  const all = ownPis(request);
  const implied = await impliedPi(request);
  const pi = [implied, all[0]].map((name) => name && pis.get(name)).find((found) => found !== undefined);
  return pi && { pi, all: all.includes(pi.name) ? all : [pi.name, ...all] };
}

async function impliedPi(request: Request): Promise<PiName | undefined> {
  const own = request.member.memberships.map(({ pi }) => pi);
  return impliedAmong(request, ownPis(request), own);
}

/**
 * The lab that is meant where none is named: that of the thread's job, of the channel, the person's default, or the only
 * one. `own`: those of which a channel and a default are reason enough.
 */
export async function impliedAmong(
  { member, invocation, services }: Request,
  all: readonly PiName[],
  own: readonly PiName[] = all,
): Promise<PiName | undefined> {
  const { channel, threadTs } = invocation.where;
  const ofThread = threadTs && (await services.store.jobs.ofThread(all, channel, threadTs));
  if (ofThread) return ofThread.pi;
  const ofChannel = [...services.labs().pis.values()].find((pi) => isOwnChannel(pi, channel));
  if (ofChannel !== undefined && own.includes(ofChannel.name)) return ofChannel.name;
  const preferred = member.memberships.find(({ pi, isDefault }) => isDefault && own.includes(pi));
  return preferred?.pi ?? (all.length === 1 ? all[0] : undefined);
}

/** Those the labs file still has. An admin of no lab may choose among all. */
function ownPis({ member, services }: Request): PiName[] {
  const all = services.labs().pis;
  const mine = member.memberships.map(({ pi }) => pi).filter((pi) => all.has(pi));
  return mine.length === 0 && member.isAdmin ? [...all.keys()] : mine;
}

/** The same under another lab, as a button. */
async function offer(request: Request, pi: PiName, wish: PiWish): Promise<LabChoice> {
  if ("choiceFor" in wish) return wish.choiceFor(pi);
  return { pi, draft: await saveLine(request, `pi ${pi}`, { verb: wish.verb, text: wish.lineFor(pi) }) };
}
