/** Each interactive element of Block Kit with its limits. Limits: docs.slack.dev/reference/block-kit/block-elements. */
import {
  anyText,
  confirm,
  conversationFilter,
  dispatchAction,
  id,
  image,
  option,
  optionGroups,
  options,
  overflowOption,
  placeholder,
  plainText,
  richOption,
} from "./check-objects.ts";
import { richText } from "./check-rich-text.ts";
import {
  all,
  byType,
  type Check,
  exactlyOne,
  flag,
  integer,
  list,
  numeric,
  object,
  oneOf,
  pattern,
  rule,
  type Shape,
  text,
  webAddress,
} from "./check-shape.ts";
import { isRecord } from "./json.ts";

const action = { action_id: id };
const choosing = { ...action, confirm, focus_on_load: flag, placeholder };
const typing = { ...action, focus_on_load: flag, placeholder, dispatch_action_config: dispatchAction };
const day = pattern(/^\d{4}-\d{2}-\d{2}$/, "a date as YYYY-MM-DD");
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, "a time as HH:mm");
const several = { max_selected_items: integer({ min: 1, max: 100 }) };
const ids = list(id, { max: 100 });
const style = oneOf("primary", "danger");

const element = (shape: Shape): Check => object(shape);
const inChoices = rule("initial option must be one of the options", (value) => {
  const offered = JSON.stringify([value.options, value.option_groups]);
  const chosen = [value.initial_option, value.initial_options].flat().filter(isRecord);
  return chosen.every((each) => offered.includes(`"value":${JSON.stringify(each.value)}`));
});
const distinctValues = rule("option values must be unique", (value) => {
  const values = [value.options]
    .flat()
    .filter(isRecord)
    .map((each) => each.value);
  return new Set(values).size === values.length;
});

const listed = { options, option_groups: optionGroups };
const fewOptions = list(richOption, { max: 10 });
const minQueryLength = integer({ min: 0, max: 3000 });

export const elements: Record<string, Check> = {
  button: element({
    required: { text: plainText(75) },
    optional: {
      ...action,
      url: webAddress,
      value: text({ max: 2000 }),
      style,
      confirm,
      accessibility_label: text({ max: 75 }),
    },
  }),
  checkboxes: element({
    required: { options: fewOptions },
    optional: { ...action, initial_options: fewOptions, confirm, focus_on_load: flag },
    also: all(inChoices, distinctValues),
  }),
  radio_buttons: element({
    required: { options: fewOptions },
    optional: { ...action, initial_option: richOption, confirm, focus_on_load: flag },
    also: all(inChoices, distinctValues),
  }),
  overflow: element({
    required: { options: list(overflowOption, { max: 5 }) },
    optional: { ...action, confirm },
    also: distinctValues,
  }),
  static_select: element({
    optional: { ...choosing, ...listed, initial_option: option },
    also: all(exactlyOne("options", "option_groups"), inChoices, distinctValues),
  }),
  multi_static_select: element({
    optional: { ...choosing, ...listed, ...several, initial_options: options },
    also: all(exactlyOne("options", "option_groups"), inChoices, distinctValues),
  }),
  external_select: element({
    optional: { ...choosing, initial_option: option, min_query_length: minQueryLength },
  }),
  multi_external_select: element({
    optional: { ...choosing, ...several, initial_options: options, min_query_length: minQueryLength },
  }),
  users_select: element({ optional: { ...choosing, initial_user: id } }),
  multi_users_select: element({ optional: { ...choosing, ...several, initial_users: ids } }),
  conversations_select: element({
    optional: {
      ...choosing,
      initial_conversation: id,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter: conversationFilter,
    },
  }),
  multi_conversations_select: element({
    optional: {
      ...choosing,
      ...several,
      initial_conversations: ids,
      default_to_current_conversation: flag,
      filter: conversationFilter,
    },
  }),
  channels_select: element({ optional: { ...choosing, initial_channel: id, response_url_enabled: flag } }),
  multi_channels_select: element({ optional: { ...choosing, ...several, initial_channels: ids } }),
  datepicker: element({ optional: { ...choosing, initial_date: day } }),
  timepicker: element({ optional: { ...choosing, initial_time: time, timezone: text({ max: 100 }) } }),
  datetimepicker: element({
    optional: {
      ...action,
      confirm,
      focus_on_load: flag,
      initial_date_time: integer({ min: 1e9, max: 9_999_999_999 }),
    },
  }),
  plain_text_input: element({
    optional: {
      ...typing,
      initial_value: text({ max: 3000, min: 0 }),
      multiline: flag,
      min_length: integer({ min: 0, max: 3000 }),
      max_length: integer({ min: 1, max: 3000 }),
    },
    also: rule(
      "initial_value must fit max_length",
      (value) => String(value.initial_value ?? "").length <= Number(value.max_length ?? 3000),
    ),
  }),
  number_input: element({
    required: { is_decimal_allowed: flag },
    optional: { ...typing, initial_value: numeric, min_value: numeric, max_value: numeric },
  }),
  email_text_input: element({ optional: { ...typing, initial_value: text({ max: 3000, min: 0 }) } }),
  url_text_input: element({ optional: { ...typing, initial_value: text({ max: 3000, min: 0 }) } }),
  rich_text_input: element({ optional: { ...typing, initial_value: byType({ rich_text: richText }) } }),
  file_input: element({
    optional: {
      ...action,
      filetypes: list(text({ max: 20 }), { max: 50 }),
      max_files: integer({ min: 1, max: 10 }),
    },
  }),
  icon_button: element({
    required: { icon: oneOf("trash"), text: plainText(75) },
    optional: {
      ...action,
      value: text({ max: 2000 }),
      confirm,
      accessibility_label: text({ max: 75 }),
      visible_to_user_ids: ids,
    },
  }),
  feedback_buttons: element({
    required: { positive_button: feedback(), negative_button: feedback() },
    optional: action,
  }),
  workflow_button: element({
    required: {
      text: plainText(75),
      workflow: object({
        required: {
          trigger: object({
            required: { url: webAddress },
            optional: {
              customizable_input_parameters: list(
                object({ required: { name: id, value: text({ max: 2000 }) } }),
                { max: 20 },
              ),
            },
          }),
        },
      }),
    },
    optional: { ...action, style, accessibility_label: text({ max: 75 }) },
  }),
  image,
  url: element({ required: { url: webAddress, text: text({ max: 2000 }) } }),
  mrkdwn: anyText(2000),
  plain_text: anyText(2000),
};

function feedback(): Check {
  return object({
    required: { text: plainText(75), value: text({ max: 2000 }) },
    optional: { accessibility_label: text({ max: 75 }) },
  });
}
