import { el } from "../dom.js";

const SAFE = /^(https?:|mailto:|tel:)/i;

/** Whether a browser should follow it: the address is somebody else's text. */
export const isSafe = (href) => SAFE.test(href);

/** A link, or its bare text when the address is none a browser should follow. */
export const linkNode = (href, children) => {
  if (!isSafe(href)) return el("span", {}, children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
};
