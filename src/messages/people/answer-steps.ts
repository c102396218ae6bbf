import type { DraftId } from "../../domain/ids.ts";
import type { NextStep } from "../text/next-step.ts";

/** What can be done with an answer about logs, by whoever it was given to: kept as a message, or all of it as a file. */
export function answerSteps(again: DraftId | undefined): NextStep[] {
  if (again === undefined) return [];
  return [
    { verb: "logs", step: "whole", label: "Whole log", value: again },
    { verb: "logs", step: "keep", label: "Send to me", value: again },
  ];
}
