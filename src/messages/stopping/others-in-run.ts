import type { DraftId } from "../../domain/ids.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { grouped } from "../text/numbers.ts";
import { code, say } from "../text/prose.ts";

export type OthersInRun = {
  run: string;
  /** How many of others have not ended; `areMore`: nobody has counted them. */
  count: number;
  areMore: boolean;
  /** The same line for those of all; it asks before it stops anything. */
  draft: DraftId;
};

/** Nothing of one's own is there to stop, but of the lab's. */
export function othersInRun({ run, count, areMore, draft }: OthersInRun): Message {
  const others = areMore ? say`more than ${grouped(count)}` : say`${grouped(count)}`;
  const jobs = count === 1 && !areMore ? say`1 of somebody else's has` : say`${others} of others have`;
  return spoken(
    say`Nothing was stopped. No job of yours in run ${code(run, 260)} goes on, but ${jobs} not ended. With ${code("--all")} those of the lab are meant too.`,
    buttons({ verb: "cancel", step: "corrected", label: "Show what would stop", value: draft }),
  );
}
