import { el, freshId } from "../dom.js";
import { plainText } from "../render/text-object.js";

const INPUT_TYPES = { plain_text_input: "text", email_text_input: "email", url_text_input: "url" };
const TYPING_PAUSE_MS = 250;
/** So few characters left are told to screen readers, too. */
const FEW_LEFT = 10;
/** More are no concern of anybody. */
const MOST_SHOWN = 500;

export const textInput = (part, field) => {
  const { value } = field.start({ value: part.initial_value ?? null });
  const node = el(part.multiline ? "textarea" : "input", {
    ...common(part, field),
    class: "text-input",
    type: part.multiline ? undefined : INPUT_TYPES[part.type],
    rows: part.multiline ? "5" : undefined,
    spellcheck: "false",
    value: value ?? "",
  });
  listening(node, part, field);
  return part.max_length ? counted(node, part.max_length) : node;
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
  listening(node, part, field);
  const limits = limitWords(part);
  if (limits === "") return node;
  const id = freshId("limits");
  describe(node, id);
  return el("div", { class: "with-limits" }, node, el("span", { id, class: "limits" }, limits));
};

const limitWords = ({ min_value: least, max_value: most }) => {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  if (least !== undefined) return `${least} or more`;
  return most === undefined ? "" : `${most} or less`;
};

/** The field with how many characters are left; more can be typed, and are refused when the form is sent. */
const counted = (node, most) => {
  const shown = el("span", { class: "limits", "aria-hidden": "true" });
  const told = el("span", { class: "unseen", role: "status" });
  const count = () => {
    const left = most - node.value.length;
    shown.textContent = left > MOST_SHOWN ? "" : String(left);
    shown.classList.toggle("over", left < 0);
    told.textContent = left > FEW_LEFT ? "" : leftWords(left);
  };
  node.addEventListener("input", count);
  count();
  return el("div", { class: "with-limits" }, node, shown, told);
};

const leftWords = (left) => {
  const words = Math.abs(left) === 1 ? "character" : "characters";
  return left < 0 ? `${-left} ${words} too many` : `${left} ${words} left`;
};

const describe = (node, id) =>
  node.setAttribute(
    "aria-describedby",
    [node.getAttribute("aria-describedby"), id].filter(Boolean).join(" "),
  );

const common = (part, field) => ({
  ...field.attributes,
  placeholder: part.placeholder && plainText(part.placeholder),
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
};
