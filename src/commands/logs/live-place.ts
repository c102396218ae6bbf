import type { ChannelId, MessageTs } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { placeOf } from "../../domain/telling/place.ts";
import { isDirect } from "../../domain/telling/telling.ts";
import type { Thread } from "../../store/thread-row.ts";
import type { Request } from "../request.ts";

/** Where a log is shown as it grows. `why`: it stands in the person's direct messages though they asked elsewhere. */
export type LivePlace =
  | { kind: "thread"; thread: string; channel: ChannelId; cardTs?: MessageTs; isHere: boolean }
  | { kind: "direct"; why?: "others read along" | "not in threads" };

/** In the job's thread, where only the lab reads; else with who asked. */
export async function placeForLiveLog(request: Request, job: Job): Promise<LivePlace> {
  const { services, invocation } = request;
  const { channel: here } = invocation.where;
  const threads = await services.store.threads.ofSubject(job.subject);
  if (isDirect(here)) return (await ownDirect(request, threads)) ?? { kind: "direct" };
  const pi = services.labs().pis.get(job.pi);
  if (pi?.logs.inThreads !== true) return { kind: "direct", why: "not in threads" };
  for (const thread of threads.toSorted((a, b) => Number(b.channel === here) - Number(a.channel === here))) {
    const { channel } = thread;
    if (isDirect(channel)) continue;
    const isShared = await services.isExternallyShared(channel);
    if (placeOf(pi, channel, isShared) !== "own") continue;
    if (channel === here || (await services.isIn(channel, request.member.id))) return inThread(thread, here);
  }
  return (await ownDirect(request, threads)) ?? { kind: "direct", why: "others read along" };
}

/** The job's thread in their direct messages, where it has one there. */
async function ownDirect(
  { services, member, invocation }: Request,
  threads: readonly Thread[],
): Promise<LivePlace | undefined> {
  for (const thread of threads) {
    const { channel } = thread;
    const place: string = channel;
    if (!isDirect(channel)) continue;
    if (place === member.id || (await services.isOwnDirect(channel, member.id)))
      return inThread(thread, invocation.where.channel);
  }
  return undefined;
}

function inThread({ id, channel, cardTs }: Thread, here: ChannelId): LivePlace {
  const card = cardTs === undefined ? {} : { cardTs };
  return { kind: "thread", thread: id, channel, ...card, isHere: channel === here };
}
