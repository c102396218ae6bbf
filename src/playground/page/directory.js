// The people and channels a select may offer.

import { channelTitle, displayName, userOf } from "./render/names.js";

export const directoryOf = (state) => ({
  people: () =>
    state.people.map((person) => ({
      id: person.id,
      label: displayName(person, person.id),
      detail: person.name,
      raw: person.id,
    })),
  channels: () =>
    [...state.channels.values()].filter(({ isIm }) => !isIm).map((channel) => channelChoice(state, channel)),
  conversations: () => [...state.channels.values()].map((channel) => channelChoice(state, channel)),
  current: () => (state.place.kind === "channel" ? state.place.channel : undefined),
  label: (id) => {
    const channel = state.channels.get(id);
    return channel ? channelChoice(state, channel).label : displayName(userOf(state, id), id);
  },
});

const channelChoice = (state, channel) => ({
  id: channel.id,
  label: channel.isIm ? channelTitle(state, channel) : `# ${channel.name}`,
  raw: channel.id,
});
