import type { DraftId } from "../../domain/ids.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { code, say } from "../text/prose.ts";

/** A table says what differs from job to job, and not what runs. */
export function whichDefinition({
  candidates,
  more,
  all,
}: {
  candidates: readonly { name: string; draft: DraftId }[];
  /** How many others there are. */
  more: number;
  /** The table as it is, for which any of them can be chosen. */
  all: DraftId;
}): Message {
  const others = more > 0 ? say` (there are ${more} more)` : undefined;
  return spoken(
    say`What should run for each row of the table? Choose a definition${others}, or write ${code("submit --jobdef NAME --queue NAME")} in the message of the table and press again. Nothing was submitted yet.`,
    buttons(
      ...candidates.map(({ name, draft }, index) => ({
        verb: "submit",
        step: "table",
        nth: index + 1,
        label: name,
        value: draft,
      })),
      more > 0 ? { verb: "submit", step: "choose", label: "Choose another…", value: all } : undefined,
    ),
  );
}
