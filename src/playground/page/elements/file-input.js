import { el } from "../dom.js";
import { plural } from "../quantities.js";
import { icon, iconButton } from "../render/icon.js";
import { upload, wordsFor } from "../server.js";
import { toast } from "../toast.js";

/** Files go to the workspace as soon as they are chosen or dropped; the form then names them. */
export const fileInput = (part, field) => {
  const most = part.max_files ?? 10;
  const send = field.surface.upload ?? ((file) => upload(field.surface.me, file));
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
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(row));
  };
  const row = (file) =>
    el(
      "li",
      {},
      icon("file-earmark"),
      el("span", {}, file.name ?? file.id),
      iconButton("x-lg", {
        label: `Remove ${file.name ?? file.id}`,
        onclick: () => keep(files.filter(({ id }) => id !== file.id)),
      }),
    );
  const take = async (offered) => {
    const fitting = offered.filter(({ name }) => fits(name, part.filetypes));
    const chosen = fitting.slice(0, most - files.length);
    if (fitting.length < offered.length) toast(`This field takes ${part.filetypes.join(", ")} files.`);
    else if (chosen.length < offered.length) toast(`This field takes ${plural(most, "file")} at most.`);
    for (const file of chosen) {
      const answer = await send(file);
      if (answer.ok) keep([...files, answer.file]);
      else toast(wordsFor(answer.error));
    }
    await field.report({ value: files.map(({ id }) => id) });
  };

  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    input.value = "";
    await take(chosen);
  });
  const frame = el("div", { class: "file-input" }, input, list);
  frame.addEventListener("dragover", (event) => event.preventDefault());
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  keep(files);
  return frame;
};

const fits = (name, types) =>
  types === undefined || types.some((type) => name.toLowerCase().endsWith(`.${type}`));
