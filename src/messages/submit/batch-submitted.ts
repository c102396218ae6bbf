import { jobName } from "../job/job-words.ts";
import { spoken } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { say } from "../text/prose.ts";

export type BatchSubmitted = {
  name: string;
  size: number;
  queue: string;
  /** Address of the card, once it is posted. */
  cardLink?: string;
};

export function batchSubmitted({ name, size, queue, cardLink }: BatchSubmitted): Message {
  const thread = cardLink === undefined ? say`their thread` : link(cardLink, "their thread");
  return spoken(
    say`${counted(size, "job")} of ${jobName({ name })} ${size === 1 ? "is" : "are"} on the way to queue ${queue}. Follow them in ${thread}; I'll mention you once, when all have ended.`,
  );
}
