import { askAgain } from "../people/access-answered.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { code, say } from "../text/prose.ts";

/** Word for word the same for a run that does not exist and for one that is another lab's. */
export function runNotFound(typed: string): Message {
  return spoken(
    say`I find no run ${code(typed, 260)} that you can see. The jobs of a table are a run by the name on their card, those of a workflow by the name of its run; write it just as it stands there. If it is another lab's, its manager can add you.`,
    buttons({ verb: "list", label: "My recent jobs" }, askAgain),
  );
}
