// The list of entries at the left, which a few letters make shorter.

import { el } from "../dom.js";
import { icon } from "../render/icon.js";
import { entriesOf } from "./read-gallery.js";

/** `onFilter(isShown)` gets a test of entries each time the letters change. */
export const galleryIndex = (sections, { onFilter }) => {
  const rows = [];
  const counts = el("p", { class: "index-count muted", role: "status" });
  const field = el("input", {
    type: "search",
    class: "text-input",
    "aria-label": "Filter the gallery",
    placeholder: "Filter",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = el(
    "div",
    { class: "index-list" },
    sections.map((section) => sectionNode(section, rows)),
  );

  const filter = () => {
    const isShown = testOf(field.value);
    for (const row of rows) row.update(isShown);
    onFilter(isShown);
    const all = entriesOf(sections);
    const shown = all.filter(isShown).length;
    counts.textContent = shown === all.length ? `${all.length} entries` : `${shown} of ${all.length} entries`;
  };
  field.addEventListener("input", filter);
  filter();
  return el(
    "nav",
    { class: "gallery-index", "aria-label": "Entries" },
    el("div", { class: "index-filter" }, icon("search"), field),
    counts,
    list,
  );
};

const testOf = (typed) => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ name, group, message }) => {
    const text = `${name} ${group} ${message?.text ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
};

const sectionNode = ({ title, groups }, rows) => [
  el("h2", { class: "index-section" }, title),
  groups.map((group) => groupNode(group, rows)),
];

// The group's title says what stands before the colon.
const shortName = ({ name }) => name.replace(/^[^:]+: /, "");

const groupNode = ({ title, entries }, rows) => {
  const count = el("span", { class: "index-number" });
  const links = entries.map((entry) => [
    entry,
    el("li", {}, el("a", { href: `#${entry.id}` }, shortName(entry))),
  ]);
  const node = el(
    "details",
    { class: "index-group", open: true },
    el("summary", {}, icon("caret-down-fill"), title, count),
    el(
      "ul",
      {},
      links.map(([, link]) => link),
    ),
  );
  rows.push({
    update: (isShown) => {
      for (const [entry, link] of links) link.hidden = !isShown(entry);
      const shown = entries.filter(isShown).length;
      count.textContent = String(shown);
      node.hidden = shown === 0;
    },
  });
  return node;
};
