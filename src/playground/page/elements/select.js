import { el } from "../dom.js";
import { icon } from "../render/icon.js";
import { plainText } from "../render/text-object.js";
import { choiceOf, initialRaws, kindOf } from "./choice-kinds.js";
import { attachCombobox } from "./combobox.js";

/** A select of one: static, external, users, conversations or channels. */
export const select = (part, field) => {
  const kind = kindOf(part.type);
  let chosen = field.start({ [kind.one]: initialRaws(part, field)[0] ?? null })[kind.one];
  const placeholder = part.placeholder ? plainText(part.placeholder) : "Select an item";
  const input = el("input", {
    "aria-label": placeholder,
    ...withoutUndefined(field.attributes),
    class: "select-input",
    placeholder,
    spellcheck: "false",
  });
  const clear = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Clear the choice", tabindex: "-1" },
    icon("x-lg"),
  );
  const frame = el(
    "div",
    { class: "select" },
    input,
    clear,
    el("span", { class: "chevron" }, icon("chevron-down")),
  );

  const show = () => {
    input.value = chosen === null ? "" : choiceOf(chosen, field).label;
    clear.hidden = chosen === null || field.reports === "always";
  };
  const choose = async (raw) => {
    const before = chosen;
    chosen = raw;
    show();
    const change = typeof raw === "string" ? { value: raw } : { selectedOption: raw };
    if (await field.commit({ [kind.one]: raw }, change)) return;
    chosen = before;
    show();
  };

  clear.addEventListener("click", () => {
    choose(null);
    input.focus();
  });
  input.addEventListener("focus", () => input.select());
  attachCombobox(input, {
    anchor: frame,
    offer: kind.offer(part, field),
    isRemote: kind.isRemote,
    isChosen: ({ id }) => chosen !== null && choiceOf(chosen, field).id === id,
    onPick: ({ raw }) => choose(raw),
    onLeave: show,
  });
  show();
  return frame;
};

const withoutUndefined = (attributes) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
