// The middle: a channel with its messages and composer, or the app's Home.

import { channelHeader } from "./channel-header.js";
import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { createHomePane } from "./home-pane.js";
import { createMessageList } from "./message-list.js";
import { channelTitle, displayName, userOf } from "./render/names.js";
import { rowMaker } from "./rows.js";
import { sendFrom } from "./send.js";
import { channelTimeline, repliesByParent } from "./timeline.js";

export const createChannelPane = (parent, { store, goTo }) => {
  const drafts = new Map();
  let shown = "";
  let update = () => {};
  let leave = () => {};

  return (state) => {
    const { place } = state;
    const key = place.kind === "home" ? "home" : place.channel;
    if (key !== shown) {
      leave();
      shown = key;
      parent.toggleAttribute("data-home-open", place.kind === "home");
      const pane =
        place.kind === "home"
          ? createHomePane(store)
          : createChannel({ store, goTo, drafts, channelId: key });
      parent.replaceChildren(...pane.nodes);
      ({ update, leave } = pane);
      pane.entered?.();
    }
    update(state);
  };
};

const createChannel = ({ store, goTo, drafts, channelId }) => {
  const { state } = store;
  let rowFor;
  const head = el("div");
  const list = createMessageList({ label: "Messages", rowFor: (item) => rowFor(item) });
  const typing = el("div", { class: "typing", "aria-live": "polite" });
  const composer = createComposer({
    id: "composer-text",
    state,
    inThread: false,
    send: sendFrom(state, () => ({ channel: channelId })),
  });
  composer.write(drafts.get(channelId) ?? "");
  let headFor;

  return {
    nodes: [head, list.node, typing, composer.node],
    entered: () => {
      list.toEnd();
      if (matchMedia("(pointer: fine)").matches) composer.field.focus();
    },
    leave: () => drafts.set(channelId, composer.text()),
    update: (now) => {
      const channel = now.channels.get(channelId);
      if (channel === undefined) return;
      if (headFor !== channel) head.replaceChildren(channelHeader(now));
      headFor = channel;
      const title = channelTitle(now, channel);
      composer.aim(`Message ${channel.isIm ? title : `#${title}`}`);
      rowFor = rowMaker({ state: now, store, goTo, replies: repliesByParent(now, channelId) });
      list.update(channelTimeline(now, channelId), { lead: beginning(now, channel) });
      const writer = now.typing.get(channelId);
      typing.textContent = writer ? `${displayName(userOf(now, writer), writer)} is typing…` : "";
    },
  };
};

const beginning = (state, channel) => {
  const title = channelTitle(state, channel);
  const where = channel.isIm ? title : `#${title}`;
  return {
    key: "beginning",
    signature: [where],
    make: () =>
      el(
        "div",
        { class: "beginning" },
        el("h2", {}, where),
        el("p", { class: "muted" }, `This is the very beginning of ${where}.`),
      ),
  };
};
