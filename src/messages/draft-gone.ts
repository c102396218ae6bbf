import { spoken } from "./text/block.ts";
import type { Message } from "./text/message.ts";
import { say } from "./text/prose.ts";
import { typed } from "./text/typed.ts";

/** A button whose draft is kept no longer, or that was never this person's. */
export function draftGone(verb: string): Message {
  return spoken(
    say`This button no longer works: what it was for is not kept that long. Please type ${typed(verb)} again.`,
  );
}
