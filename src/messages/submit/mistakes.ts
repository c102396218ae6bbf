import type { DraftId } from "../../domain/ids.ts";
import { bullets, buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { code, joined, type Prose, say, sentence, withCode } from "../text/prose.ts";

export type Mistakes = {
  verb: string;
  /** Each in its own words; code between backticks. */
  mistakes: readonly { what: string }[];
  /** The whole line as it would have been right: `/batch submit …`. */
  corrected?: string;
  /** Holds the corrected line, ready to run. */
  draft?: DraftId;
  /** Opens the form with what was understood. */
  form?: DraftId | undefined;
};

/** What is wrong, what was understood, and what to type instead. */
export function mistakes({ verb, mistakes, corrected, draft, form }: Mistakes): Message {
  const said = mistakes.map(({ what }) => sentence(withCode(what)));
  const rest = joined([whatNow(verb, corrected), corrected === undefined ? undefined : line(corrected)], " ");
  const step = buttons(
    draft === undefined ? undefined : correctedStep(verb, draft),
    form === undefined ? undefined : { verb: "submit", step: "edit", label: "Open in the form", value: form },
  );
  const [only] = said;
  const sentences = joined([...said, rest], " ");
  if (only !== undefined && said.length === 1) return message(sentences, paragraph(sentences), step);
  const list = bullets(said, 6000);
  return message(
    sentences,
    paragraph(say`${said.length} things are not right yet:`),
    ...list.blocks,
    list.left > 0 ? paragraph(say`And ${list.left} more.`) : undefined,
    rest.length === 0 ? undefined : paragraph(rest),
    step,
  );
}

/** For a verb that only looks there is nothing to reassure about. */
const undone: Readonly<Record<string, string>> = {
  submit: "nothing was submitted yet",
  retry: "nothing was submitted",
  cancel: "nothing was stopped",
  recipe: "nothing was changed",
  settings: "nothing was changed",
  "access import": "nothing was changed",
};

function whatNow(verb: string, corrected: string | undefined): Prose | undefined {
  const nothing = undone[verb];
  if (corrected === undefined) return nothing === undefined ? undefined : say`${capital(nothing)}.`;
  return nothing === undefined ? say`The rest reads well.` : say`The rest reads well; ${nothing}.`;
}

function line(corrected: string): Prose {
  return say`Corrected: ${code(corrected, 1500)}`;
}

/** Stopping a job is never one press away. */
function correctedStep(verb: string, draft: DraftId): NextStep | undefined {
  if (verb === "cancel") return undefined;
  const label = verb === "submit" || verb === "retry" ? "Submit corrected" : "Use the correction";
  return { verb, step: "corrected", label, value: draft, style: "primary" };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
