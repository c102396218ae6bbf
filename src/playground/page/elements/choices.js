// Checkboxes and radio buttons.

import { el, freshId } from "../dom.js";
import { textObject } from "../render/text-object.js";

export const checkboxes = (part, field) => {
  let chosen = field.start({ selected_options: part.initial_options ?? [] }).selected_options;
  const toggle = async (option, box) => {
    const before = chosen;
    chosen = part.options.filter(({ value }) => (value === option.value ? box.checked : has(before, value)));
    const done = await field.commit({ selected_options: chosen }, { selectedOption: chosen });
    if (done) return;
    chosen = before;
    box.checked = has(before, option.value);
  };
  return group(
    part,
    field,
    part.options.map((option) =>
      choice(option, field, {
        type: "checkbox",
        checked: has(chosen, option.value),
        onchange: ({ currentTarget }) => toggle(option, currentTarget),
      }),
    ),
  );
};

export const radioButtons = (part, field) => {
  const name = freshId("radio");
  let chosen = field.start({ selected_option: part.initial_option ?? null }).selected_option;
  const pick = async (option, box) => {
    const done = await field.commit({ selected_option: option }, { selectedOption: option });
    if (done) chosen = option;
    else box.checked = chosen?.value === option.value;
  };
  const node = group(
    part,
    field,
    part.options.map((option) =>
      choice(option, field, {
        type: "radio",
        name,
        checked: chosen?.value === option.value,
        onchange: ({ currentTarget }) => pick(option, currentTarget),
      }),
    ),
  );
  node.setAttribute("role", "radiogroup");
  return node;
};

const has = (options, value) => options.some((option) => option.value === value);

const group = (_part, field, children) => {
  const {
    "aria-labelledby": labelledBy,
    "aria-describedby": describedBy,
    "data-action": action,
  } = field.attributes;
  return el(
    "div",
    {
      class: "choices",
      role: "group",
      "data-action": action,
      "aria-labelledby": labelledBy,
      "aria-describedby": describedBy,
    },
    children,
  );
};

const choice = (option, field, props) => {
  const { names } = field.surface;
  const id = freshId("choice");
  const box = el("input", {
    ...props,
    id,
    "data-focus": `${field.attributes["data-focus"]}/${option.value}`,
    value: option.value,
  });
  return el(
    "div",
    { class: "choice" },
    box,
    el(
      "label",
      { for: id },
      textObject(option.text, names),
      option.description &&
        el("span", { class: "choice-detail muted" }, textObject(option.description, names)),
    ),
  );
};
