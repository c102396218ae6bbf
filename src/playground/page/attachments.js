// Files picked for the message being written.

import { el } from "./dom.js";
import { icon, iconButton } from "./render/icon.js";
import { upload, wordsFor } from "./server.js";
import { toast } from "./toast.js";

export const attachmentTray = (me, onChange) => {
  let files = [];
  const list = el("ul", { class: "chosen-files", hidden: true });
  const input = el("input", {
    type: "file",
    multiple: true,
    hidden: true,
    "aria-label": "Files to attach",
    "data-attach": true,
  });
  const open = iconButton("plus-lg", {
    label: "Attach a file",
    class: "icon-button attach",
    onclick: () => input.click(),
  });

  const keep = (next) => {
    files = next;
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(row));
    onChange();
  };
  const row = (file) =>
    el(
      "li",
      {},
      icon("file-earmark-text"),
      file.name,
      iconButton("x", {
        label: `Remove ${file.name}`,
        onclick: () => keep(files.filter((one) => one !== file)),
      }),
    );
  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    input.value = "";
    for (const file of chosen) {
      const answer = await upload(me(), file);
      if (answer.ok) keep([...files, answer.file]);
      else toast(wordsFor(answer.error));
    }
  });

  return {
    list,
    button: el("span", {}, open, input),
    ids: () => files.map(({ id }) => id),
    clear: () => keep([]),
  };
};
