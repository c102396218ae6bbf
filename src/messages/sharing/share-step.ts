import type { DraftId, SubmissionId } from "../../domain/ids.ts";
import type { NextStep } from "../text/next-step.ts";

/** Opens the dialog with what is being looked at: a draft of it, or a job whose failure was told. */
export function shareStep(value: DraftId | SubmissionId | undefined): NextStep | undefined {
  return value && { verb: "share", step: "open", label: "Share", value };
}
