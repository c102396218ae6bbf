import type { Message } from "../messages/message.ts";

/** What a verb gives back to its door. */
export type Answer =
  /** `me`: only the person sees it; `here`: everybody where it was asked; `direct`: the person's direct messages. */
  | { kind: "message"; audience: "me" | "here" | "direct"; message: Message }
  /** Nothing to say: a repeated delivery, or a click that is answered by an edit. */
  | { kind: "done" };

export function toMe(message: Message): Answer {
  return { kind: "message", audience: "me", message };
}
