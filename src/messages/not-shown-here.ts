import { spoken } from "./block.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";

/** Other organisations read along in the channel. */
export function notShownHere(): Message {
  return spoken(
    say`I do not show jobs in this channel: I cannot be sure that only your own organisation reads here.`,
  );
}
