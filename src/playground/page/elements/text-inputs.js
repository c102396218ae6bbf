import { el } from "../dom.js";
import { plainText } from "../render/text-object.js";

const INPUT_TYPES = { plain_text_input: "text", email_text_input: "email", url_text_input: "url" };
const TYPING_PAUSE_MS = 250;

export const textInput = (part, field) => {
  const { value } = field.start({ value: part.initial_value ?? null });
  const tag = part.multiline ? "textarea" : "input";
  const node = el(tag, {
    ...common(part, field),
    class: "text-input",
    type: part.multiline ? undefined : INPUT_TYPES[part.type],
    rows: part.multiline ? "5" : undefined,
    spellcheck: "false",
    value: value ?? "",
  });
  return listening(node, part, field);
};

export const numberInput = (part, field) => {
  const { value } = field.start({ value: part.initial_value ?? null });
  const node = el("input", {
    ...common(part, field),
    class: "text-input",
    type: "text",
    inputmode: part.is_decimal_allowed ? "decimal" : "numeric",
    value: value ?? "",
  });
  return listening(node, part, field);
};

/** Rich text, entered as plain lines. */
export const richTextInput = (part, field) => {
  const { rich_text_value: value } = field.start({ rich_text_value: part.initial_value ?? null });
  const node = el("textarea", {
    ...common(part, field),
    class: "text-input",
    rows: String(part.min_lines ?? 4),
    value: linesOf(value),
  });
  node.addEventListener("input", () => field.keep({ rich_text_value: richTextOf(node.value) }));
  node.addEventListener("change", () => field.report({ value: richTextOf(node.value) }));
  return node;
};

const linesOf = (value) =>
  (value?.elements ?? []).flatMap(({ elements }) => elements.map(({ text }) => text ?? "")).join("");

const richTextOf = (text) =>
  text === ""
    ? null
    : { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };

const common = (part, field) => ({
  ...field.attributes,
  placeholder: part.placeholder && plainText(part.placeholder),
  autofocus: part.focus_on_load,
  autocomplete: "off",
});

const listening = (node, part, field) => {
  const triggers = part.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let pause;
  const report = () => field.report({ value: node.value });
  node.addEventListener("input", () => {
    field.keep({ value: node.value === "" ? null : node.value });
    if (!triggers.includes("on_character_entered")) return;
    clearTimeout(pause);
    pause = setTimeout(report, TYPING_PAUSE_MS);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || node.tagName !== "INPUT" || event.isComposing) return;
    if (field.reports === "never" || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    report();
  });
  return node;
};
