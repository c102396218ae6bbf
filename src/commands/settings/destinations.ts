import type { ChannelId, MemberId, SubjectId } from "../../domain/ids.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { placeFor } from "../../domain/telling/setting.ts";
import { isDirect } from "../../domain/telling/telling.ts";
import type { Place } from "../kinds/place.ts";
import type { Request } from "../request.ts";

/** Where a card goes, and where else if it can not go there. A member means their direct messages. */
export type Destination = readonly (ChannelId | MemberId)[];

/** What `--to` says for this job comes before what is set for the channel, and that before what the owner has set. */
export async function destinationsFor(
  request: Request,
  pi: Pi,
  to: Place | undefined,
): Promise<Destination[]> {
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

/** Of a job that goes on in a subject's threads: none besides, where its new owner reads one of them. */
export async function destinationsBeside(
  request: Request,
  pi: Pi,
  subject: SubjectId,
): Promise<Destination[]> {
  const { services, member, invocation } = request;
  const threads = await services.store.threads.ofSubject(subject);
  const { channel: here } = invocation.where;
  for (const { channel } of threads) {
    const place: string = channel;
    if (channel === here || place === member.id) return [];
    const reads = isDirect(channel)
      ? await services.isOwnDirect(channel, member.id)
      : await services.isIn(channel, member.id);
    if (reads) return [];
  }
  return destinationsFor(request, pi, undefined);
}

/** There, else in the lab's channel, but never where others read along, or in another's direct messages; else with the owner. */
async function openPlaces(
  { member, services }: Request,
  pi: Pi,
  wanted: ChannelId,
): Promise<(ChannelId | MemberId)[]> {
  const isOthers =
    isDirect(wanted) && (wanted as string) !== member.id && !(await services.isOwnDirect(wanted, member.id));
  const places = isOthers ? [pi.channel] : [...new Set([wanted, pi.channel])];
  const shared = await Promise.all(places.map(services.isExternallyShared));
  return [...places.filter((_, index) => shared[index] !== true), member.id];
}
