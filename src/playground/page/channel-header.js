import { el } from "./dom.js";
import { addressOf } from "./place.js";
import { avatar } from "./render/avatar.js";
import { icon, iconButton } from "./render/icon.js";
import { botUser, channelTitle, displayName, userOf } from "./render/names.js";

/** On a phone the way back to the channels. */
export const backButton = () =>
  iconButton("arrow-left", {
    label: "Show channels",
    class: "icon-button back",
    onclick: () => document.body.classList.add("sidebar-open"),
  });

/** The line above a channel; above the app's pages it has the tabs Home and Messages. */
export const channelHeader = (state) => {
  const channel = state.channels.get(state.place.channel);
  const isApp = state.place.kind === "home" || channel?.withUser === state.bot.userId;
  return el(
    "header",
    { class: "channel-header" },
    backButton(),
    isApp ? appTitle(state) : channelName(state, channel),
    isApp && appTabs(state),
  );
};

const channelName = (state, channel) => {
  if (channel.isIm) {
    return el(
      "h1",
      {},
      avatar(userOf(state, channel.withUser), { size: "small" }),
      channelTitle(state, channel),
    );
  }
  return [
    el("h1", {}, icon(channel.isPrivate ? "lock" : "hash"), channel.name),
    channel.isPrivate && el("span", { class: "header-note" }, "Private"),
    channel.isExtShared && el("span", { class: "header-note" }, "Shared with another organisation"),
    channel.topic && el("span", { class: "topic muted" }, channel.topic),
    channel.members && memberStack(state, channel.members),
  ];
};

const FACES = 3;

const memberStack = (state, members) => {
  const users = members.map((id) => userOf(state, id));
  const names = users.map((user, index) => displayName(user, members[index])).join(", ");
  return el(
    "span",
    { class: "member-stack", role: "img", "aria-label": `${members.length} members: ${names}`, title: names },
    users.slice(0, FACES).map((user) => avatar(user, { size: "small" })),
    el("span", { class: "member-count" }, String(members.length)),
  );
};

const appTitle = (state) =>
  el(
    "h1",
    {},
    avatar(botUser(state), { size: "small" }),
    state.bot.name,
    el("span", { class: "app-badge" }, "APP"),
  );

const appTabs = (state) => {
  const direct = [...state.channels.values()].find(
    ({ isIm, withUser }) => isIm && withUser === state.bot.userId,
  );
  const tab = (label, place) =>
    el(
      "a",
      {
        class: "tab",
        href: addressOf({ as: state.me, place, thread: undefined }),
        "aria-current": place.kind === state.place.kind ? "page" : undefined,
      },
      label,
    );
  return el(
    "nav",
    { class: "tabs", "aria-label": state.bot.name },
    tab("Home", { kind: "home" }),
    direct && tab("Messages", { kind: "channel", channel: direct.id }),
  );
};
