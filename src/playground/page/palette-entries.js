// What the search finds: places, people to be, views of the page, and messages that contain the words.

import { addressAs } from "./person-switcher.js";
import { avatar } from "./render/avatar.js";
import { dateOfTs, shortWhen } from "./render/dates.js";
import { icon } from "./render/icon.js";
import { botUser, channelTitle, displayName, namesOf, userOf } from "./render/names.js";
import { plainWords } from "./render/plain-words.js";

const MOST_MESSAGES = 12;
const MOST_OF_A_VIEW = 6;
const AROUND = 40;

/** Groups of `{key, label, detail?, figure, run}` that fit the words, the most likely first. */
export const paletteEntries = (words, { state, goTo, views }) => {
  const typed = words.trim().toLowerCase();
  const fits = (text) => text.toLowerCase().includes(typed);
  return [
    {
      label: "Channels and direct messages",
      entries: places(state, goTo).filter(({ label }) => fits(label)),
    },
    { label: "Views", entries: viewEntries(state, views).filter(({ label }) => fits(label)) },
    {
      label: "People to be",
      entries: people(state).filter(({ label, detail }) => fits(`${label} ${detail}`)),
    },
    { label: "Messages", entries: typed.length < 2 ? [] : messages(typed, { state, goTo }) },
    // Last: a press of Enter on a word should go somewhere, not set something off.
    ...(typed === "" ? [] : insideViews(views, fits)),
  ].filter(({ entries }) => entries.length > 0);
};

const places = (state, goTo) => [
  ...[...state.channels.values()].map((channel) => ({
    key: channel.id,
    label: channelTitle(state, channel),
    detail: channel.isIm ? "Direct message" : (channel.topic ?? ""),
    figure: channel.isIm
      ? avatar(userOf(state, channel.withUser), { size: "small" })
      : icon(channel.isPrivate ? "lock-fill" : "hash"),
    run: () => goTo({ place: { kind: "channel", channel: channel.id }, thread: undefined }),
  })),
  {
    key: "home",
    label: `${state.bot.name} Home`,
    detail: "App",
    figure: avatar(botUser(state), { size: "small" }),
    run: () => goTo({ place: { kind: "home" }, thread: undefined }),
  },
];

const viewEntries = (state, views) =>
  views.map(({ id, label, icon: name, href, run }) => ({
    key: `view ${id}`,
    label,
    detail: "",
    figure: icon(name),
    run: href === undefined ? run : () => clickOn(href(state)),
  }));

/** What a view itself offers to the search: its `finds()` gives `{key, label, detail?, run}`, once its `load()` is over. */
const insideViews = (views, fits) =>
  views
    .filter(({ finds }) => finds !== undefined)
    .map(({ label, icon: name, finds }) => ({
      label,
      entries: finds()
        .filter((one) => fits(`${one.label} ${one.detail ?? ""}`))
        .slice(0, MOST_OF_A_VIEW)
        .map((one) => ({ ...one, figure: icon(name) })),
    }));

// A link's own road, so that the navigation takes it as it takes any other.
const clickOn = (href) => {
  const link = document.createElement("a");
  link.href = href;
  document.body.append(link);
  link.click();
  link.remove();
};

const people = (state) =>
  state.people
    .filter(({ id }) => id !== state.me)
    .map((person) => ({
      key: person.id,
      label: `Become ${displayName(person, person.id)}`,
      detail: person.title ?? "",
      figure: avatar(person, { size: "small" }),
      run: () => location.assign(addressAs(state, person)),
    }));

const messages = (typed, { state, goTo }) => {
  const found = [];
  const names = namesOf(state);
  for (const [channelId, list] of state.messages)
    for (const message of list.values()) {
      const at = wordsOf(message, names).toLowerCase().indexOf(typed);
      if (at !== -1 && !message.deleted && state.channels.has(channelId)) found.push({ message, at });
    }
  return found
    .sort((left, right) => Number(right.message.ts) - Number(left.message.ts))
    .slice(0, MOST_MESSAGES)
    .map(({ message, at }) => messageEntry(message, { state, goTo, at, typed }));
};

const messageEntry = (message, { state, goTo, at, typed }) => {
  const text = wordsOf(message, namesOf(state));
  const from = Math.max(0, at - AROUND);
  const author = userOf(state, message.user);
  const channel = state.channels.get(message.channel);
  return {
    key: `message ${message.channel} ${message.ts}`,
    label: `${from > 0 ? "…" : ""}${text.slice(from, at + typed.length + 2 * AROUND)}`,
    match: typed,
    detail: [
      displayName(author, message.user),
      channel.isIm ? "direct message" : `#${channel.name}`,
      shortWhen(dateOfTs(message.ts)),
    ].join(" · "),
    figure: avatar(author, { size: "small" }),
    run: () =>
      goTo({
        place: { kind: "channel", channel: message.channel },
        thread: message.threadTs && message.threadTs !== message.ts ? message.threadTs : undefined,
        ts: message.ts,
      }),
  };
};

// Kept beside the message, which is never changed: a search goes over all of them at each key.
const known = new WeakMap();

const wordsOf = (message, names) => {
  if (!known.has(message)) known.set(message, plainWords(message, names));
  return known.get(message);
};
