// What the page knows: a snapshot from the server, kept fresh by its events. Messages are replaced, never changed,
// so a reader may compare them by identity.

import { dismissed, rememberDismissed } from "./dismissed.js";

export const createStore = (workspace) => {
  const state = { ...workspace, ...empty(), place: { kind: "channel", channel: "" }, thread: undefined };
  const listeners = new Set();
  let scheduled = false;

  const changed = () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      for (const listener of listeners) listener(state);
    });
  };

  return {
    state,
    subscribe: (listener) => listeners.add(listener),
    /** Takes over a whole snapshot, as after a reconnect. */
    replace: (snapshot) => {
      Object.assign(state, fromSnapshot(snapshot, state));
      changed();
    },
    apply: (event) => {
      APPLY[event.type]?.(state, event);
      changed();
    },
    set: (part) => {
      const left = state.place.channel;
      Object.assign(state, part);
      if (state.place.channel !== left) state.newFrom.delete(left);
      if (part.place?.kind === "channel") markRead(state, part.place.channel);
      changed();
    },
    dismiss: (id) => {
      rememberDismissed(id);
      state.ephemerals.delete(id);
      changed();
    },
  };
};

const empty = () => ({
  channels: new Map(),
  messages: new Map(),
  ephemerals: new Map(),
  users: new Map(),
  typing: new Map(),
  /** By channel, the first message that came while one was elsewhere; forgotten when one leaves it again. */
  newFrom: new Map(),
  views: [],
  home: null,
  online: false,
  /** What the server tells beyond Slack, by name. */
  beyond: {},
});

const fromSnapshot = (snapshot, state) => ({
  me: snapshot.me?.id ?? snapshot.me ?? state.me,
  channels: new Map(snapshot.channels.map((channel) => [channel.id, withUnread(channel, state)])),
  messages: new Map(Object.entries(snapshot.messages).map(([id, list]) => [id, byTs(list)])),
  ephemerals: new Map(snapshot.ephemerals.filter(({ id }) => !dismissed(id)).map((one) => [one.id, one])),
  users: new Map(Object.entries(snapshot.users)),
  views: snapshot.views,
  home: snapshot.home,
  beyond: snapshot.beyond ?? {},
});

const byTs = (list) => new Map(list.map((message) => [message.ts, message]));

const withUnread = (channel, state) => ({
  ...channel,
  unread: isOpen(state, channel.id) ? 0 : (state.channels.get(channel.id)?.unread ?? channel.unread ?? 0),
  mentions: isOpen(state, channel.id) ? 0 : (state.channels.get(channel.id)?.mentions ?? 0),
});

const APPLY = {
  message: (state, { message }) => {
    const list = state.messages.get(message.channel) ?? new Map();
    const isNew = !list.has(message.ts);
    list.set(message.ts, message);
    state.messages.set(message.channel, list);
    state.typing.delete(message.channel);
    if (isNew && !message.threadTs && message.user !== state.me) addUnread(state, message);
  },
  message_removed: (state, { channel, ts }) => state.messages.get(channel)?.delete(ts),
  ephemeral: (state, { ephemeral }) => {
    if (dismissed(ephemeral.id)) return;
    state.ephemerals.set(ephemeral.id, ephemeral);
    state.typing.delete(ephemeral.channel);
  },
  ephemeral_removed: (state, { id }) => state.ephemerals.delete(id),
  views: (state, { views }) => {
    state.views = views;
  },
  home: (state, { home }) => {
    state.home = home;
  },
  beyond: (state, { beyond }) => {
    state.beyond = { ...state.beyond, ...beyond };
  },
  channel: (state, { channel, removed }) =>
    removed ? state.channels.delete(channel.id) : state.channels.set(channel.id, withUnread(channel, state)),
  typing: (state, { channel, user }) => state.typing.set(channel, user ?? state.bot.userId),
};

const isOpen = ({ place }, channel) => place.kind === "channel" && place.channel === channel;

const addUnread = (state, message) => {
  const { channel: id, ts } = message;
  const channel = state.channels.get(id);
  if (channel === undefined || isOpen(state, id)) return;
  if (!state.newFrom.has(id)) state.newFrom.set(id, ts);
  const mentions = (channel.mentions ?? 0) + (isFor(state.me, message) ? 1 : 0);
  state.channels.set(id, { ...channel, unread: channel.unread + 1, mentions });
};

const isFor = (me, { text, blocks }) => `${text} ${JSON.stringify(blocks ?? "")}`.includes(`@${me}`);

const markRead = (state, id) => {
  const channel = state.channels.get(id);
  if (channel?.unread) state.channels.set(id, { ...channel, unread: 0, mentions: 0 });
};
