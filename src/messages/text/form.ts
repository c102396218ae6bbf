/** What a person fills in. A field's key is its `block_id` and its `action_id`: under it comes what was typed. */
import type {
  ActionsBlock,
  InputBlock,
  KnownBlock,
  ModalView,
  PlainTextElement,
  PlainTextOption,
} from "@slack/types";
import type { DraftId } from "../../domain/ids.ts";
import { paragraph } from "./block.ts";
import { manyLines, oneLine } from "./clean-text.ts";
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
  /**
   * What the field belongs to, as its `block_id` says behind an @: Slack keeps what was typed as long as the block is the
   * same, so a field that is to begin anew is another block.
   */
  of?: string;
  /** We are told as soon as it changes, and draw the form anew. */
  redraws?: true;
};

export type ChoiceView = FieldView & {
  options: readonly { value: string; label: string; about?: string }[];
  chosen: string;
};

export type TextView = FieldView & { value: string; placeholder?: string; maxLength: number; lines?: true };

/** The block of a field: where its mistakes go, and what Slack knows it by. */
export function blockIdOf(key: string, of?: string): string {
  return of === undefined ? key : `${key}@${of}`;
}

/** The way back. */
export function readBlockId(blockId: string): { key: string; of?: string } {
  const at = blockId.lastIndexOf("@");
  return at === -1 ? { key: blockId } : { key: blockId.slice(0, at), of: blockId.slice(at + 1) };
}

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

/** One of some, behind a menu; what is chosen at the beginning is offered. */
export function menuField({ options, chosen, ...field }: ChoiceView): InputBlock {
  const offered = options.slice(0, mostOptions).map(option);
  const initial = offered.find(({ value }) => value === chosen);
  return {
    ...frame(field),
    element: {
      type: "static_select",
      action_id: field.key,
      options: offered,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

export type SearchView = FieldView & {
  placeholder: string;
  /** Each with its label as it is shown; at most one where only one can be chosen. */
  chosen: readonly { value: string; label: string }[];
  /** Several can be chosen, up to so many. */
  most?: number;
  /** Nothing is offered before so many letters are typed. */
  after?: number;
};

/** One of many, or several: what is offered is asked of us with every letter, from the first look on. */
export function searchField({ placeholder, chosen, most, after = 0, ...field }: SearchView): InputBlock {
  const element = { action_id: field.key, min_query_length: after, placeholder: plain(placeholder, 150) };
  const options = chosen.map(option);
  const [first] = options;
  return {
    ...frame(field),
    element:
      most === undefined
        ? { type: "external_select", ...element, ...(first === undefined ? {} : { initial_option: first }) }
        : {
            type: "multi_external_select",
            ...element,
            max_selected_items: most,
            ...(first === undefined ? {} : { initial_options: options.slice(0, most) }),
          },
  };
}

export type OneOfSlacks = FieldView & { chosen: string };

/** A channel that the person is in, out of Slack's own list; those that other organisations read are not in it. */
export function channelField({ chosen, ...field }: OneOfSlacks): InputBlock {
  return {
    ...frame(field),
    element: {
      type: "conversations_select",
      action_id: field.key,
      filter: { include: ["public", "private"], exclude_external_shared_channels: true },
      ...(chosen === "" ? {} : { initial_conversation: chosen }),
    },
  };
}

/** A person, out of Slack's own list. */
export function personField({ chosen, ...field }: OneOfSlacks): InputBlock {
  return {
    ...frame(field),
    element: {
      type: "users_select",
      action_id: field.key,
      ...(chosen === "" ? {} : { initial_user: chosen }),
    },
  };
}

/** An option of a menu, and of what is offered while somebody types. */
export function option({
  value,
  label,
  about,
}: ChoiceView["options"][number]): PlainTextOption & { value: string } {
  return {
    value: cut(value, 150),
    text: plain(label, 75),
    ...(about === undefined ? {} : { description: plain(about, 75) }),
  };
}

/** A press that changes the form, and nothing else. */
export function formButton(key: string, label: string): ActionsBlock {
  return {
    type: "actions",
    block_id: key,
    elements: [{ type: "button", action_id: key, text: plain(label, 75) }],
  };
}

/** A line of text; what stands in it at the beginning is cut to what the field takes, or Slack would show none of the form. */
export function textField({ value, placeholder, maxLength, lines, ...field }: TextView): InputBlock {
  const initial = cut(lines ? manyLines(value) : oneLine(value), maxLength);
  return {
    ...frame(field),
    element: {
      type: "plain_text_input",
      action_id: field.key,
      max_length: maxLength,
      ...(lines ? { multiline: true } : {}),
      ...(initial === "" ? {} : { initial_value: initial }),
      ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) }),
    },
  };
}

/** Of title and buttons. */
const frameLength = 24;

/** Slack's, for one menu. */
const mostOptions = 100;

function frame({ key, of, label, hint, optional, redraws }: FieldView): Omit<InputBlock, "element"> {
  return {
    type: "input",
    block_id: blockIdOf(key, of),
    label: plain(label, 2000),
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
    ...(optional === undefined ? {} : { optional }),
    ...(redraws === undefined ? {} : { dispatch_action: redraws }),
  };
}

function plain(text: string, max: number): PlainTextElement {
  return { type: "plain_text", text: cut(oneLine(text), max) || "–", emoji: false };
}
