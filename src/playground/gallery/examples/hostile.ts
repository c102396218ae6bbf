import type { Json } from "../../slack/json.ts";
import { type Example, mrkdwn, plain, richLine, section } from "../example.ts";

const group = "Long and hostile text";
const endless = "NA12878".repeat(40);
const markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const rightToLeft = "\u202Egnp.exe\u202C and עברית and العربية";

export function hostile(): Example[] {
  return [
    {
      name: "long text",
      group,
      message: {
        text: "A word without an end, and a long paragraph.",
        blocks: [
          section(`*${endless}*`, { accessory: button("A label that is about as long as any") }),
          section("Reads are aligned, sorted and counted, one sample after the other. ".repeat(30)),
          { type: "context", elements: [mrkdwn(endless), mrkdwn("`code` ".repeat(40))] },
          {
            type: "actions",
            elements: Array.from({ length: 9 }, (_, index) => button(`Choice number ${index + 1}`)),
          },
        ],
      },
    },
    {
      name: "long log",
      group,
      message: {
        text: "Two hundred lines.",
        blocks: [
          {
            type: "rich_text",
            elements: [
              {
                type: "rich_text_preformatted",
                elements: [
                  {
                    type: "text",
                    text: Array.from({ length: 200 }, (_, index) => `[${index}] processed 400000 reads`).join(
                      "\n",
                    ),
                  },
                ],
              },
            ],
          },
        ],
      },
    },
    {
      name: "markup that must stay text",
      group,
      message: {
        text: escaped(markup),
        blocks: [
          section(escaped(markup), { accessory: button(markup.slice(0, 75)) }),
          { type: "header", text: plain(markup) },
          richLine({ type: "text", text: `${markup} <!channel> <@U0JBLOW> *not bold*` }),
          richLine({ type: "link", url: "javascript:alert(3)", text: "a link that leads nowhere" }),
          {
            type: "table",
            rows: [[{ type: "raw_text", text: markup }], [{ type: "raw_text", text: "<b>x</b>" }]],
          },
          { type: "markdown", text: `${markup}\n\n[a link that leads nowhere](javascript:alert(4))` },
        ],
      },
    },
    {
      name: "other scripts",
      group,
      message: {
        text: "Text from right to left, marks and wide letters.",
        blocks: [
          section(rightToLeft),
          section("漢字とかな、한국어, ไทย, Ǎ\u0301\u0302\u0303\u0304, zero\u200Bwidth, 👩‍🔬👨‍👩‍👧‍👦"),
          richLine({ type: "text", text: rightToLeft, style: { code: true } }),
        ],
      },
    },
    {
      name: "no blocks and many lines",
      group,
      message: { text: Array.from({ length: 12 }, (_, index) => `Line ${index + 1}`).join("\n") },
    },
  ];
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const button = (label: string): Json => ({
  type: "button",
  text: plain(label),
  action_id: label.slice(0, 40),
  value: label,
});
