// The left side: whose window this is, the channels, the direct messages, the app.

import { el } from "./dom.js";
import { reconcile } from "./keyed.js";
import { personSwitcher } from "./person-switcher.js";
import { addressOf } from "./place.js";
import { avatar } from "./render/avatar.js";
import { botUser, channelTitle, userOf } from "./render/names.js";

export const createSidebar = (parent, { store }) => {
  const { state } = store;
  const lists = { channels: list(), directs: list(), apps: list() };
  parent.append(
    el("div", { class: "team-name" }, state.team.name),
    personSwitcher(state),
    section("Channels", lists.channels),
    section("Direct messages", lists.directs),
    section("Apps", lists.apps),
  );
  // On a phone the sidebar lies over the channel; what shows beside it closes it.
  parent.parentElement.addEventListener("click", ({ target, currentTarget }) => {
    if (target === currentTarget) document.body.classList.remove("sidebar-open");
  });
  return (now) => {
    const channels = [...now.channels.values()];
    reconcile(
      lists.channels,
      channels
        .filter(({ isIm }) => !isIm)
        .sort(byName)
        .map((one) => channelItem(now, one)),
    );
    reconcile(
      lists.directs,
      channels.filter(({ isIm }) => isIm).map((one) => channelItem(now, one)),
    );
    reconcile(lists.apps, [homeItem(now)]);
    document.title = titleOf(now, channels);
  };
};

const list = () => el("ul", { class: "places" });

const section = (title, items) =>
  el("section", { "aria-label": title }, el("h2", { class: "section-title" }, title), items);

const byName = (left, right) => left.name.localeCompare(right.name);

const channelItem = (state, channel) => {
  const isHere = state.place.kind === "channel" && state.place.channel === channel.id;
  return {
    key: channel.id,
    signature: [channel, isHere, state.users.size],
    make: () => placeLink(state, { channel, isHere }),
  };
};

const placeLink = (state, { channel, isHere }) => {
  const { unread, id } = channel;
  return el(
    "li",
    {},
    el(
      "a",
      {
        href: addressOf({ as: state.me, place: { kind: "channel", channel: id }, thread: undefined }),
        class: unread > 0 ? "place unread" : "place",
        "data-channel": id,
        "aria-current": isHere ? "page" : undefined,
      },
      channelIcon(state, channel),
      el("span", { class: "place-name" }, channelTitle(state, channel)),
      channel.isExtShared &&
        el("span", { class: "place-note", title: "Shared with another organisation" }, "shared"),
      unread > 0 && el("span", { class: "badge", "aria-label": `${unread} unread` }, String(unread)),
    ),
  );
};

const channelIcon = (state, channel) => {
  if (channel.isIm) return avatar(userOf(state, channel.withUser), { size: "small" });
  return el("span", { class: "place-icon", "aria-hidden": "true" }, channel.isPrivate ? "🔒" : "#");
};

const homeItem = (state) => {
  const isHere = state.place.kind === "home";
  const props = {
    class: "place",
    href: addressOf({ as: state.me, place: { kind: "home" }, thread: undefined }),
    "data-home": true,
    "aria-current": isHere ? "page" : undefined,
  };
  return {
    key: "home",
    signature: [isHere],
    make: () =>
      el(
        "li",
        {},
        el(
          "a",
          props,
          avatar(botUser(state), { size: "small" }),
          el("span", { class: "place-name" }, `${state.bot.name} Home`),
        ),
      ),
  };
};

const titleOf = (state, channels) => {
  const unread = channels.reduce((sum, channel) => sum + (channel.unread ?? 0), 0);
  const here = state.channels.get(state.place.channel);
  const where = here ? channelTitle(state, here) : `${state.bot.name} Home`;
  return `${unread > 0 ? `(${unread}) ` : ""}${where} – ${state.team.name}`;
};
