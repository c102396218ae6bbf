// Private answers the reader put away in this tab.

import { tab } from "./stored.js";

const KEY = "dismissed";
const ids = new Set(tab.recall(KEY, []));

export const dismissed = (id) => ids.has(id);

export const rememberDismissed = (id) => {
  ids.add(id);
  tab.keep(KEY, [...ids].slice(-200));
};
