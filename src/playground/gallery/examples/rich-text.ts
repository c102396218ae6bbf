import type { Json } from "../../slack/json.ts";
import type { Example } from "../example.ts";

const group = "Rich text";

export function richText(): Example[] {
  return [
    rich("rich text styles", "Bold, italic, struck, underlined, marked and code.", [
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "bold", style: { bold: true } },
          text(" "),
          { type: "text", text: "italic", style: { italic: true } },
          text(" "),
          { type: "text", text: "struck", style: { strike: true } },
          text(" "),
          { type: "text", text: "underlined", style: { underline: true } },
          text(" "),
          { type: "text", text: "marked", style: { highlight: true } },
          text(" "),
          { type: "text", text: "code", style: { code: true } },
          text(" "),
          { type: "text", text: "all at once", style: { bold: true, italic: true, strike: true } },
        ],
      },
    ]),
    rich("rich text pieces", "A link, people, a channel, a group, an emoji, a date and a colour.", [
      {
        type: "rich_text_section",
        elements: [
          { type: "link", url: "https://docs.aws.amazon.com/batch/", text: "AWS Batch" },
          text(", "),
          { type: "user", user_id: "U0JBLOW" },
          text(", "),
          { type: "channel", channel_id: "C0PETERS" },
          text(", "),
          { type: "usergroup", usergroup_id: "S0SCICOMP" },
          text(", "),
          { type: "team", team_id: "T0HUTCH" },
          text(", "),
          { type: "broadcast", range: "here" },
          text(", "),
          { type: "emoji", name: "dna" },
          text(", "),
          {
            type: "date",
            timestamp: 1_795_200_420,
            format: "{date_short} at {time}",
            fallback: "2026-11-20",
          },
          text(", "),
          { type: "color", value: "#4a154b" },
        ],
      },
    ]),
    rich("lists", "Lists, one inside the other.", [
      list("ordered", 0, ["index the genome", "align the reads"]),
      list("bullet", 1, ["forward", "reverse"]),
      list("bullet", 2, ["only the long ones"]),
      { ...list("ordered", 0, ["sort", "count"]), offset: 2 },
    ]),
    rich("quote and code", "A quote and a log.", [
      { type: "rich_text_quote", elements: [text("Coverage is a little low.\nLook at chromosome 19.")] },
      { type: "rich_text_section", elements: [text("Last lines:")] },
      {
        type: "rich_text_preformatted",
        language: "python",
        elements: [text("def coverage(reads, length):\n    return sum(reads) / length")],
      },
      {
        type: "rich_text_preformatted",
        border: 1,
        elements: [text("[M::main] Real time: 4124.1 sec; CPU: 16290.0 sec\nexit 0")],
      },
    ]),
  ];
}

const text = (words: string): Json => ({ type: "text", text: words });

const list = (style: string, indent: number, items: string[]): Json => ({
  type: "rich_text_list",
  style,
  indent,
  elements: items.map((item) => ({ type: "rich_text_section", elements: [text(item)] })),
});

const rich = (name: string, sentence: string, elements: Json[]): Example => ({
  name,
  group,
  message: { text: sentence, blocks: [{ type: "rich_text", elements }] },
});
