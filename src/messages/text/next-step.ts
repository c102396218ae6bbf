/** A button that carries what would be asked: `action_id` says the verb and its step, `value` on what. */
import type { ConfirmationDialog } from "@slack/types";
import type {
  AccessRequestId,
  BatchId,
  DraftId,
  NoticeId,
  QuestionId,
  SnippetId,
  SubmissionId,
  WholeLogId,
} from "../../domain/ids.ts";

export type NextStep = {
  verb: string;
  step?: string;
  /** Tells apart several of one kind in a message; counts from 1. */
  nth?: number;
  label: string;
  /** What it is about; absent for a verb that needs nothing. */
  value?: AccessRequestId | BatchId | DraftId | NoticeId | QuestionId | SnippetId | SubmissionId | WholeLogId;
  style?: "primary" | "danger";
  confirm?: ConfirmationDialog;
};

/** `logs`, `cancel.confirm`; `logs.2`, `submit.pi.2` for the second of a kind. */
export function actionIdOf({ verb, step, nth }: NextStep): string {
  return [verb, step, nth].filter((part) => part !== undefined).join(".");
}

/** The way back, for who receives the click. */
export function readActionId(actionId: string): { verb: string; step?: string } {
  const [verb = "", step] = actionId.replace(/\.\d+$/, "").split(".");
  return step === undefined ? { verb } : { verb, step };
}

/** An entry of a menu carries in one text what a button carries in two. */
export function menuValueOf(step: NextStep): string {
  return `${actionIdOf(step)} ${step.value ?? ""}`.trimEnd();
}

export function readMenuValue(text: string): { verb: string; step?: string; value: string } {
  // A verb may be of two words, an id never is.
  const [, action = text, value = ""] = /^(.*\S) ([a-z]_\S*)$/.exec(text) ?? [];
  return { ...readActionId(action), value };
}

/** Of a menu: which entry was chosen stands in its value. */
export const menuActionId = "more";

/** Of a button that only opens an address: its click needs no answer. */
export const consoleActionId = "open.aws";
