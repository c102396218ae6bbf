import { nameSuffixOf, subjectIdOf, submissionIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, InvocationId, MemberId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { JobDefinition } from "../domain/job-definition.ts";
import type { Pi } from "../domain/pi.ts";
import { placeFor } from "../domain/setting.ts";
import { askedOf, type SubmitRequest, toSubmitRequest, type Wish } from "../domain/submission.ts";
import { isDirect } from "../domain/telling.ts";
import type { Place } from "./kinds/place.ts";
import { actorOf, type Request } from "./request.ts";

/** A submission to the letter, ready to be saved and sent. */
export type Prepared = {
  job: Job;
  request: SubmitRequest;
  wish: Wish;
  destinations: readonly Destination[];
  /** What was understood, for the answer. */
  said: readonly string[];
};

/** Where a card goes, and where else if it can not go there. A member means their direct messages. */
export type Destination = readonly (ChannelId | MemberId)[];

export type ToPrepare = {
  pi: Pi;
  wish: Wish;
  queue: string;
  definition: JobDefinition;
  to: Place | undefined;
  /** The invocation that will submit it: the same one makes the same submission, however often it is taken up. */
  submitting: InvocationId;
  said: readonly string[];
};

export async function prepare(
  request: Request,
  { pi, wish, queue, definition, to, submitting, said }: ToPrepare,
): Promise<Prepared> {
  const { member, nowMs, invocation } = request;
  const { hutchnet } = actorOf(member, pi.name);
  const id = submissionIdOf(submitting);
  const destinations = await destinationsFor(request, pi, to);
  const context = {
    id,
    suffix: nameSuffixOf(id),
    pi: pi.name,
    member: member.id,
    hutchnet,
    queue,
    definition,
  };
  const submit = toSubmitRequest(wish, { ...context, channel: invocation.where.channel });
  const job: Job = {
    id,
    subject: subjectIdOf(id),
    pi: pi.name,
    account: pi.account,
    region: pi.region,
    owner: member.id,
    hutchnet,
    name: wish.name,
    jobName: submit.jobName,
    queue,
    definition: submit.jobDefinition,
    asked: askedOf(wish, definition),
    state: "submitting",
    version: 1,
    submittedAtMs: nowMs,
  };
  return { job, request: submit, wish, destinations, said };
}

/** What `--to` says for this job comes before what is set for the channel, and that before what the owner has set. */
async function destinationsFor(request: Request, pi: Pi, to: Place | undefined): Promise<Destination[]> {
  const { invocation, member, services } = request;
  const { channel: here } = invocation.where;
  if (to?.kind === "me") return [[member.id]];
  if (to !== undefined) return [await openPlaces(request, pi, to.kind === "channel" ? to.channel : here)];
  const { settings } = services.store;
  const channel = isDirect(here) ? undefined : await settings.ofChannel(pi.name, here);
  const place = placeFor({ channel, member: await settings.ofMember(member.id) });
  if (place === "channel") return [await openPlaces(request, pi, here)];
  const [fallback] = await openPlaces(request, pi, pi.channel);
  const direct = [...new Set([member.id, fallback ?? member.id])];
  const isHereDirect = isDirect(here) && (await services.isOwnDirect(here, member.id));
  if (place === "direct" || isHereDirect) return [direct];
  const inChannel = (await openPlaces(request, pi, here)).filter((each) => each !== member.id);
  return inChannel.length === 0 ? [direct] : [inChannel, [member.id]];
}

/** There, else in the lab's channel, but never where others read along; else with the owner. */
async function openPlaces(
  { member, services }: Request,
  pi: Pi,
  wanted: ChannelId,
): Promise<(ChannelId | MemberId)[]> {
  const places = [...new Set([wanted, pi.channel])];
  const shared = await Promise.all(places.map(services.isExternallyShared));
  return [...places.filter((_, index) => shared[index] !== true), member.id];
}
