// One entry of the gallery: its name, how it looks, the sentence that is read out, and its JSON.

import { el, freshId } from "../dom.js";
import { icon } from "../render/icon.js";
import { mrkdwn } from "../render/mrkdwn.js";
import { namesOf } from "../render/names.js";
import { drawEntry } from "./draw-entry.js";
import { jsonView } from "./json-view.js";
import { specimenSurface } from "./specimen-surface.js";

export const specimen = (entry, state) => {
  const would = el("p", { class: "specimen-would", role: "status" });
  const say = (...words) =>
    would.replaceChildren(...words.map((one) => (typeof one === "string" ? one : el("code", {}, one.code))));
  const stage = el(
    "div",
    { class: "specimen-stage" },
    drawEntry({ entry, state, surface: specimenSurface({ entry, state, say }), say }),
  );
  stage.addEventListener("click", (event) => stayHere(event, say));
  const json = jsonView(entry.message ?? entry.view);
  const titleId = freshId("specimen");
  return el(
    "section",
    { class: "specimen", id: entry.id, "aria-labelledby": titleId, "data-entry": entry.name },
    el(
      "div",
      { class: "specimen-head" },
      el("h4", { id: titleId }, el("a", { href: `#${entry.id}` }, entry.name, icon("link-45deg"))),
      json.button,
    ),
    stage,
    entry.message && readOut(entry.message.text, state),
    would,
    json.node,
  );
};

const readOut = (text, state) =>
  el(
    "p",
    { class: "specimen-text", title: "The message's text: what is read out and what notifications show" },
    icon("volume-up", { label: "Read out" }),
    el("span", {}, linesOf(mrkdwn(text, namesOf(state)))),
  );

const linesOf = (drawn) => [...drawn.childNodes].map(({ textContent }) => textContent).join("\n");

/** A link of a specimen leads nowhere; it says where it would. */
const stayHere = (event, say) => {
  const link = event.target.closest("a[href]");
  if (link === null) return;
  event.preventDefault();
  const action = link.getAttribute("data-action");
  const where = link.getAttribute("href");
  if (action === null) say("Would open ", { code: where });
  else say("Would open ", { code: where }, " and send ", { code: action });
};
