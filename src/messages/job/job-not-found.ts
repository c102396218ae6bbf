import { askAgain } from "../people/access-answered.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { code, say } from "../text/prose.ts";

/** Word for word the same for a job that does not exist and for one that is another lab's. */
export function jobNotFound(typed: string): Message {
  return spoken(
    say`I find no job ${code(typed, 130)} that you can see. Check the id, or pick one from your recent jobs. If it is another lab's, its manager can add you.`,
    buttons({ verb: "list", label: "My recent jobs" }, askAgain),
  );
}
