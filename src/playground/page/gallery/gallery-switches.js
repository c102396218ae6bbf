// How the specimens are shown: wide or narrow, light or dark. The rest of the page stays as it is.

import { el, freshId } from "../dom.js";
import { icon } from "../render/icon.js";

const SWITCHES = [
  {
    name: "width",
    label: "Width",
    choices: [
      { id: "desktop", label: "Desktop", sign: "display" },
      { id: "phone", label: "Phone", sign: "phone" },
    ],
  },
  {
    name: "look",
    label: "Look",
    choices: [
      { id: "page", label: "As the page", sign: "circle-half" },
      { id: "light", label: "Light", sign: "sun" },
      { id: "dark", label: "Dark", sign: "moon" },
    ],
  },
];

/** Writes what is chosen to `data-width` and `data-look` of `target`. */
export const gallerySwitches = (target) =>
  el(
    "div",
    { class: "gallery-switches" },
    SWITCHES.map((one) => switchNode(one, target)),
  );

const switchNode = ({ name, label, choices }, target) => {
  const group = freshId(name);
  const choose = (id) => target.setAttribute(`data-${name}`, id);
  choose(choices[0].id);
  return el(
    "fieldset",
    { class: "segments" },
    el("legend", { class: "unseen" }, label),
    choices.map(({ id, label: words, sign }, index) =>
      el(
        "label",
        { title: words },
        el("input", {
          type: "radio",
          name: group,
          value: id,
          checked: index === 0,
          onchange: () => choose(id),
        }),
        icon(sign),
        el("span", {}, words),
      ),
    ),
  );
};
