/** Each kind of block with its limits and the surfaces that show it. Limits: docs.slack.dev/reference/block-kit/blocks. */
import { elements } from "./check-elements.ts";
import { anyText, id, image, mrkdwn, plainText, rawNumber, rawText } from "./check-objects.ts";
import { richText } from "./check-rich-text.ts";
import {
  atLeastOne,
  byType,
  type Check,
  flag,
  integer,
  list,
  object,
  oneOf,
  pick,
  rule,
  type Shape,
  text,
  webAddress,
} from "./check-shape.ts";

export type Surface = "message" | "modal" | "home";
export type BlockKind = { on: Surface[]; check: Check };

const everywhere: Surface[] = ["message", "modal", "home"];
const block = (on: Surface[], { required = {}, optional = {}, ...rest }: Shape): BlockKind => ({
  on,
  check: object({ required, optional: { block_id: id, ...optional }, ...rest }),
});

const selects = ["static", "external", "users", "conversations", "channels"].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
]);
const pickers = ["datepicker", "timepicker", "checkboxes", "radio_buttons", ...selects];
const accessory = pick(elements, "button", "image", "overflow", "workflow_button", ...pickers);
const action = pick(
  elements,
  "button",
  "overflow",
  "datetimepicker",
  "workflow_button",
  "rich_text_input",
  ...pickers,
);
const input = pick(
  elements,
  "plain_text_input",
  "number_input",
  "email_text_input",
  "url_text_input",
  "rich_text_input",
  "file_input",
  "datetimepicker",
  ...pickers,
);

const cell = (max: number): Check =>
  byType({ raw_text: rawText(max), raw_number: rawNumber, rich_text: richText });
const sameWidth = rule("every row must have the same number of cells", (value) => {
  const rows = Array.isArray(value.rows) ? value.rows : [];
  return new Set(rows.map((row) => (Array.isArray(row) ? row.length : 0))).size <= 1;
});

const card = block(["message"], {
  optional: {
    hero_image: image,
    icon: image,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(pick(elements, "button"), { max: 5 }),
  },
  also: atLeastOne("hero_image", "title", "actions", "body"),
});
const task = block(["message"], {
  required: {
    task_id: id,
    title: text({ max: 255 }),
    status: oneOf("pending", "in_progress", "complete", "error"),
  },
  optional: {
    details: byType({ rich_text: richText }),
    output: byType({ rich_text: richText }),
    sources: list(pick(elements, "url"), { max: 20 }),
  },
});

const simpleKinds: Record<string, BlockKind> = {
  section: block(everywhere, {
    optional: { text: anyText(3000), fields: list(anyText(2000), { max: 10 }), accessory, expand: flag },
    also: atLeastOne("text", "fields"),
  }),
  header: block(everywhere, {
    required: { text: plainText(150) },
    optional: { level: integer({ min: 1, max: 6 }) },
  }),
  divider: block(everywhere, {}),
  context: block(everywhere, {
    required: { elements: list(pick(elements, "image", "mrkdwn", "plain_text"), { max: 10 }) },
  }),
  actions: block(everywhere, { required: { elements: list(action, { max: 25 }) } }),
  input: block(everywhere, {
    required: { label: plainText(2000), element: input },
    optional: { hint: plainText(2000), optional: flag, dispatch_action: flag },
  }),
  image: { on: everywhere, check: image },
  rich_text: { on: everywhere, check: richText },
  video: block(everywhere, {
    required: {
      video_url: webAddress,
      thumbnail_url: webAddress,
      alt_text: text({ max: 2000 }),
      title: plainText(199),
    },
    optional: {
      title_url: webAddress,
      author_name: text({ max: 49 }),
      provider_name: text({ max: 49 }),
      provider_icon_url: webAddress,
      description: plainText(200),
    },
  }),
  table: block(["message", "home"], {
    required: { rows: list(list(cell(10_000), { max: 20 }), { max: 100 }) },
    optional: {
      column_settings: list(
        object({ optional: { align: oneOf("left", "center", "right"), is_wrapped: flag } }),
        { max: 20, min: 0 },
      ),
    },
  }),
};

const inContainer = Object.fromEntries(Object.entries(simpleKinds).map(([type, { check }]) => [type, check]));

export const blockKinds: Record<string, BlockKind> = {
  ...simpleKinds,
  data_table: block(["message", "home"], {
    required: {
      rows: list(list(cell(20_000), { max: 20 }), { min: 2, max: 201 }),
      caption: text({ max: 2000 }),
    },
    optional: {
      page_size: integer({ min: 1, max: 100 }),
      row_header_column_index: integer({ min: 0, max: 19 }),
    },
    also: sameWidth,
  }),
  container: block(["message", "home"], {
    required: { child_blocks: list(byType(inContainer), { max: 10 }) },
    optional: {
      title: plainText(150),
      rich_text_title: byType({ rich_text: richText }),
      subtitle: anyText(150),
      width: oneOf("narrow", "standard", "wide", "full"),
      icon: image,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  }),
  alert: block(["modal"], {
    required: { text: anyText(200) },
    optional: { level: oneOf("default", "info", "warning", "error", "success") },
  }),
  markdown: block(["message"], { required: { text: text({ max: 12_000 }) } }),
  context_actions: block(["message"], {
    required: { elements: list(pick(elements, "feedback_buttons", "icon_button"), { max: 5 }) },
  }),
  card,
  carousel: block(["message"], { required: { elements: list(byType({ card: card.check }), { max: 10 }) } }),
  task_card: task,
  plan: block(["message"], {
    required: { title: text({ max: 255 }) },
    optional: { tasks: list(byType({ task_card: task.check }), { max: 50, min: 0 }) },
  }),
};
