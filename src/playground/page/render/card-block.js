import { el, freshId } from "../dom.js";
import { element } from "../elements/element.js";
import { icon } from "./icon.js";
import { image } from "./images.js";
import { textObject } from "./text-object.js";

/** A small tile with a picture, a title and buttons. */
export const cardBlock = (block, surface) => {
  const { names } = surface;
  const titleId = freshId("card");
  return el(
    "div",
    { class: "card", role: "group", "aria-labelledby": block.title ? titleId : undefined },
    block.hero_image && image(block.hero_image, { className: "card-hero" }),
    el(
      "div",
      { class: "card-head" },
      block.icon && image(block.icon, { className: "card-icon" }),
      el(
        "div",
        { class: "card-words" },
        block.title && el("div", { id: titleId, class: "card-title" }, textObject(block.title, names)),
        block.subtitle && el("div", { class: "muted" }, textObject(block.subtitle, names)),
      ),
    ),
    block.body && el("div", { class: "card-body" }, textObject(block.body, names)),
    block.actions?.length > 0 &&
      el(
        "div",
        { class: "card-actions", role: "group", "aria-label": "Actions" },
        block.actions.map((part) => element(part, { surface, blockId: block.block_id })),
      ),
  );
};

/** Cards in a row that scrolls sideways, by its arrows too. */
export const carouselBlock = (block, surface) => {
  const cards = block.elements.map((card, index) =>
    el("li", {}, cardBlock({ block_id: `${block.block_id}-${index}`, ...card }, surface)),
  );
  const track = el("ul", { class: "carousel-track", tabindex: "0", "aria-label": "Cards" }, cards);
  const step = (direction) =>
    track.scrollBy({ left: direction * (cards[0].offsetWidth + GAP_PX), behavior: "smooth" });
  const arrow = (label, name, direction) =>
    el(
      "button",
      {
        type: "button",
        class: `carousel-arrow ${name}`,
        "aria-label": label,
        onclick: () => step(direction),
      },
      icon(name),
    );
  const back = arrow("Previous cards", "chevron-left", -1);
  const on = arrow("Next cards", "chevron-right", 1);
  const watch = () => {
    back.hidden = track.scrollLeft < EDGE_PX;
    on.hidden = track.scrollLeft + track.clientWidth > track.scrollWidth - EDGE_PX;
  };
  track.addEventListener("scroll", watch, { passive: true });
  new ResizeObserver(watch).observe(track);
  return el("div", { role: "group", "aria-roledescription": "carousel" }, back, track, on);
};

const GAP_PX = 12;
const EDGE_PX = 8;
