/** What a person fills in. A field's key is its `block_id` and its `action_id`: under it comes what was typed. */
import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from "@slack/types";
import type { DraftId } from "../domain/ids.ts";
import { paragraph } from "./block.ts";
import { oneLine } from "./clean-text.ts";
import { cut } from "./cut.ts";
import { say } from "./prose.ts";

export type Form = {
  /** At most 24 characters, as all that stands on the frame. */
  title: string;
  /** What the button says; absent where there is nothing to send. */
  submit?: string;
  blocks: readonly KnownBlock[];
};

export type FieldView = {
  key: string;
  label: string;
  /** A plain sentence under the field. */
  hint?: string;
  /** It may be left empty. */
  optional?: true;
};

export type ChoiceView = FieldView & {
  options: readonly { value: string; label: string; about?: string }[];
  chosen: string;
};

export type TextView = FieldView & { value: string; placeholder?: string; maxLength: number };

/** The view that holds a form. `draft` is its only data, and its name to us while it is open. */
export function modalView(form: Form, { verb, draft }: { verb: string; draft: DraftId }): ModalView {
  return {
    type: "modal",
    callback_id: verb,
    external_id: draft,
    private_metadata: draft,
    title: plain(form.title, frameLength),
    close: plain(form.submit === undefined ? "Close" : "Cancel", frameLength),
    ...(form.submit === undefined ? {} : { submit: plain(form.submit, frameLength) }),
    blocks: [...form.blocks],
  };
}

/** Stands at once, until it is known what goes in. */
export function loadingForm(title: string): Form {
  return {
    title,
    blocks: [paragraph(say`One moment… If nothing comes, close this and ask again.`)],
  };
}

/** One of a few, all of them seen at once. */
export function choiceField({ options, chosen, ...field }: ChoiceView): InputBlock {
  const offered = options.map(option);
  const initial = offered.find(({ value }) => value === chosen);
  return {
    ...frame(field),
    element: {
      type: "radio_buttons",
      action_id: field.key,
      options: offered,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

/** A line of text; what stands in it at the beginning is cut to what the field takes, or Slack would show none of the form. */
export function textField({ value, placeholder, maxLength, ...field }: TextView): InputBlock {
  const initial = cut(oneLine(value), maxLength);
  return {
    ...frame(field),
    element: {
      type: "plain_text_input",
      action_id: field.key,
      max_length: maxLength,
      ...(initial === "" ? {} : { initial_value: initial }),
      ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) }),
    },
  };
}

/** Of title and buttons. */
const frameLength = 24;

function frame({ key, label, hint, optional }: FieldView): Omit<InputBlock, "element"> {
  return {
    type: "input",
    block_id: key,
    label: plain(label, 2000),
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
    ...(optional === undefined ? {} : { optional }),
  };
}

function option({ value, label, about }: ChoiceView["options"][number]): PlainTextOption & { value: string } {
  return {
    value,
    text: plain(label, 75),
    ...(about === undefined ? {} : { description: plain(about, 75) }),
  };
}

function plain(text: string, max: number): PlainTextElement {
  return { type: "plain_text", text: cut(oneLine(text), max) || "–", emoji: false };
}
