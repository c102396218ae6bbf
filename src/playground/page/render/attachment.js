// An old-style attachment or an unfurl: its blocks, or its plain parts.

import { el, fragment } from "../dom.js";
import { dateNode } from "./dates.js";
import { image } from "./images.js";
import { linkNode } from "./links.js";
import { textObject } from "./text-object.js";

/** `drawBlocks` draws the blocks inside. */
export const attachment = (given, surface, drawBlocks) => {
  const bar = el("div", { class: "attachment-bar" });
  if (given.color) bar.style.backgroundColor = colorOf(given.color);
  return fragment(
    given.pretext && el("div", { class: "attachment-pretext" }, mrkdwn(given.pretext, surface)),
    el(
      "div",
      { class: "attachment" },
      bar,
      el(
        "div",
        { class: "attachment-body" },
        given.blocks ? drawBlocks(given.blocks, surface) : parts(given, surface),
      ),
      given.thumb_url &&
        image({ image_url: given.thumb_url, alt_text: "" }, { className: "accessory-picture" }),
    ),
  );
};

const COLORS = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };
const colorOf = (color) => COLORS[color] ?? (color.startsWith("#") ? color : `#${color}`);

const mrkdwn = (text, { names }) => textObject({ type: "mrkdwn", text }, names);

const parts = (given, surface) => [
  given.author_name &&
    el("div", { class: "attachment-author" }, linked(given.author_link, given.author_name)),
  given.title && el("div", { class: "attachment-title" }, linked(given.title_link, given.title)),
  el("div", {}, mrkdwn(given.text ?? given.fallback ?? "", surface)),
  given.fields?.length > 0 &&
    el(
      "div",
      { class: "fields" },
      given.fields.map(({ title, value }) => el("div", {}, el("b", {}, title), mrkdwn(value ?? "", surface))),
    ),
  given.image_url &&
    image({ image_url: given.image_url, alt_text: given.title ?? "" }, { className: "block-picture" }),
  footer(given),
];

const linked = (url, words) => (url ? linkNode(url, [words]) : words);

const footer = ({ footer: words, ts }) =>
  (words || ts) &&
  el(
    "div",
    { class: "muted attachment-footer" },
    words,
    words && ts && " · ",
    ts && dateNode({ timestamp: Number(ts), format: "{date_short_pretty} at {time}" }),
  );
