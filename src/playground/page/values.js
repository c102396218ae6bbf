// What a person has entered on a form or a message, by block and action, in Slack's `state.values` shape. It
// outlives a redraw: a field whose block and action ids stay keeps what was typed, as in Slack.

const bags = new Map();

export const valuesFor = (key, initial = {}) => {
  let bag = bags.get(key);
  if (bag === undefined) {
    bag = structuredClone(initial);
    bags.set(key, bag);
  }
  return {
    get: (blockId, actionId, type) => {
      const value = bag[blockId]?.[actionId];
      return value?.type === type ? value : undefined;
    },
    set: (blockId, actionId, value) => {
      bag[blockId] = { ...bag[blockId], [actionId]: value };
    },
    all: () => structuredClone(bag),
    /** Forgets the fields that are no longer there. */
    keepOnly: (present) => {
      for (const [blockId, actions] of Object.entries(bag))
        for (const actionId of Object.keys(actions))
          if (!present.has(`${blockId}/${actionId}`)) delete actions[actionId];
    },
  };
};

/** Drops the values of forms that have closed. */
export const forgetValues = (isOpen) => {
  for (const key of bags.keys()) if (key.startsWith("view:") && !isOpen(key)) bags.delete(key);
};
