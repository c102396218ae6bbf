// A full view of every answer the bot can give and of everything Slack can show.

import { backButton } from "../channel-header.js";
import { el } from "../dom.js";
import { icon } from "../render/icon.js";
import { galleryIndex } from "./gallery-index.js";
import { gallerySwitches } from "./gallery-switches.js";
import { entriesOf, readGallery } from "./read-gallery.js";
import { specimen } from "./specimen.js";

export const createGalleryPane = ({ state }) => {
  const hall = el("div", {
    class: "gallery-hall scroller",
    role: "region",
    "aria-label": "Gallery",
    tabindex: "0",
  });
  const body = el("div", { class: "gallery" }, hall);
  body.addEventListener("click", (event) => jump(event, hall));
  hall.append(el("p", { class: "gallery-wait muted" }, "Asking Batchmate for everything it can say…"));

  const follow = () => show(hall, location.hash.slice(1));
  const fill = async () => {
    const { sections, note } = await readGallery();
    const nodes = new Map(entriesOf(sections).map((entry) => [entry, specimen(entry, state)]));
    const halls = sections.map((section) => sectionNode(section, nodes));
    hall.replaceChildren(
      ...(note ? [el("p", { class: "gallery-note", role: "note" }, icon("info-circle"), note)] : []),
      ...halls.map(({ node }) => node),
    );
    const onFilter = (isShown) => {
      for (const [entry, node] of nodes) node.hidden = !isShown(entry);
      for (const { update } of halls) update();
    };
    body.prepend(galleryIndex(sections, { onFilter }));
    body.setAttribute("data-entries", String(nodes.size));
    follow();
  };

  return {
    nodes: [head(hall), body],
    entered: () => {
      document.body.classList.add("gallery-open");
      addEventListener("hashchange", follow);
      fill().catch((error) => {
        hall.replaceChildren(
          el("p", { class: "fault", role: "alert" }, `The gallery could not be read: ${error.message}`),
        );
      });
    },
    leave: () => {
      document.body.classList.remove("gallery-open");
      removeEventListener("hashchange", follow);
    },
    update: () => {},
  };
};

const head = (hall) =>
  el(
    "header",
    { class: "channel-header" },
    backButton(),
    el("h1", {}, icon("collection"), "Gallery"),
    el("span", { class: "topic muted" }, "Every answer of Batchmate, and everything Slack can show"),
    gallerySwitches(hall),
  );

const sectionNode = ({ title, groups }, nodes) => {
  const parts = groups.map((group) => {
    const specimens = group.entries.map((entry) => nodes.get(entry));
    return {
      specimens,
      node: el("section", { class: "gallery-group" }, el("h3", {}, group.title), specimens),
    };
  });
  const node = el(
    "section",
    { class: "gallery-section" },
    el("h2", {}, title),
    parts.map((part) => part.node),
  );
  return {
    node,
    update: () => {
      for (const part of parts) part.node.hidden = part.specimens.every(({ hidden }) => hidden);
      node.hidden = parts.every((part) => part.node.hidden);
    },
  };
};

/** A name leads to its specimen and into the address, without a step in the history. */
const jump = (event, hall) => {
  const link = event.target.closest('a[href^="#"]');
  if (link === null || event.defaultPrevented) return;
  event.preventDefault();
  const id = link.getAttribute("href").slice(1);
  history.replaceState(history.state, "", `#${id}`);
  show(hall, id);
};

const show = (hall, id) => {
  const found = id && hall.querySelector(`#${CSS.escape(id)}`);
  if (!found) return;
  found.scrollIntoView({ block: "start" });
  // What lay unseen above has its true height only now.
  requestAnimationFrame(() => found.scrollIntoView({ block: "start" }));
  for (const node of hall.querySelectorAll(".specimen.here")) node.classList.remove("here");
  found.classList.add("here");
};
