import { describe, expect, it } from "vitest";
import { assertSlackLimits, type CheckedMessage } from "./slack-limits.ts";

const button = {
  type: "button",
  action_id: "logs",
  text: { type: "plain_text", text: "Logs" },
  value: "s_1",
};
const richText = (element: object) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [element] }],
});
const actions = (...elements: object[]) => ({ type: "actions", elements });
const small = (text: string) => ({ type: "context", elements: [{ type: "mrkdwn", text }] });

describe("the check of Slack's limits", () => {
  it("passes what is meant", () => {
    const blocks = [
      richText({ type: "user", user_id: "U1" }),
      actions(button),
      small("<@U1> <!date^1^{time}|x>"),
    ];
    expect(() => assertSlackLimits({ text: "Hello <@U1>.", blocks }, { mentions: ["U1"] })).not.toThrow();
  });

  const bad: Record<string, Partial<CheckedMessage>> = {
    "no text": { text: " " },
    "a text too long": { text: "x".repeat(4001) },
    "a mention of everybody": { text: "<!channel>" },
    "a mention nobody meant": { text: "<@U2>" },
    "a link nobody meant": { text: "<https://x.example|x>" },
    "a bare address": { text: "see https://x.example" },
    "too many blocks": { blocks: Array.from({ length: 51 }, () => small("x")) },
    "blocks too long": { blocks: Array.from({ length: 20 }, () => small("x".repeat(600))) },
    "the same button twice": { blocks: [actions(button), actions(button)] },
    "a label too long": {
      blocks: [actions({ ...button, text: { type: "plain_text", text: "x".repeat(76) } })],
    },
    "an empty value": { blocks: [actions({ ...button, value: "" })] },
    "an action id with a job in it": { blocks: [actions({ ...button, action_id: "logs:3fa9" })] },
    "no buttons": { blocks: [actions()] },
    "an empty text": { blocks: [richText({ type: "text", text: "" })] },
    "a person in rich text": { blocks: [richText({ type: "user", user_id: "U2" })] },
    "a call to everybody in rich text": { blocks: [richText({ type: "broadcast", range: "channel" })] },
    "mrkdwn too long": { blocks: [small("x".repeat(2001))] },
    "an option too long": {
      blocks: [
        actions({
          type: "static_select",
          action_id: "list",
          options: [{ text: small("x"), value: "x".repeat(151) }],
        }),
      ],
    },
  };

  it.each(Object.entries(bad))("refuses %s", (_, part) => {
    expect(() => assertSlackLimits({ text: "Hello.", blocks: [], ...part })).toThrow();
  });
});
