// Forms. The top view of the stack is shown in one dialog; the views below keep what was entered in them.

import { directoryOf } from "./directory.js";
import { el } from "./dom.js";
import { updateBlocks } from "./render/blocks.js";
import { namesOf } from "./render/names.js";
import { plainText } from "./render/text-object.js";
import { post, wordsFor } from "./server.js";
import { surfaceFor } from "./surface.js";
import { withdrawToast } from "./toast.js";
import { forgetValues } from "./values.js";

export const createModal = (store) => {
  const { state } = store;
  const parts = dialogParts();
  const { dialog, form, body, trouble } = parts;
  let view;
  let surface;
  let isSubmitting = false;

  const draw = () => {
    surface = surfaceFor({
      container: { kind: "view", viewId: view.id },
      names: namesOf(state),
      me: state.me,
      initialValues: view.values,
      extra: { directory: directoryOf(state), errors: view.errors },
    });
    surface.values.keepOnly(fieldsIn(view.blocks));
    updateBlocks(body, view.blocks, surface);
    parts.label(view, state.views.length);
    parts.setBusy(isSubmitting);
  };
  const close = async () => {
    const answer = await post("/play/close", { as: state.me, viewId: view.id });
    if (!answer.ok) parts.say(wordsFor(answer.error));
  };
  const submit = async () => {
    if (isSubmitting || !view.submit) return;
    trouble.hidden = true;
    isSubmitting = true;
    draw();
    const submitted = view.id;
    const answer = await post("/play/submit", {
      as: state.me,
      viewId: submitted,
      values: surface.values.all(),
    });
    isSubmitting = false;
    parts.setBusy(false);
    if (view?.id !== submitted) return;
    if (!answer.ok && !answer.errors) parts.say(wordsFor(answer.error));
    body.querySelector("[aria-invalid=true], .has-error input")?.focus();
  };

  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (!isSubmitting) close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  parts.onClose(() => close());

  return ({ views }) => {
    const top = views.at(-1);
    forgetValues((key) => views.some(({ id }) => key === `view:${id}`) || key === `view:${state.home?.id}`);
    if (top?.id !== view?.id) {
      isSubmitting = false;
      trouble.hidden = true;
      body.scrollTop = 0;
    }
    const hadFields = top?.id === view?.id && firstField(body) !== null;
    view = top;
    if (top === undefined) return dialog.open && dialog.close();
    draw();
    if (!dialog.open) dialog.showModal();
    if (!hadFields) firstField(body)?.focus();
  };
};

// A form that replaces its own loading view takes the focus only then.
const firstField = (body) => body.querySelector("[autofocus]") ?? body.querySelector("input, textarea");

const fieldsIn = (blocks) => {
  const fields = new Set();
  for (const block of blocks) {
    for (const part of [block.element, block.accessory, ...(block.elements ?? [])])
      if (part?.action_id) fields.add(`${block.block_id}/${part.action_id}`);
  }
  return fields;
};

const dialogParts = () => {
  const title = el("h2", { id: "modal-title", class: "modal-title" });
  const back = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Back", title: "Back" },
    "←",
  );
  const cross = el(
    "button",
    { type: "button", class: "icon-button close", "aria-label": "Close", title: "Close" },
    "✕",
  );
  const body = el("div", { class: "blocks modal-body" });
  const trouble = el("div", { class: "modal-trouble", role: "alert", hidden: true });
  const cancel = el("button", { type: "button", class: "button", "data-modal": "close" });
  const send = el("button", { type: "submit", class: "button primary", "data-modal": "submit" });
  const form = el(
    "form",
    { novalidate: true },
    el("header", {}, back, title, cross),
    body,
    trouble,
    el("div", { class: "dialog-buttons" }, cancel, send),
  );
  const dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title" }, form);
  document.body.append(dialog);

  return {
    dialog,
    form,
    body,
    trouble,
    onClose: (listener) => {
      for (const button of [back, cross, cancel]) button.addEventListener("click", listener);
    },
    label: (view, depth) => {
      dialog.setAttribute("data-view", view.id);
      dialog.setAttribute("data-callback", view.callback_id ?? "");
      title.textContent = plainText(view.title);
      back.hidden = depth < 2;
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
      withdrawToast(words);
      trouble.textContent = words;
      trouble.hidden = false;
    },
  };
};
