/** The small objects of Block Kit: texts, options, confirmations. Limits: docs.slack.dev/reference/block-kit. */
import {
  all,
  byType,
  type Check,
  exactlyOne,
  flag,
  list,
  number,
  object,
  oneOf,
  rule,
  text,
  webAddress,
} from "./check-shape.ts";

export const plainText = (max: number, min = 1): Check =>
  byType({ plain_text: object({ required: { text: text({ max, min }) }, optional: { emoji: flag } }) });

export const mrkdwn = (max: number): Check =>
  byType({ mrkdwn: object({ required: { text: text({ max }) }, optional: { verbatim: flag } }) });

export const anyText = (max: number): Check =>
  byType({
    plain_text: object({ required: { text: text({ max }) }, optional: { emoji: flag } }),
    mrkdwn: object({ required: { text: text({ max }) }, optional: { verbatim: flag } }),
  });

export const rawText = (max: number): Check => object({ required: { text: text({ max, min: 0 }) } });
export const rawNumber: Check = object({
  required: { value: number },
  optional: { text: text({ max: 3000, min: 0 }) },
});

export const id = text({ max: 255 });

const optionWith = (label: Check, extra: Record<string, Check> = {}): Check =>
  object({
    required: { text: label, value: text({ max: 150 }) },
    optional: { description: anyText(75), ...extra },
  });

export const option = optionWith(plainText(75));
export const richOption = optionWith(anyText(75));
export const overflowOption = optionWith(plainText(75), { url: webAddress });

export const options = list(option, { max: 100 });
export const optionGroups = list(object({ required: { label: plainText(75), options } }), { max: 100 });

export const confirm: Check = object({
  required: { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  optional: { style: oneOf("primary", "danger") },
});

export const placeholder = plainText(150);

const slackFile: Check = object({ optional: { id, url: webAddress }, also: exactlyOne("id", "url") });

export const image: Check = object({
  required: { alt_text: text({ max: 2000 }) },
  optional: { image_url: webAddress, slack_file: slackFile, title: plainText(2000), block_id: id },
  also: exactlyOne("image_url", "slack_file"),
});

export const dispatchAction: Check = object({
  optional: { trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), { max: 2 }) },
});

export const conversationFilter: Check = all(
  object({
    optional: {
      include: list(oneOf("im", "mpim", "private", "public"), { max: 4 }),
      exclude_external_shared_channels: flag,
      exclude_bot_users: flag,
    },
  }),
  rule("filter must not be empty", (value) => Object.keys(value).length > 0),
);
