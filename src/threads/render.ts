import { consoleLink } from "../domain/console-link.ts";
import type { ChannelId, MemberId, NoticeId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { isOwnChannel, type Labs } from "../domain/pi.ts";
import { jobCard } from "../messages/job-card.ts";
import type { Message } from "../messages/message.ts";
import { noticeMessage } from "../messages/notice-message.ts";
import type { PostMetadata } from "../slack/posts.ts";
import type { NoticeBody } from "../store/notices.ts";

export type RenderOptions = {
  labs(): Labs;
  /** How a person is called; never throws. */
  nameOf(member: MemberId, hutchnet: string): Promise<string>;
};

export type Rendered = { message: Message; metadata: PostMetadata };

/** What a post says in the place where it stands, and what its metadata tells. */
export type Render = (
  body: NoticeBody,
  post: { notice: NoticeId; job: Job; channel: ChannelId },
) => Promise<Rendered>;

export function renderer(options: RenderOptions): Render {
  return async (body, { notice, job, channel }) => {
    const ownerName = await options.nameOf(job.owner, job.hutchnet);
    const labs = options.labs();
    const link = consoleLink(job, labs.institute, labs.pis.get(job.pi)?.role);
    const view = {
      place: placeOf(job, channel, labs),
      ownerName,
      ...(job.stop === undefined || job.stop.by === job.owner
        ? {}
        : { stopperName: await options.nameOf(job.stop.by, "somebody") }),
      ...(link === undefined ? {} : { consoleLink: link }),
    };
    const subject = job.batchId === undefined ? { submission: job.id } : { job: job.batchId };
    if (body.kind === "card") {
      return {
        message: jobCard(job, view),
        metadata: { kind: "card", ...subject, notice, state: job.state, version: job.version },
      };
    }
    const mention = body.kind === "finished" || body.kind === "waiting";
    return {
      message: noticeMessage(body, job, { ...view, mention, ownerId: job.owner }),
      metadata: { kind: body.kind, ...subject, notice },
    };
  };
}

/** Command, parameters and log lines stand only in the lab's own channels and in direct messages, opened or about to be. */
export function placeOf(job: Job, channel: ChannelId, labs: Labs): "own" | "elsewhere" {
  const pi = labs.pis.get(job.pi);
  return /^[DUW]/.test(channel) || (pi !== undefined && isOwnChannel(pi, channel)) ? "own" : "elsewhere";
}
