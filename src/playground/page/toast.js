// Short notices of trouble. They stand in the open dialog if there is one, since the rest of the page is out of
// reach then.

import { el } from "./dom.js";
import { iconButton } from "./render/icon.js";

const SHOWN_MS = 8000;

export const toast = (words) => {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const close = iconButton("x-lg", { label: "Dismiss", onclick: () => node.remove() });
  const node = el("div", { class: "toast", role: "alert" }, el("span", {}, words), close);
  stackIn(host).append(node);
  setTimeout(() => node.remove(), SHOWN_MS);
};

/** Takes a notice back that is now said in a better place. */
export const withdrawToast = (words) => {
  for (const node of document.querySelectorAll(".toast"))
    if (node.firstElementChild.textContent === words) node.remove();
};

const stackIn = (host) => {
  const existing = [...host.children].find((child) => child.classList.contains("toasts"));
  if (existing !== undefined) return existing;
  const stack = el("div", { class: "toasts" });
  host.append(stack);
  return stack;
};
