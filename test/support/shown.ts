/** What a message's blocks show, as plain text: one entry a block, buttons left out. */
import type { Message } from "../../src/messages/text/message.ts";

export function shown({ blocks }: Message): string[] {
  return blocks.filter((block) => block.type !== "actions").map(textIn);
}

export function actionIds(message: Message): string[] {
  return buttonsOf(message).map((button) => String(button.action_id));
}

export function buttonsOf({ blocks }: Message) {
  return blocks
    .flatMap((block) => (block.type === "actions" ? block.elements : []))
    .filter((it) => it.type === "button");
}

function textIn(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  const { type, text, elements, fallback, style } = node as Record<string, unknown>;
  if (type === "date") return String(fallback);
  if (type === "mrkdwn") return withoutDates(String(text));
  if (typeof text === "string") return isCode(style) ? `\`${text}\`` : text;
  if (!Array.isArray(elements)) return "";
  return elements.map(textIn).join(type === "rich_text_list" ? "\n" : "");
}

function withoutDates(mrkdwn: string): string {
  return mrkdwn.replaceAll(/<!date\^\d+\^[^|]+\|([^>]+)>/g, "$1");
}

function isCode(style: unknown): boolean {
  return typeof style === "object" && style !== null && "code" in style;
}
