/** Rich text: sections, lists, quotes and preformatted text with their styled pieces. */
import { id } from "./check-objects.ts";
import { byType, type Check, flag, integer, list, object, oneOf, text, webAddress } from "./check-shape.ts";

const style = object({
  optional: {
    bold: flag,
    italic: flag,
    strike: flag,
    code: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  },
});
const words = text({ max: 40_000 });

const pieces: Check = byType({
  text: object({ required: { text: words }, optional: { style } }),
  link: object({ required: { url: webAddress }, optional: { text: words, unsafe: flag, style } }),
  user: object({ required: { user_id: id }, optional: { style } }),
  usergroup: object({ required: { usergroup_id: id }, optional: { style } }),
  channel: object({ required: { channel_id: id }, optional: { style } }),
  team: object({ required: { team_id: id }, optional: { style } }),
  emoji: object({
    required: { name: id },
    optional: { unicode: id, url: webAddress, skin_tone: integer({ min: 1, max: 6 }), style },
  }),
  broadcast: object({ required: { range: oneOf("here", "channel", "everyone") }, optional: { style } }),
  color: object({ required: { value: text({ max: 7 }) }, optional: { style } }),
  date: object({
    required: { timestamp: integer({ min: 0, max: 99_999_999_999 }), format: text({ max: 255 }) },
    optional: { url: webAddress, fallback: text({ max: 255 }), style },
  }),
});

const run = list(pieces, { max: 10_000, min: 0 });
const border = integer({ min: 0, max: 1 });
const section = object({ required: { elements: run } });

export const richText: Check = object({
  required: {
    elements: list(
      byType({
        rich_text_section: section,
        rich_text_quote: object({ required: { elements: run }, optional: { border } }),
        rich_text_preformatted: object({
          required: { elements: run },
          optional: { border, language: text({ max: 50 }) },
        }),
        rich_text_list: object({
          required: {
            style: oneOf("bullet", "ordered"),
            elements: list(byType({ rich_text_section: section }), { max: 1000, min: 0 }),
          },
          optional: { indent: integer({ min: 0, max: 8 }), offset: integer({ min: 0, max: 10_000 }), border },
        }),
      }),
      { max: 1000 },
    ),
  },
  optional: { block_id: id },
});
