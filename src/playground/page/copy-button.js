import { copyText } from "./copy-text.js";
import { el } from "./dom.js";
import { icon } from "./render/icon.js";

const SAID_MS = 1500;

/** `text()` gives what is copied; the button says so for a moment. */
export const copyButton = (label, text, look) => {
  const words = el("span", { "aria-live": "polite" }, label);
  const copy = async () => {
    if (!(await copyText(text()))) return;
    words.textContent = "Copied";
    setTimeout(() => {
      words.textContent = label;
    }, SAID_MS);
  };
  return el("button", { type: "button", class: look, onclick: copy }, icon("copy"), words);
};
