import type { DraftId } from "../domain/ids.ts";
import type { Form } from "../messages/text/form.ts";
import type { Message } from "../messages/text/message.ts";

/** What a verb gives back to its door. */
export type Answer =
  | MessageAnswer
  /** To be filled in. `instead` is said where no form can be opened: in answer to a mention, or too late. */
  | { kind: "form"; form: OpenForm; instead: Message }
  | FormErrors
  | FileAnswer
  /** Nothing to say: a repeated delivery, or a click that is answered by an edit. */
  | { kind: "done" };

/** `me`: only the person sees it; `here`: everybody where it was asked; `direct`: the person's direct messages. */
export type MessageAnswer = { kind: "message"; audience: "me" | "here" | "direct"; message: Message };

/**
 * A file for the person's direct messages, with one sentence beside it; `said` where it was asked for. `instead` goes to
 * the direct messages where Slack takes no file.
 */
export type FileAnswer = {
  kind: "file";
  file: { name: string; title: string; content: string };
  comment: string;
  said: Message;
  instead: Message;
};

/** `draft` is all that a view carries: the row says for whom it was opened, where, and about what. */
export type OpenForm = Form & { verb: string; draft: DraftId };

/** What was filled in is not right yet, all of it at once. `form`: as it was filled in, with what fits no field said on it. */
export type FormErrors = { kind: "form errors"; mistakes: readonly FormMistake[]; form: OpenForm };

/** `what` is a full sentence; without a field it is about the whole. */
export type FormMistake = { field?: string; what: string };

export function toMe(message: Message): MessageAnswer {
  return { kind: "message", audience: "me", message };
}
