// The strip above everything: back and forward, the search, and what this place is.

import { el } from "./dom.js";
import { icon, iconButton } from "./render/icon.js";

const KEYS = /Mac|iP/.test(navigator.platform) ? "⌘ K" : "Ctrl K";

/** `trail` is the navigation's own: `{back, forward, canGoBack, canGoForward}`. */
export const createTopBar = (node, { store, trail, openPalette }) => {
  const back = iconButton("arrow-left", { label: "Back in history", onclick: trail.back });
  const forward = iconButton("arrow-right", { label: "Forward in history", onclick: trail.forward });
  const search = el(
    "button",
    { type: "button", class: "search-button", "aria-keyshortcuts": "Control+K Meta+K", onclick: openPalette },
    icon("search"),
    el("span", { class: "words" }, `Search ${store.state.team.name}`),
    el("kbd", { "aria-hidden": "true" }, KEYS),
  );
  node.append(el("div", { class: "top-history" }, back, forward), search, note());
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
    event.preventDefault();
    openPalette();
  });
  return () => {
    back.disabled = !trail.canGoBack();
    forward.disabled = !trail.canGoForward();
  };
};

const note = () =>
  el(
    "p",
    { class: "note", role: "status" },
    el("span", { class: "calm-words" }, "Local playground · jobs are real processes on this machine"),
    el("span", { class: "offline-words" }, "Not connected, trying again…"),
  );
