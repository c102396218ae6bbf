// The left side: whose window this is, the channels, the direct messages, the app.

import { el } from "./dom.js";
import { reconcile } from "./keyed.js";
import { peopleRow } from "./person-switcher.js";
import { addressOf } from "./place.js";
import { avatar } from "./render/avatar.js";
import { icon } from "./render/icon.js";
import { botUser, channelTitle, userOf } from "./render/names.js";

export const createSidebar = (parent, { store }) => {
  const { state } = store;
  const lists = { channels: list(), directs: list(), apps: list() };
  const people = el("div");
  parent.append(
    el("div", { class: "sidebar-head" }, el("span", { class: "team-name" }, state.team.name)),
    people,
    el(
      "div",
      { class: "sidebar-scroll" },
      section("Channels", lists.channels),
      section("Direct messages", lists.directs),
      section("Apps", lists.apps),
    ),
  );
  return (now) => {
    const channels = [...now.channels.values()];
    reconcile(people, [{ key: "people", signature: [now.place.channel], make: () => peopleRow(now) }]);
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

const section = (title, items) => {
  const toggle = el(
    "button",
    {
      type: "button",
      class: "section-toggle",
      "aria-expanded": "true",
      onclick: () => {
        items.hidden = !items.hidden;
        toggle.setAttribute("aria-expanded", String(!items.hidden));
      },
    },
    icon("caret-down-fill"),
    title,
  );
  return el("section", { "aria-label": title }, el("h2", { class: "section-title" }, toggle), items);
};

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
  // As in Slack, what is merely new is bold; a number counts what is for oneself.
  const forMe = channel.isIm ? unread : (channel.mentions ?? 0);
  return el(
    "li",
    {},
    el(
      "a",
      {
        href: addressOf({ as: state.me, place: { kind: "channel", channel: id }, thread: undefined }),
        class: unread > 0 ? "place unread" : "place",
        "data-channel": id,
        "data-focus": id,
        "aria-current": isHere ? "page" : undefined,
      },
      channelIcon(state, channel),
      el("span", { class: "place-name" }, channelTitle(state, channel)),
      channel.isExtShared &&
        el("span", { class: "place-note", title: "Shared with another organisation" }, "shared"),
      unread > 0 && el("span", { class: "unseen" }, `, ${unread} unread`),
      forMe > 0 && el("span", { class: "badge", "aria-hidden": "true" }, String(forMe)),
    ),
  );
};

const channelIcon = (state, channel) =>
  channel.isIm
    ? el(
        "span",
        { class: "place-icon" },
        avatar(userOf(state, channel.withUser), { size: "small" }),
        el("span", { class: "presence" }),
      )
    : el("span", { class: "place-icon" }, icon(channel.isPrivate ? "lock" : "hash"));

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
          el("span", { class: "place-icon" }, avatar(botUser(state), { size: "small" })),
          el("span", { class: "place-name" }, `${state.bot.name} Home`),
        ),
      ),
  };
};

const titleOf = (state, channels) => {
  const unread = channels.reduce((sum, channel) => sum + (channel.unread ?? 0), 0);
  const here = state.channels.get(state.place.channel);
  const otherwise = state.place.kind === "gallery" ? "Gallery" : `${state.bot.name} Home`;
  const where = here ? channelTitle(state, here) : otherwise;
  return `${unread > 0 ? `(${unread}) ` : ""}${where} – ${state.team.name}`;
};
