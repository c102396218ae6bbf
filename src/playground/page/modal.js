// Forms. The top view of the stack is shown in one dialog; the views below keep what was entered in them.

import { directoryOf } from "./directory.js";
import { el } from "./dom.js";
import { modalFrame } from "./modal-frame.js";
import { updateBlocks } from "./render/blocks.js";
import { botUser, namesOf } from "./render/names.js";
import { post, wordsFor } from "./server.js";
import { surfaceFor } from "./surface.js";
import { withdrawToast } from "./toast.js";
import { forgetValues } from "./values.js";

export const createModal = (store) => {
  const { state } = store;
  const frame = modalFrame(botUser(state));
  const { form, body, trouble } = frame;
  const dialog = el("dialog", { class: "modal", tabindex: "-1", "aria-labelledby": frame.titleId }, form);
  document.body.append(dialog);
  let view;
  let surface;
  let isSubmitting = false;
  let looksForMistake = false;

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
    dialog.setAttribute("data-view", view.id);
    dialog.setAttribute("data-callback", view.callback_id ?? "");
    frame.label(view, state.views.length);
    frame.setBusy(isSubmitting);
  };
  const say = (words) => {
    withdrawToast(words);
    frame.say(words);
  };
  const close = async () => {
    if (isSubmitting) return;
    const answer = await post("/play/close", { as: state.me, viewId: view.id });
    if (!answer.ok) say(wordsFor(answer.error));
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
    frame.setBusy(false);
    if (view?.id !== submitted) return;
    if (!answer.ok && !answer.errors) say(wordsFor(answer.error));
    looksForMistake = true;
    focusMistake();
  };
  // The mistakes come with the view, before or after the answer to the form.
  const focusMistake = () => {
    const mistake = body.querySelector(MISTAKE);
    if (!looksForMistake || mistake === null) return;
    looksForMistake = false;
    mistake.focus();
  };

  dialog.addEventListener("cancel", (event) => event.preventDefault());
  // A second Escape would close the dialog past its `cancel`.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  frame.onClose(() => close());

  return ({ views }) => {
    const top = views.at(-1);
    forgetValues((key) => views.some(({ id }) => key === `view:${id}`) || key === `view:${state.home?.id}`);
    const isSame = top?.id === view?.id;
    if (!isSame) {
      isSubmitting = false;
      looksForMistake = false;
      trouble.hidden = true;
      body.scrollTop = 0;
    }
    const hadFields = isSame && firstField(body) !== null;
    view = top;
    if (top === undefined) return dialog.open && dialog.close();
    draw();
    if (!dialog.open) dialog.showModal();
    if (!hadFields) firstField(body)?.focus();
    focusMistake();
    // What had the focus may be gone, and Escape must still be heard.
    if (!dialog.contains(document.activeElement)) dialog.focus();
  };
};

const FIELDS = "input, textarea, [contenteditable]";
const MISTAKE = `[aria-invalid=true]:is(${FIELDS}), .has-error :is(${FIELDS})`;

// A form that replaces its own loading view takes the focus only then.
const firstField = (body) => body.querySelector("[autofocus]") ?? body.querySelector(FIELDS);

const fieldsIn = (blocks) => {
  const fields = new Set();
  for (const block of blocks) {
    for (const part of [block.element, block.accessory, ...(block.elements ?? [])])
      if (part?.action_id) fields.add(`${block.block_id}/${part.action_id}`);
  }
  return fields;
};
