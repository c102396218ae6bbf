import type { PiName } from "../../domain/ids.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** What counts for a lab's jobs in a channel is for its managers to set. */
export function managersOnly(pi: PiName): Message {
  return spoken(
    say`Nothing was changed: what is told of the jobs of ${pi} in a channel is set by a manager of the lab. Ask one of them.`,
  );
}
