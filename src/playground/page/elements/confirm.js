// The question Slack asks before a deed that has a `confirm`.

import { el, freshId } from "../dom.js";
import { plainText, textObject } from "../render/text-object.js";

/** True once the person says yes; anything else is no. */
export const confirmed = (confirm, names) =>
  new Promise((resolve) => {
    const titleId = freshId("confirm-title");
    const dialog = el(
      "dialog",
      { class: "confirm", "aria-labelledby": titleId, onclose: () => finish(dialog.returnValue === "yes") },
      el("form", { method: "dialog" }, [
        el("h2", { id: titleId, class: "confirm-title" }, plainText(confirm.title)),
        el("div", { class: "confirm-text" }, textObject(confirm.text, names)),
        el("div", { class: "dialog-buttons" }, [
          el("button", { class: "button", value: "no" }, plainText(confirm.deny)),
          el(
            "button",
            { class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, value: "yes" },
            plainText(confirm.confirm),
          ),
        ]),
      ]),
    );
    const finish = (answer) => {
      dialog.remove();
      resolve(answer);
    };
    // A specimen may be shown dark on a light page.
    dialog.style.colorScheme = getComputedStyle(document.activeElement).colorScheme;
    document.body.append(dialog);
    dialog.showModal();
  });
