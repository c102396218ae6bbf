import { el } from "./dom.js";
import { addressOf } from "./place.js";
import { avatar } from "./render/avatar.js";
import { botUser, channelTitle, userOf } from "./render/names.js";

/** The line above a channel; above the app's pages it has the tabs Home and Messages. */
export const channelHeader = (state) => {
  const channel = state.channels.get(state.place.channel);
  const isApp = state.place.kind === "home" || channel?.withUser === state.bot.userId;
  return el(
    "header",
    { class: "channel-header" },
    el(
      "button",
      {
        type: "button",
        class: "icon-button sidebar-toggle",
        "aria-label": "Show channels",
        onclick: toggleSidebar,
      },
      "☰",
    ),
    isApp ? appTitle(state) : channelName(state, channel),
    isApp && appTabs(state),
  );
};

const toggleSidebar = () => document.body.classList.toggle("sidebar-open");

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
    el("h1", {}, el("span", { "aria-hidden": "true" }, channel.isPrivate ? "🔒 " : "# "), channel.name),
    channel.isPrivate && el("span", { class: "header-note" }, "private"),
    channel.isExtShared && el("span", { class: "header-note" }, "shared with another organisation"),
    channel.topic && el("span", { class: "topic muted" }, channel.topic),
  ];
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
