import type { Job } from "../domain/job/job.ts";
import { jobName } from "./job/job-words.ts";
import { spoken } from "./text/block.ts";
import { link } from "./text/link.ts";
import type { Message } from "./text/message.ts";
import { say } from "./text/prose.ts";

export type NotPosted = {
  /** Where the card went instead. */
  went: "lab-channel" | "direct";
  cardLink?: string;
};

const places: Record<NotPosted["went"], string> = {
  "lab-channel": "your lab's channel",
  direct: "your direct messages",
};

/** The bot may not post where the job was submitted. */
export function notPosted(job: Job, { went, cardLink }: NotPosted): Message {
  const place = cardLink === undefined ? say`${places[went]}` : link(cardLink, places[went]);
  return spoken(
    say`${jobName(job)} is submitted. I cannot post in that channel, so follow the job in ${place}. To have it there next time, invite me to the channel.`,
  );
}
