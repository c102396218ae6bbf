/** Slack's limits on messages and forms, and ours on what text from outside may become. Source: docs.slack.dev/reference */
import assert from "node:assert/strict";

export type CheckedMessage = { text: string; blocks: readonly object[] };

/** Everything the message means to notify or to link to; anything else of the kind came from outside. */
export type Meant = { mentions?: readonly string[]; channels?: readonly string[]; links?: readonly string[] };

const limits = { text: 4000, blocks: 50, blocksLength: 12_000 };

export function assertSlackLimits(message: CheckedMessage, meant: Meant = {}): void {
  assertWithin(message, meant, limits);
}

/** What stands on a Home tab is a view: it may hold more than a message. */
export function assertHomeLimits(message: CheckedMessage, meant: Meant = {}): void {
  assertWithin(message, meant, { ...limits, blocks: 100, blocksLength: 60_000 });
}

function assertWithin(message: CheckedMessage, meant: Meant, most: typeof limits): void {
  between(message.text, "text", 1, most.text);
  assert.ok(message.text.trim() !== "", "text says nothing");
  assert.ok(message.blocks.length <= most.blocks, `${message.blocks.length} blocks`);
  const length = JSON.stringify(message.blocks).length;
  assert.ok(length <= most.blocksLength, `blocks are ${length} characters long`);
  assertMarkup(message.text, meant);
  const nodes = message.blocks.flatMap((block) => walk(block));
  for (const node of nodes) assertNode(node, meant);
  assertUnique(nodes.map((node) => node.action_id).filter(isText), "action_id");
  assertUnique(nodes.map((node) => node.block_id).filter(isText), "block_id");
}

export type CheckedView = {
  title: object;
  submit?: object;
  close?: object;
  callback_id?: string;
  external_id?: string;
  private_metadata?: string;
  blocks: readonly object[];
};

const viewLimits = { blocks: 100, bytes: 250_000, frame: 24, name: 255 };

/** A modal; our own rule besides: it carries one id and nothing else. */
export function assertViewLimits(view: CheckedView, meant: Meant = {}): void {
  for (const frame of [view.title, view.submit, view.close].filter(isNode))
    between(frame.text, "title, submit or close", 1, viewLimits.frame);
  between(view.callback_id, "callback_id", 1, viewLimits.name);
  between(view.external_id, "external_id", 1, viewLimits.name);
  assert.match(view.private_metadata ?? "", /^d_[0-9a-z]+$/, "private_metadata is no id");
  assert.ok(
    view.blocks.length > 0 && view.blocks.length <= viewLimits.blocks,
    `${view.blocks.length} blocks`,
  );
  assert.ok(Buffer.byteLength(JSON.stringify(view)) <= viewLimits.bytes, "the view is too large");
  const nodes = view.blocks.flatMap((block) => walk(block));
  const inputs = nodes.filter(({ type }) => type === "input");
  assert.ok(inputs.length === 0 || view.submit !== undefined, "fields and no button to send them");
  for (const node of nodes) assertNode(node, meant);
  for (const { block_id: id, element } of inputs) {
    between(id, "block_id", 1, viewLimits.name);
    const key = isNode(element) ? element.action_id : undefined;
    assert.ok(id === key || (isText(id) && id.startsWith(`${key}@`)), "a field has two names");
  }
  assertUnique(nodes.map((node) => node.action_id).filter(isText), "action_id");
  assertUnique(nodes.map((node) => node.block_id).filter(isText), "block_id");
}

type Node = Record<string, unknown>;

/** By the type of block, element or object: longest text of each field, most entries of each list. */
const rules: Readonly<Record<string, { text?: Record<string, number>; list?: Record<string, number> }>> = {
  actions: { list: { elements: 25 } },
  context: { list: { elements: 10 } },
  header: {},
  section: { list: { fields: 10 } },
  button: { text: { value: 2000, url: 3000, action_id: 255 } },
  overflow: { text: { action_id: 255 }, list: { options: 5 } },
  input: {},
  plain_text_input: { text: { action_id: 255, initial_value: 3000 } },
  radio_buttons: { text: { action_id: 255 }, list: { options: 10 } },
  static_select: { text: { action_id: 255 }, list: { options: 100 } },
  external_select: { text: { action_id: 255 } },
  conversations_select: { text: { action_id: 255, initial_conversation: 255 } },
  users_select: { text: { action_id: 255, initial_user: 255 } },
  multi_external_select: { text: { action_id: 255 }, list: { initial_options: 100 } },
  rich_text: { list: { elements: 1000 } },
  rich_text_section: { list: { elements: 1000 } },
  rich_text_list: { list: { elements: 1000 } },
  rich_text_preformatted: { list: { elements: 1000 } },
  text: { text: { text: limits.blocksLength } },
  link: { text: { url: 3000, text: 3000 } },
  mrkdwn: { text: { text: 2000 } },
  plain_text: { text: { text: 3000 } },
  date: { text: { format: 255, fallback: 255 } },
  user: {},
  channel: {},
};

/** A text object is shorter inside some holders. */
const heldText: Readonly<Record<string, Record<string, number>>> = {
  button: { text: 75 },
  header: { text: 150 },
  section: { text: 3000 },
  input: { label: 2000, hint: 2000 },
  plain_text_input: { placeholder: 150 },
  external_select: { placeholder: 150 },
  multi_external_select: { placeholder: 150 },
};

const confirmText = { title: 100, text: 300, confirm: 30, deny: 30 };

function assertNode(node: Node, meant: Meant): void {
  if (isNode(node.confirm)) assertHeld(node.confirm, confirmText);
  if (!isText(node.type)) {
    assertOption(node);
    return;
  }
  const rule = rules[node.type];
  assert.ok(rule !== undefined, `a ${node.type} has no limits here yet`);
  for (const [field, max] of Object.entries(rule.text ?? {})) {
    if (field in node) between(node[field], `${node.type}.${field}`, 1, max);
  }
  for (const [field, max] of Object.entries(rule.list ?? {})) assertList(node, field, max);
  assertHeld(node, heldText[node.type] ?? {});
  assertMeant(node, meant);
  if (node.type === "button") assertActionId(node.action_id);
  if (node.type === "overflow") for (const entry of walk(node.options)) assertMenuEntry(entry);
  if (node.type === "plain_text_input") assertFits(node);
}

function assertList(node: Node, field: string, max: number): void {
  const list = node[field];
  if (list === undefined) return;
  assert.ok(Array.isArray(list) && list.length > 0, `${node.type}.${field} is empty`);
  assert.ok(list.length <= max, `${node.type}.${field} has ${list.length} entries`);
}

function assertHeld(holder: Node, fields: Readonly<Record<string, number>>): void {
  for (const [field, max] of Object.entries(fields)) {
    const held = holder[field];
    if (isNode(held)) between(held.text, `${holder.type ?? "confirm"}.${field}`, 1, max);
  }
}

/** An option of a menu is the one object without a type that has a value. */
function assertOption(node: Node): void {
  if (!("value" in node)) return;
  between(node.value, "option.value", 1, 150);
  assertHeld({ type: "option", ...node }, { text: 75, description: 75 });
}

/** `verb`, `verb.step`, and a number where several are alike. */
function assertActionId(actionId: unknown): void {
  assert.match(String(actionId), /^[a-z]+( [a-z]+)?(\.[a-z]+)?(\.[1-9]\d*)?$/);
}

/** An entry of a menu holds what a button's action_id and value hold. */
function assertMenuEntry({ value }: Node): void {
  if (value !== undefined) assert.match(String(value), /^[a-z]+(\.[a-z]+)?( [\w-]+)?$/);
}

/** Slack shows nothing of a form in which a field begins with more than it takes. */
function assertFits({ initial_value: initial = "", max_length: max = 3000 }: Node): void {
  assert.ok(String(initial).length <= Number(max), "a field begins with more than it takes");
}

function assertMeant(node: Node, { mentions = [], channels = [], links = [] }: Meant): void {
  if (node.type === "user") assert.ok(mentions.includes(String(node.user_id)), `mentions ${node.user_id}`);
  if (node.type === "channel") assert.ok(channels.includes(String(node.channel_id)), "names a channel");
  if (node.type === "link") assert.ok(links.includes(String(node.url)), `links to ${node.url}`);
  if (node.type === "mrkdwn") assertMarkup(String(node.text), { mentions, channels, links });
}

/** Every `<…>` of mrkdwn is a date or is meant, and no bare address is left to become a link; in code none does. */
function assertMarkup(text: string, { mentions = [], channels = [], links = [] }: Meant): void {
  const allowed = [...mentions.map((id) => `<@${id}>`), ...channels.map((id) => `<#${id}>`)];
  const rest = text
    .replaceAll(/<!date\^\d+\^[^|<>]+\|[^<>]+>/g, "")
    .replaceAll(/<([^<>|@#!]+)\|[^<>]*>/g, (whole, url) => (links.includes(url) ? "" : whole));
  const left = allowed.reduce((stripped, token) => stripped.replaceAll(token, ""), rest);
  assert.doesNotMatch(left, /[<>]/, `markup from outside: ${left.slice(0, 300)}`);
  const outsideCode = left.replaceAll(/`[^`\n]*`/g, "");
  assert.doesNotMatch(outsideCode, /https?:\/\//, `an address from outside: ${left.slice(0, 300)}`);
}

function assertUnique(values: readonly string[], name: string): void {
  assert.equal(new Set(values).size, values.length, `${name} twice: ${values.join(", ")}`);
}

function between(value: unknown, name: string, min: number, max: number): void {
  assert.ok(isText(value), `${name} is no text`);
  assert.ok(
    value.length >= min && value.length <= max,
    `${name} is ${value.length} long, not ${min} to ${max}`,
  );
}

function walk(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  if (!isNode(value)) return [];
  return [value, ...Object.entries(value).flatMap(([key, inner]) => (key === "style" ? [] : walk(inner)))];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
