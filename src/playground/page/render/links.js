import { el } from "../dom.js";

const SAFE = /^(https?:|mailto:|tel:)/i;

/** A link, or its bare text when the address is none a browser should follow. */
export const linkNode = (href, children) => {
  if (!SAFE.test(href)) return el("span", {}, children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
};
