import type { PacedCall } from "../domain/telling/slack-pace.ts";
import { toTrouble } from "../domain/trouble.ts";
import type { Message } from "../messages/text/message.ts";
import type { DeliverContext } from "./deliver-context.ts";

/** Slack splits longer ones into several messages. */
const longest = 3_000;

/** Says the same in plain words where Slack does not take its form: better plain than not at all. */
export async function inPlainWords<T>(
  { posts, pace, logger, onOutcome }: DeliverContext,
  message: Message,
  { call, send }: { call: PacedCall; send(message: Message): Promise<T> },
): Promise<T> {
  try {
    return await send(message);
  } catch (error) {
    const trouble = toTrouble(error);
    if (!posts.isAboutTheForm(trouble)) throw error;
    logger.error({ err: trouble, channel: call.channel }, "Slack does not take the form of a message");
    onOutcome("in plain words");
    await pace.note(call);
    return send({ text: message.text.slice(0, longest), blocks: [] });
  }
}
