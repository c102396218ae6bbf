// Rows that stay: one node for each key, brought up to date in place, so that what is pressed is never replaced
// under the pointer.

import { reconcile } from "../keyed.js";

/** `makeRow(item)` returns `{node, update(item)}`. Returns what brings the rows in line with a list of items. */
export const createRows = (parent, { keyOf, makeRow }) => {
  const rows = new Map();
  return (items) => {
    const keys = new Set();
    for (const item of items) {
      const key = keyOf(item);
      keys.add(key);
      const row = rows.get(key) ?? makeRow(item);
      rows.set(key, row);
      row.update(item);
    }
    for (const key of [...rows.keys()]) if (!keys.has(key)) rows.delete(key);
    reconcile(
      parent,
      [...keys].map((key) => ({ key, signature: [], make: () => rows.get(key).node })),
    );
  };
};
