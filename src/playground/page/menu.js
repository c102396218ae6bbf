// A menu behind a button, worked by pointer or arrow keys.

import { el } from "./dom.js";
import { openPopup } from "./popup.js";
import { icon } from "./render/icon.js";

/** `items`: `{label, detail?, icon?, href?, isChosen?, run?}`; `heading` stands above them. Returns what closes it. */
const openMenu = (button, { label, heading, items, align = "start", onClose = () => {} }) => {
  const list = el(
    "div",
    { role: "menu", "aria-label": label, class: "menu" },
    items.map((item) => menuItem(item, () => close())),
  );
  button.setAttribute("aria-expanded", "true");
  const content = el(
    "div",
    {},
    heading && el("div", { class: "menu-heading", "aria-hidden": "true" }, heading),
    list,
  );
  const popup = openPopup(button, content, {
    align,
    onClose: () => {
      button.setAttribute("aria-expanded", "false");
      onClose();
    },
  });
  const close = () => {
    popup.close();
    button.focus();
  };
  list.addEventListener("keydown", (event) => onKey(event, list, close));
  (list.querySelector("[aria-checked=true]") ?? list.firstElementChild)?.focus();
  return close;
};

/** A button that opens such a menu; pressed again it closes it. */
export const menuButton = (props, children, menu) => {
  let close;
  const toggle = () => {
    if (close !== undefined) return close();
    close = openMenu(button, {
      ...menu(),
      onClose: () => {
        close = undefined;
      },
    });
  };
  const button = el(
    "button",
    { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...props, onclick: toggle },
    children,
  );
  return button;
};

const menuItem = ({ label, detail, icon: figure, href, isChosen, run }, done) => {
  const content = [
    figure,
    el(
      "span",
      { class: "menu-words" },
      el("span", {}, label),
      detail && el("span", { class: "muted" }, detail),
    ),
  ];
  const role = isChosen === undefined ? "menuitem" : "menuitemradio";
  const props = {
    role,
    class: "menu-item",
    tabindex: "-1",
    "aria-checked": isChosen === undefined ? undefined : String(isChosen),
  };
  if (isChosen) content.push(icon("check-lg"));
  if (href !== undefined) return el("a", { ...props, href }, content);
  return el(
    "button",
    {
      ...props,
      type: "button",
      onclick: () => {
        done();
        run();
      },
    },
    content,
  );
};

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

const onKey = (event, list, close) => {
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (STEPS[event.key] !== undefined) {
    event.preventDefault();
    items[(at + STEPS[event.key] + items.length) % items.length].focus();
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    items.at(event.key === "Home" ? 0 : -1).focus();
  }
};
