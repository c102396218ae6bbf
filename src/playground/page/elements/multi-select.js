import { el } from "../dom.js";
import { icon } from "../render/icon.js";
import { plainText } from "../render/text-object.js";
import { toast } from "../toast.js";
import { choiceOf, initialRaws, kindOf } from "./choice-kinds.js";
import { attachCombobox } from "./combobox.js";

/** A select of several; each choice is a chip with its own remove button. */
export const multiSelect = (part, field) => {
  const kind = kindOf(part.type);
  const most = part.max_selected_items ?? Number.POSITIVE_INFINITY;
  let chosen = field.start({ [kind.many]: initialRaws(part, field) })[kind.many];
  const placeholder = part.placeholder ? plainText(part.placeholder) : "Select items";
  const input = el("input", { ...field.attributes, class: "select-input", spellcheck: "false" });
  if (!field.attributes["aria-labelledby"]) input.setAttribute("aria-label", placeholder);
  const chips = el("span", { class: "chips" });
  const frame = el(
    "div",
    { class: "select multi" },
    chips,
    input,
    el("span", { class: "chevron" }, icon("chevron-down")),
  );

  const isChosen = ({ id }) => chosen.some((raw) => choiceOf(raw, field).id === id);
  const show = () => {
    chips.replaceChildren(...chosen.map((raw) => chip(choiceOf(raw, field))));
    input.placeholder = chosen.length === 0 ? placeholder : "";
  };
  const chip = (choice) =>
    el(
      "span",
      { class: "chip" },
      choice.label,
      el(
        "button",
        { type: "button", "aria-label": `Remove ${choice.label}`, onclick: () => change(without(choice)) },
        icon("x"),
      ),
    );
  const without = ({ id }) => chosen.filter((raw) => choiceOf(raw, field).id !== id);
  const change = async (next) => {
    const before = chosen;
    chosen = next;
    show();
    const reported = typeof next[0] === "string" ? { value: next } : { selectedOption: next };
    if (await field.commit({ [kind.many]: next }, reported)) return;
    chosen = before;
    show();
  };

  input.addEventListener("keydown", ({ key }) => {
    if (key === "Backspace" && input.value === "" && chosen.length > 0) change(chosen.slice(0, -1));
  });
  attachCombobox(input, {
    anchor: frame,
    offer: kind.offer(part, field),
    isRemote: kind.isRemote,
    isChosen,
    staysOpen: true,
    onPick: (choice) => {
      input.value = "";
      if (isChosen(choice)) change(without(choice));
      else if (chosen.length < most) change([...chosen, choice.raw]);
      else toast(`Choose ${most} at most.`);
    },
    onLeave: () => {
      input.value = "";
    },
  });
  show();
  return frame;
};
