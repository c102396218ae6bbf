// Draws one interactive element and ties it to its surface: what it holds goes to the surface's values, what the
// person does with it to the server.

import { fault } from "../render/fault.js";
import { image } from "../render/images.js";
import { button, feedbackButtons, iconButton, workflowButton } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { confirmed } from "./confirm.js";
import { fileInput } from "./file-input.js";
import { multiSelect } from "./multi-select.js";
import { overflow } from "./overflow.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { richTextInput } from "./rich-text-input.js";
import { select } from "./select.js";
import { numberInput, textInput } from "./text-inputs.js";

/** `place`: `{surface, blockId, labelledBy?, describedBy?, reports?: "always" | "never"}`. */
export const element = (part, place) => {
  const maker = Object.hasOwn(ELEMENTS, part.type) ? ELEMENTS[part.type] : undefined;
  if (maker === undefined) return fault(`Unknown element: ${part.type}`);
  const node = maker(part, fieldOf(part, place));
  node.classList.add("element", `element-${part.type}`);
  return node;
};

const fieldOf = (part, { surface, blockId, labelledBy, describedBy, reports = "always" }) => {
  const actionId = part.action_id ?? part.type;
  const { values } = surface;
  const keep = (value) => values.set(blockId, actionId, { type: part.type, ...value });
  const report = (change) =>
    reports === "never" ? Promise.resolve({ ok: true }) : surface.act({ blockId, actionId, change });
  return {
    surface,
    blockId,
    actionId,
    reports,
    /** The attributes that name the control and let tests and redraws find it. */
    attributes: {
      "data-action": actionId,
      "data-focus": `${blockId}/${actionId}`,
      "aria-labelledby": labelledBy,
      "aria-describedby": describedBy,
      autofocus: part.focus_on_load,
      "aria-label": labelledBy ? undefined : part.accessibility_label || part.placeholder?.text || undefined,
    },
    /** What the field holds when it is drawn: what was entered before, or else its initial value. */
    start: (initial) => {
      const value = values.get(blockId, actionId, part.type) ?? { type: part.type, ...initial };
      keep(value);
      return value;
    },
    keep,
    report,
    /** Keeps and reports a finished change; false if the person thought better of it. */
    commit: async (value, change) => {
      if (reports === "always" && part.confirm && !(await confirmed(part.confirm, surface.names)))
        return false;
      if (value !== undefined) keep(value);
      await report(change);
      return true;
    },
    suggest: (typed) => surface.suggest({ blockId, actionId, value: typed }),
  };
};

const ELEMENTS = {
  button,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  workflow_button: workflowButton,
  image: (part) => image(part, { className: "accessory-picture" }),
  overflow,
  static_select: select,
  external_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_channels_select: multiSelect,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: numberInput,
  rich_text_input: richTextInput,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  file_input: fileInput,
};
