// Files in a message: pictures are shown, text has a preview that opens, everything can be saved.

import { el } from "../dom.js";
import { bytes } from "../quantities.js";
import { icon } from "./icon.js";

const PREVIEW_LINES = 5;
const OPEN_BYTES = 200_000;

export const fileCard = (file) => {
  const title = file.title || file.name;
  return el(
    "div",
    { class: "file", role: "group", "aria-label": `File ${title}`, "data-file": file.id },
    el(
      "div",
      { class: "file-head" },
      el("span", { class: "file-icon" }, icon(iconFor(file))),
      el(
        "span",
        { class: "file-name" },
        el("b", {}, title),
        el("span", { class: "muted" }, details(file, title)),
      ),
      el(
        "a",
        { class: "button small", href: file.url, download: file.name, "aria-label": `Download ${file.name}` },
        "Download",
      ),
    ),
    isImage(file) && el("img", { class: "file-picture", src: file.url, alt: title, loading: "lazy" }),
    !isImage(file) && isText(file) && snippet(file),
  );
};

const isImage = ({ mimetype }) => /^image\//.test(mimetype ?? "");
const isText = ({ mimetype, name }) =>
  /^text\/|json|yaml|xml|javascript|x-sh/.test(mimetype ?? "") ||
  /\.(log|txt|csv|tsv|json|ya?ml|sh|md)$/i.test(name ?? "");

const iconFor = (file) => (isImage(file) ? "image" : isText(file) ? "file-earmark-text" : "file-earmark-zip");

const details = ({ name, size }, title) =>
  [name === title ? "" : name, sizeWords(size)].filter(Boolean).join(" · ");

const sizeWords = (count) => (count === undefined || count === null ? "" : bytes(count));

// Read only once it comes into view: a channel may hold a thousand of them.
const snippet = (file) => {
  const code = el(
    "pre",
    { class: "code-block snippet", tabindex: "0", "aria-label": `Preview of ${file.name}` },
    "Loading the preview…",
  );
  const more = el(
    "button",
    { type: "button", class: "link-button", hidden: true, "aria-expanded": "false" },
    "Show more",
  );
  const watcher = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    watcher.disconnect();
    load(file, code, more);
  });
  watcher.observe(code);
  return el("div", {}, code, more);
};

const load = async (file, code, more) => {
  const read = await readStart(file.url).catch(() => undefined);
  if (read === undefined) {
    code.textContent = "The preview could not be read.";
    return;
  }
  const lines = read.text.split("\n");
  const show = (open) => {
    code.textContent = open
      ? `${read.text}${read.isWhole ? "" : "\n… download the file for the rest."}`
      : lines.slice(0, PREVIEW_LINES).join("\n");
    more.textContent = open ? "Show less" : `Show ${lines.length - PREVIEW_LINES} more lines`;
    more.setAttribute("aria-expanded", String(open));
  };
  more.hidden = lines.length <= PREVIEW_LINES + 1;
  more.addEventListener("click", () => show(more.getAttribute("aria-expanded") !== "true"));
  show(more.hidden);
};

const readStart = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (text.length < OPEN_BYTES) {
    const { done, value } = await reader.read();
    if (done) return { text: text.replace(/\n$/, ""), isWhole: true };
    text += value;
  }
  await reader.cancel();
  return { text: text.slice(0, OPEN_BYTES), isWhole: false };
};
