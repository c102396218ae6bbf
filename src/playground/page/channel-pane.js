// The middle: a channel with its messages and composer, or the app's Home.

import { channelHeader } from "./channel-header.js";
import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { channelBeginning } from "./first-steps.js";
import { createGalleryPane } from "./gallery/gallery-pane.js";
import { createHomePane } from "./home-pane.js";
import { createMessageList } from "./message-list.js";
import { channelTitle, displayName, userOf } from "./render/names.js";
import { rowMaker } from "./row-maker.js";
import { sendFrom } from "./send.js";
import { channelTimeline, repliesByParent } from "./timeline.js";

export const createChannelPane = (parent, { store, goTo }) => {
  const drafts = new Map();
  let shown = "";
  let update = () => {};
  let leave = () => {};

  return (state) => {
    const { place } = state;
    const key = place.kind === "channel" ? place.channel : place.kind;
    if (key !== shown) {
      leave();
      shown = key;
      parent.toggleAttribute("data-home-open", place.kind === "home");
      const pane = VIEWS[key]?.(store) ?? createChannel({ store, goTo, drafts, channelId: key });
      parent.replaceChildren(...pane.nodes);
      ({ update, leave } = pane);
      pane.entered?.();
    }
    update(state);
  };
};

const VIEWS = { home: createHomePane, gallery: createGalleryPane };

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
      const items = channelTimeline(now, channelId);
      list.update(items, {
        lead: channelBeginning({ state: now, channel, isEmpty: items.length === 0, composer }),
        newFrom: now.newFrom.get(channelId),
      });
      const writer = now.typing.get(channelId);
      typing.textContent = writer ? `${displayName(userOf(now, writer), writer)} is typing…` : "";
    },
  };
};
