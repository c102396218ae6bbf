/** Where a piece of a log can go, and who would read it there. */

import { type ChannelId, directPlaceOf, type MemberId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { type Audience, audienceOf, type WhyNotThere } from "../../domain/people/audience.ts";
import { isDirect } from "../../domain/telling/telling.ts";
import type { SharePlace } from "../../messages/sharing/share-form.ts";
import type { Thread } from "../../store/thread-row.ts";
import type { Request } from "../request.ts";

export type Judged = { channel: ChannelId; audience: Audience } | { refused: WhyNotThere };

/** The job's thread in which it was asked for; else the one in that channel; else its first. */
export async function threadFor(
  { services, invocation }: Request,
  { subject }: Pick<Job, "subject">,
): Promise<Thread | undefined> {
  const threads = (await services.store.threads.ofSubject(subject)).filter(
    ({ cardTs }) => cardTs !== undefined,
  );
  const { channel, threadTs } = invocation.where;
  const here = threads.filter((thread) => thread.channel === channel);
  return here.find(({ cardTs }) => cardTs === threadTs) ?? here[0] ?? threads[0];
}

/** Undefined until a place is chosen. Asked at every look, and once more as it is shared. */
export async function judgePlace(
  request: Request,
  { pi }: Pick<Job, "pi">,
  { place, thread }: { place: SharePlace; thread: Thread | undefined },
): Promise<Judged | undefined> {
  const channel = channelOf(place, thread);
  if (channel === undefined) return undefined;
  try {
    const insiders = await insidersOf(request, pi);
    return isDirect(channel)
      ? await judgeDirect(request, channel, { insiders, thread })
      : await judgeChannel(request, channel, insiders);
  } catch (error) {
    request.logger.warn({ err: error, channel }, "Slack does not tell who reads in a place");
    return { refused: "silent" };
  }
}

/** The field under which it is said what is wrong with a place. */
export function fieldOf({ to }: SharePlace): "to" | "channel" | "person" {
  return to === "thread" ? "to" : to;
}

function channelOf({ to, channel, person }: SharePlace, thread: Thread | undefined): ChannelId | undefined {
  switch (to) {
    case "thread":
      return thread?.channel;
    case "channel":
      return channel === "" ? undefined : (channel as ChannelId);
    case "person":
      return person === "" ? undefined : directPlaceOf(person as MemberId);
  }
}

/** Everybody who can see the job: of its lab, and the admins. */
async function insidersOf({ services }: Request, pi: Job["pi"]): Promise<ReadonlySet<MemberId>> {
  return new Set([...(await services.store.roster.membersOf(pi)), ...services.admins]);
}

async function judgeChannel(
  { services, member }: Request,
  channel: ChannelId,
  insiders: ReadonlySet<MemberId>,
): Promise<Judged> {
  const readers = await services.readers.ofChannel(channel);
  if (readers === undefined) return { refused: "absent" };
  const workforce = await services.readers.workforce();
  const audience = audienceOf(readers, { workforce, insiders, asker: member.id });
  return "refused" in audience ? audience : { channel, audience };
}

/** A thread in direct messages is its owner's, who sees the job; else it is whoever was chosen. */
async function judgeDirect(
  { services }: Request,
  channel: ChannelId,
  { insiders, thread }: { insiders: ReadonlySet<MemberId>; thread: Thread | undefined },
): Promise<Judged> {
  const reader = /^[UW]/.test(channel) ? (channel as string as MemberId) : await ownerOf(services, thread);
  const workforce = await services.readers.workforce();
  if (reader === undefined || !workforce.full.has(reader)) return { refused: "no person" };
  const name = await services.nameOf(reader, "somebody");
  return {
    channel,
    audience: { kind: "direct", member: reader, name, isOutsider: !insiders.has(reader) },
  };
}

async function ownerOf(
  { store }: Request["services"],
  thread: Thread | undefined,
): Promise<MemberId | undefined> {
  return thread && (await store.jobs.get(thread.job))?.owner;
}
