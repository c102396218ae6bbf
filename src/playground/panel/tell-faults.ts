import type { LocalSlack } from "../slack/local-slack.ts";
import type { FaultBoard } from "./faults.ts";
import type { Snapshot } from "./snapshot.ts";

/** Lets every page know how much is made to go wrong, even where nobody looks at the local AWS. */
export function tellFaults(
  slack: Pick<LocalSlack, "tellBeyond">,
  board: Pick<FaultBoard, "onChange">,
  faults: () => Snapshot["faults"],
): void {
  const tell = () => {
    const { on, blocked } = faults();
    slack.tellBeyond({ faults: on + blocked });
  };
  board.onChange(tell);
  tell();
}
