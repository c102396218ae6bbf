// A small layer beside a control: menus, option lists. It lies in the browser's top layer, so that no scrolling
// box cuts it off, and goes when its control goes.

import { el } from "./dom.js";

const GAP_PX = 4;
const EDGE_PX = 8;
// A dialog, or a landmark, where a screen reader finds it beside its control.
const HOSTS = "dialog, main, aside, nav, #top-bar";

/** Opens `content` at `anchor`; returns `{close, place}`. `onClose` runs however it closes. */
export const openPopup = (anchor, content, { onClose = () => {}, width = "auto", align = "start" } = {}) => {
  const host = anchor.closest(HOSTS) ?? document.body;
  const layer = el("div", { class: "popup", popover: "manual" }, content);
  const stop = new AbortController();
  const listen = (target, type, listener, capture) =>
    target.addEventListener(type, listener, { signal: stop.signal, capture });

  const close = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    layer.remove();
    onClose();
  };
  const place = () => placeAt(layer, anchor, { width, align });

  // A specimen may be shown dark on a light page.
  layer.style.colorScheme = getComputedStyle(anchor).colorScheme;
  host.append(layer);
  layer.showPopover();
  place();
  listen(
    document,
    "pointerdown",
    ({ target }) => !layer.contains(target) && !anchor.contains(target) && close(),
    true,
  );
  listen(document, "scroll", ({ target }) => !layer.contains(target) && place(), true);
  listen(document, "row-removed", ({ detail }) => detail.contains(anchor) && close());
  listen(window, "resize", place);
  return { close, place, layer };
};

const placeAt = (layer, anchor, { width, align }) => {
  const box = anchor.getBoundingClientRect();
  if (width === "anchor") layer.style.minWidth = `${box.width}px`;
  const { offsetWidth, offsetHeight } = layer;
  const below = innerHeight - box.bottom - GAP_PX - EDGE_PX;
  const goesUp = offsetHeight > below && box.top > below;
  const top = goesUp ? box.top - GAP_PX - offsetHeight : box.bottom + GAP_PX;
  const left = align === "end" ? box.right - offsetWidth : box.left;
  layer.style.top = `${clamp(top, EDGE_PX, innerHeight - offsetHeight - EDGE_PX)}px`;
  layer.style.left = `${clamp(left, EDGE_PX, innerWidth - offsetWidth - EDGE_PX)}px`;
};

const clamp = (value, least, most) => Math.max(least, Math.min(value, most));
