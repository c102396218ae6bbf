// The right side: one message with its replies and their own composer.

import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { createMessageList } from "./message-list.js";
import { plural } from "./quantities.js";
import { iconButton } from "./render/icon.js";
import { channelTitle } from "./render/names.js";
import { rowMaker } from "./row-maker.js";
import { sendFrom } from "./send.js";
import { threadTimeline } from "./timeline.js";

export const createThreadPane = (parent, { store, goTo }) => {
  let shown;
  let update = () => {};
  const close = () => goTo({ place: store.state.place, thread: undefined });
  parent.addEventListener("keydown", ({ key, defaultPrevented, target }) => {
    if (key !== "Escape" || defaultPrevented || target.value) return;
    const from = CSS.escape(store.state.thread);
    close();
    document.querySelector(`#channel [data-ts="${from}"]`)?.focus();
  });

  return (state) => {
    const { channel } = state.place;
    const threadTs = state.place.kind === "channel" ? state.thread : undefined;
    parent.hidden = threadTs === undefined;
    document.body.classList.toggle("thread-open", threadTs !== undefined);
    const key = threadTs && `${channel}/${threadTs}`;
    if (key !== shown) {
      shown = key;
      if (key === undefined) {
        parent.replaceChildren();
        update = () => {};
      } else update = openThread(parent, { store, goTo, close, channel, threadTs });
    }
    update(state);
  };
};

const openThread = (parent, { store, goTo, close, channel, threadTs }) => {
  const { state } = store;
  let rowFor;
  const list = createMessageList({ label: "Thread messages", rowFor: (item) => rowFor(item) });
  const composer = createComposer({
    id: "thread-text",
    state,
    inThread: true,
    send: sendFrom(state, () => ({ channel, threadTs })),
  });
  composer.aim("Reply…");
  const here = state.channels.get(channel) ?? { name: "" };
  const where = here.isIm ? channelTitle(state, here) : `#${here.name}`;
  parent.replaceChildren(
    el(
      "header",
      { class: "channel-header" },
      iconButton("arrow-left", { label: "Back to the channel", class: "icon-button back", onclick: close }),
      el("h2", {}, "Thread"),
      el("span", { class: "muted" }, where),
      iconButton("x-lg", { label: "Close thread", class: "icon-button close", onclick: close }),
    ),
    list.node,
    composer.node,
  );
  list.toEnd();
  if (matchMedia("(pointer: fine)").matches) composer.field.focus();

  return (now) => {
    const items = threadTimeline(now, channel, threadTs);
    const count = items.filter(({ id, ts }) => id === undefined && ts !== threadTs).length;
    rowFor = rowMaker({ state: now, store, goTo });
    list.update(items, { afterFirst: countLine(count) });
  };
};

const countLine = (count) => ({
  key: "count",
  signature: [count],
  make: () =>
    el(
      "div",
      { class: "reply-count", role: "listitem" },
      count === 0 ? "No replies yet" : plural(count, "reply", "replies"),
    ),
});
