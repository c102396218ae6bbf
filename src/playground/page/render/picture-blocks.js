// Pictures, films and remote files.

import { el, freshId } from "../dom.js";
import { fileCard } from "./files.js";
import { icon } from "./icon.js";
import { image } from "./images.js";
import { linkNode } from "./links.js";
import { plainText } from "./text-object.js";

/** A picture folds away behind its title. */
export const imageBlock = (block) => {
  const picture = el("div", { id: freshId("picture") }, image(block, { className: "block-picture" }));
  if (!block.title) return el("figure", {}, picture);
  const fold = el(
    "button",
    {
      type: "button",
      class: "fold",
      "aria-expanded": "true",
      "aria-controls": picture.id,
      onclick: () => {
        picture.hidden = !picture.hidden;
        fold.setAttribute("aria-expanded", String(!picture.hidden));
      },
    },
    plainText(block.title),
    icon("caret-down-fill"),
  );
  return el("figure", {}, el("figcaption", {}, fold), picture);
};

export const videoBlock = (block) =>
  el(
    "div",
    {},
    (block.provider_name || block.author_name) &&
      el(
        "div",
        { class: "video-provider" },
        block.provider_icon_url &&
          image({ image_url: block.provider_icon_url, alt_text: "" }, { className: "context-image" }),
        [block.provider_name, block.author_name].filter(Boolean).join(" · "),
      ),
    el(
      "div",
      { class: "video-title" },
      linkNode(block.title_url ?? block.video_url, [plainText(block.title)]),
    ),
    block.description && el("div", {}, plainText(block.description)),
    film(block),
  );

const film = (block) => {
  const link = linkNode(block.video_url, [
    image(
      { image_url: block.thumbnail_url, alt_text: block.alt_text },
      { className: "video-still", isInLink: true },
    ),
    el("span", { class: "video-play" }, icon("play-fill")),
  ]);
  link.classList.add("video-frame");
  link.setAttribute("aria-label", `Play ${plainText(block.title)}: ${block.alt_text}`);
  return link;
};

export const fileBlock = (block, surface) => {
  const known = surface.files?.find(({ id, externalId }) => [id, externalId].includes(block.external_id));
  if (known) return el("div", {}, fileCard(known));
  return el(
    "div",
    {},
    el("div", { class: "file file-head" }, icon("file-earmark"), `Remote file ${block.external_id}`),
  );
};
