// Which messages stand in a channel and in a thread, and in what order.

export const channelTimeline = (state, channel) =>
  sorted([
    ...messagesOf(state, channel).filter((message) => isTopLevel(message) && isStanding(message)),
    ...ephemeralsOf(state, channel).filter(({ threadTs }) => !threadTs),
  ]);

export const threadTimeline = (state, channel, threadTs) =>
  sorted([
    ...messagesOf(state, channel).filter(
      (message) => message.ts === threadTs || (message.threadTs === threadTs && !message.deleted),
    ),
    ...ephemeralsOf(state, channel).filter((one) => one.threadTs === threadTs),
  ]);

/** Replies by parent, in one pass over the channel. */
export const repliesByParent = (state, channel) => {
  const replies = new Map();
  for (const message of messagesOf(state, channel)) {
    if (!message.threadTs || message.threadTs === message.ts || message.deleted) continue;
    const list = replies.get(message.threadTs) ?? [];
    list.push(message);
    replies.set(message.threadTs, list);
  }
  return replies;
};

export const isEphemeral = (item) => item.id !== undefined;

const messagesOf = (state, channel) => [...(state.messages.get(channel)?.values() ?? [])];
const ephemeralsOf = (state, channel) =>
  [...state.ephemerals.values()].filter((one) => one.channel === channel);

const isTopLevel = (message) =>
  !message.threadTs || message.threadTs === message.ts || message.replyBroadcast === true;
const isStanding = (message) => !message.deleted || (message.replyCount ?? 0) > 0;

const sorted = (items) => items.sort((left, right) => (left.ts < right.ts ? -1 : left.ts > right.ts ? 1 : 0));
