import type {
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  Overflow,
  RichTextBlock,
  RichTextSection,
  SectionBlock,
} from "@slack/types";
import { button } from "./button.ts";
import type { Message } from "./message.ts";
import { toMrkdwn, toText } from "./mrkdwn.ts";
import type { NextStep } from "./next-step.ts";
import type { Prose } from "./prose.ts";
import { richSection } from "./rich-text.ts";

type Blocks = KnownBlock | undefined | readonly KnownBlock[];

export function message(sentence: Prose, ...blocks: readonly Blocks[]): Message {
  return { text: toText(sentence), blocks: blocks.flat().filter((block) => block !== undefined) };
}

/** A message whose sentence is also its first block. */
export function spoken(sentence: Prose, ...blocks: readonly Blocks[]): Message {
  return message(sentence, paragraph(sentence), ...blocks);
}

export function paragraph(prose: Prose): RichTextBlock {
  return { type: "rich_text", elements: [richSection(prose)] };
}

/** Of a text inside a context block. */
const contextLength = 2000;

export function heading(text: string): HeaderBlock {
  return { type: "header", text: { type: "plain_text", text, emoji: false } };
}

/** A section holds 3000; a row is one line or two. */
const rowLength = 1000;

/** A line with one button at its end. */
export function row(prose: Prose, step: NextStep | undefined): SectionBlock {
  return {
    type: "section",
    text: { type: "mrkdwn", text: toMrkdwn(prose, rowLength), verbatim: true },
    ...(step === undefined ? {} : { accessory: button(step) }),
  };
}

/** The small print of a message. */
export function quiet(prose: Prose): ContextBlock {
  return {
    type: "context",
    elements: [{ type: "mrkdwn", text: toMrkdwn(prose, contextLength).trim() || "–", verbatim: true }],
  };
}

/** Text as it is: log lines, JSON, a command. Pass it through `fit-lines` or `cut` first. */
export function preformatted(text: string): RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }],
  };
}

/** As many items as the room allows, and how many had to stay out. */
export function bullets(
  items: readonly Prose[],
  maxLength: number,
): { blocks: RichTextBlock[]; left: number } {
  const elements: RichTextSection[] = [];
  let length = 0;
  for (const item of items.map(richSection)) {
    length += JSON.stringify(item).length + 1;
    if (length > maxLength) break;
    elements.push(item);
  }
  const left = items.length - elements.length;
  if (elements.length === 0) return { blocks: [], left };
  return {
    blocks: [{ type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements }] }],
    left,
  };
}

/**
 * What these blocks leave to a long one, with its frame and the buttons below taken off. Slack refuses a message
 * whose blocks exceed about 13,200 characters; source: https://github.com/slackapi/bolt-js/issues/2509
 */
export function roomBeside(...blocks: readonly Blocks[]): number {
  const budget = 12_000;
  const frameAndButtons = 1500;
  return Math.max(0, budget - frameAndButtons - JSON.stringify(blocks.flat()).length);
}

/** Nothing, where there is no step to offer. */
export function buttons(...steps: readonly (NextStep | Button | Overflow | undefined)[]): KnownBlock[] {
  const elements = steps
    .filter((step) => step !== undefined)
    .map((step) => ("type" in step ? step : button(step)));
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}
