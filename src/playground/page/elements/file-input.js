import { el } from "../dom.js";
import { upload, wordsFor } from "../server.js";
import { toast } from "../toast.js";

/** Files go to the workspace as soon as they are chosen; the form then names them. */
export const fileInput = (part, field) => {
  const most = part.max_files ?? 10;
  let files = field.start({ files: [] }).files;
  const list = el("ul", { class: "chosen-files" });
  const input = el("input", {
    ...field.attributes,
    type: "file",
    multiple: most > 1,
    accept: part.filetypes?.map((type) => `.${type}`).join(","),
  });

  const keep = (next) => {
    files = next;
    field.keep({ files });
    list.replaceChildren(...files.map(row));
  };
  const row = (file) =>
    el(
      "li",
      {},
      file.name ?? file.id,
      el(
        "button",
        {
          type: "button",
          class: "link-button",
          onclick: () => keep(files.filter(({ id }) => id !== file.id)),
        },
        "Remove",
      ),
    );

  input.addEventListener("change", async () => {
    const chosen = [...input.files].slice(0, most - files.length);
    if (chosen.length < input.files.length)
      toast(`This field takes ${most} ${most === 1 ? "file" : "files"} at most.`);
    for (const file of chosen) {
      const answer = await upload(field.surface.me, file);
      if (answer.ok) keep([...files, answer.file]);
      else toast(wordsFor(answer.error));
    }
    input.value = "";
    await field.report({ value: files.map(({ id }) => id) });
  });
  keep(files);
  return el("div", { class: "file-input" }, input, list);
};
