import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** Other organisations read along in the channel. */
export function notShownHere(): Message {
  return spoken(
    say`I do not show jobs in this channel: I cannot be sure that only your own organisation reads here.`,
  );
}
