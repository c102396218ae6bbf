// What the browser keeps for the reader, as JSON. Where it keeps nothing, or something broken, it lasts as long as
// the page.

const keptIn = (storage) => {
  const here = new Map();
  return {
    recall: (key, otherwise) => {
      if (here.has(key)) return here.get(key);
      try {
        return JSON.parse(storage().getItem(key)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    keep: (key, value) => {
      try {
        storage().setItem(key, JSON.stringify(value));
        here.delete(key);
      } catch {
        here.set(key, value);
      }
    },
  };
};

/** For this tab alone: two tabs may be two people. */
export const tab = keptIn(() => sessionStorage);

/** For all tabs. */
export const browser = keptIn(() => localStorage);
