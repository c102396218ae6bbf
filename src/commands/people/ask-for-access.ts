/** A wish to be let into a lab, on its way to those who decide over it. */

import { approversOf } from "../../domain/approval/approval.ts";
import { accessRequestIdOf } from "../../domain/derived-ids.ts";
import type { MemberId, PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import { oneSlipFrom } from "../../domain/nearest.ts";
import type { AccessRequest } from "../../domain/people/access-request.ts";
import { membershipIn } from "../../domain/people/member.ts";
import { isLetIn } from "../../domain/people/standing.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import {
  accessAsked,
  accessAskedBefore,
  hutchnetNeeded,
  inLabAlready,
  slackSilent,
  unknownLab,
} from "../../messages/people/access-asked.ts";
import { outsider } from "../../messages/people/outsider.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { note } from "../note.ts";
import type { Request, Services } from "../request.ts";
import { saveLine } from "../typing/line-draft.ts";
import { quote } from "../typing/quote.ts";

export type AccessWish = { pi: PiName; reason: string; hutchnet: string | undefined };

export async function askForAccess(request: Request, wish: AccessWish): Promise<Answer> {
  const { services, member } = request;
  const lab = services.labs().pis.get(wish.pi);
  if (member.isOutside) return toMe(outsider());
  if (lab === undefined) return notKnown(request, wish);
  if (membershipIn(member, lab.name) !== undefined) return toMe(inLabAlready(lab.name));
  const looked = await lookAt(request, member.id);
  if (looked === undefined) return toMe(slackSilent());
  if (!isLetIn(looked.standing, lab)) return toMe(outsider());
  const hutchnet = wish.hutchnet ?? member.memberships[0]?.hutchnet ?? looked.hutchnet;
  if (hutchnet === undefined) return toMe(hutchnetNeeded(lab.name));
  const wrong = [
    await whoseHutchnet(request, { member: member.id, hutchnet }),
    await tooMany(request, lab.name),
  ].filter((what) => what !== undefined);
  if (wrong.length > 0)
    return toMe(mistakes({ verb: "access request", mistakes: wrong.map((what) => ({ what })) }));
  return ask(request, { pi: lab.name, hutchnet, reason: wish.reason });
}

type Looked = Awaited<ReturnType<Services["standings"]["lookAt"]>>;

/** As Slack says at this moment; undefined where it does not. */
export async function lookAt({ services, logger }: Request, member: MemberId): Promise<Looked | undefined> {
  try {
    return await services.standings.lookAt(member);
  } catch (error) {
    logger.warn({ err: error, member }, "Slack did not tell what a person is");
    return undefined;
  }
}

/** It stands in the names of jobs, and in AWS's records: two people can not have the same. */
export async function whoseHutchnet(
  { services }: Request,
  { member, hutchnet }: { member: MemberId; hutchnet: string },
): Promise<string | undefined> {
  const others = (await services.store.roster.withHutchnet(hutchnet)).filter((each) => each !== member);
  return others.length === 0
    ? undefined
    : `The HutchNet ID \`${hutchnet}\` is somebody else's here: check it, or ask the admins.`;
}

async function tooMany({ services, member }: Request, pi: PiName): Promise<string | undefined> {
  const open = await services.store.accessRequests.openOf(member.id);
  if (open.length < limits.openAccessRequests || open.some((each) => each.pi === pi)) return undefined;
  return `You wait for an answer from ${open.length} labs already, and ${limits.openAccessRequests} are the most at a time.`;
}

async function ask(
  request: Request,
  { pi, hutchnet, reason }: { pi: PiName; hutchnet: string; reason: string },
): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const admins = [...services.admins];
  const wish: AccessRequest = {
    id: accessRequestIdOf(invocation.id),
    member: member.id,
    pi,
    hutchnet,
    reason: maskSecrets(reason).text,
    // The time the person asked: done again after a crash, it is the same request.
    askedAtMs: invocation.reply.receivedAtMs,
  };
  const asked = await services.store.transaction(async (tables) => {
    const managers = await tables.roster.managersOf(pi);
    const round = managers.some((each) => each !== member.id) ? ("first" as const) : ("admins" as const);
    const people = approversOf(member.id, { managers, admins });
    const channel = round === "admins" ? services.labs().institute.adminChannel : undefined;
    const saved = await tables.people.askForAccess({ request: wish, round, people, channel }, nowMs);
    if (saved.id === wish.id)
      await note(request, tables, { pi, outcome: "done", detail: { deed: "asked", hutchnet } });
    return { saved, round };
  });
  services.changed();
  const { saved, round } = asked;
  return toMe(saved.id === wish.id ? accessAsked(pi, round) : accessAskedBefore(pi, saved.askedAtMs));
}

/** Which labs there are is told to nobody who has not named one but for a slip. */
async function notKnown(request: Request, { pi, reason, hutchnet }: AccessWish): Promise<Answer> {
  const near = oneSlipFrom(pi, request.services.labs().pis.keys()) as PiName | undefined;
  if (near === undefined) return toMe(unknownLab(pi));
  const options = [
    ...(reason === "" ? [] : [`--reason ${quote(reason)}`]),
    ...(hutchnet === undefined ? [] : [`--hutchnet ${hutchnet}`]),
  ];
  const text = [near, ...options].join(" ");
  const draft = await saveLine(request, "corrected", { verb: "access request", text });
  return toMe(unknownLab(pi, { pi: near, draft }));
}
