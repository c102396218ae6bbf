// The looks of a form: its head, its blocks, its buttons. modal.js opens it; the gallery shows it in place.

import { el, freshId } from "./dom.js";
import { avatar } from "./render/avatar.js";
import { iconButton } from "./render/icon.js";
import { plainText } from "./render/text-object.js";

/** `app` is whose form it is. */
export const modalFrame = (app) => {
  const titleId = freshId("modal-title");
  const title = el("h2", { id: titleId, class: "modal-title" });
  const back = iconButton("arrow-left", { label: "Back" });
  const cross = iconButton("x-lg", { label: "Close" });
  cross.classList.add("close");
  const body = el("div", { class: "blocks modal-body" });
  const trouble = el("div", { class: "modal-trouble", role: "alert", hidden: true });
  const cancel = el("button", { type: "button", class: "button", "data-modal": "close" });
  const send = el("button", { type: "submit", class: "button primary", "data-modal": "submit" });
  const figure = avatar(app, { size: "small" });
  const form = el(
    "form",
    { novalidate: true },
    el("header", {}, back, figure, title, cross),
    body,
    trouble,
    el("div", { class: "dialog-buttons" }, cancel, send),
  );

  return {
    form,
    body,
    trouble,
    titleId,
    onClose: (listener) => {
      for (const button of [back, cross, cancel]) button.addEventListener("click", listener);
    },
    label: (view, depth) => {
      title.textContent = plainText(view.title);
      back.hidden = depth < 2;
      figure.hidden = depth > 1;
      cancel.textContent = view.close ? plainText(view.close) : "Cancel";
      cancel.hidden = !view.close && !view.submit;
      send.textContent = view.submit ? plainText(view.submit) : "";
      send.hidden = !view.submit;
    },
    setBusy: (isBusy) => {
      send.disabled = isBusy;
      cancel.disabled = isBusy;
      form.setAttribute("aria-busy", String(isBusy));
      body.inert = isBusy;
    },
    say: (words) => {
      trouble.textContent = words;
      trouble.hidden = false;
    },
  };
};
