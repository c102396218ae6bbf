// Answers "what is this id called?" from what the page knows now.

import { addressOf } from "../place.js";

const SLACKBOT = "USLACKBOT";

export const namesOf = (state) => ({
  isMe: (id) => id === state.me,
  user: (id) => displayName(userOf(state, id), id),
  channel: (id) => state.channels.get(id)?.name ?? state.allChannels.get(id)?.name,
  channelAddress: (id) =>
    addressOf({ as: state.me, place: { kind: "channel", channel: id }, thread: undefined }),
});

export const userOf = (state, id) => {
  const known = state.users.get(id) ?? state.people.find((person) => person.id === id);
  if (known !== undefined) return { ...known, isApp: known.isBot === true && id !== SLACKBOT };
  if (id === state.bot.userId || id === state.bot.id) return botUser(state);
  return undefined;
};

export const botUser = ({ bot }) => ({
  id: bot.userId,
  name: bot.name,
  realName: bot.name,
  isBot: true,
  isApp: true,
});

export const displayName = (user, id) => user?.realName || user?.name || id;

/** `#peters-lab`, or the other person's name in a direct conversation. */
export const channelTitle = (state, channel) => {
  if (!channel.isIm) return channel.name;
  const user = userOf(state, channel.withUser);
  return displayName(user, channel.withUser ?? channel.name);
};
