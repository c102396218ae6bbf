import { faultTable } from "../panel/fault-table.ts";
import type { Status, Step } from "./scenario.ts";

/** What a running scenario says of the step it is at. */
export function stepWords(step: Step): string {
  switch (step.kind) {
    case "type":
      return step.by === undefined ? `Types ${step.text}` : `Somebody else types ${step.text}`;
    case "press":
      return "Presses the button of the answer";
    case "wait": {
      const again = step.attempt > 1 ? ` in attempt ${step.attempt}` : "";
      return `Waits until ${step.job} ${statusWords[step.status]}${again}`;
    }
    case "pause":
      return "Lets it go on for a moment";
    case "stay":
      return `Stays like this until you press ${step.button}, at most ${step.atMostSec} seconds`;
    case "reclaim":
      return `AWS takes the machine of ${step.job} back`;
    case "block":
      return `AWS stops starting jobs of queue ${step.queue}`;
    case "unblock":
      return `AWS starts jobs of queue ${step.queue} again`;
    case "fault":
      return step.is === "on" ? `Switches on: ${labelOf(step.id)}` : `Switches off: ${labelOf(step.id)}`;
    case "kill-bot":
      return "Kills the bot with kill -9";
  }
}

function labelOf(id: string): string {
  return faultTable.find((fault) => fault.id === id)?.label ?? id;
}

const statusWords: Record<Status, string> = {
  SUBMITTED: "is submitted",
  PENDING: "is pending",
  RUNNABLE: "waits in its queue",
  STARTING: "is starting",
  RUNNING: "is running",
  SUCCEEDED: "has succeeded",
  FAILED: "has failed",
};
