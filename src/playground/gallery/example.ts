import type { Json } from "../slack/json.ts";

export type ExampleMessage = { text: string; blocks?: Json[]; attachments?: Json[]; files?: Json[] };

export type ExampleView = {
  view: Json;
  /** What is wrong with its fields, by block id. */
  errors?: Record<string, string>;
  /** How many forms there are with it, one on the other. */
  depth?: number;
};

/** One specimen of the gallery: a message, or a form or Home tab. */
export type Example = { name: string; group: string } & ({ message: ExampleMessage } | ExampleView);

export const plain = (text: string): Json => ({ type: "plain_text", text, emoji: true });
export const mrkdwn = (text: string): Json => ({ type: "mrkdwn", text });
export const section = (text: string, more: Json = {}): Json => ({
  type: "section",
  text: mrkdwn(text),
  ...more,
});
export const option = (label: string, description?: string): Json => ({
  text: plain(label),
  value: label.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
  ...(description === undefined ? {} : { description: plain(description) }),
});
export const input = (label: string, element: Json, more: Json = {}): Json => ({
  type: "input",
  label: plain(label),
  element,
  ...more,
});

/** Rich text of one section. */
export const richLine = (...elements: Json[]): Json => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
