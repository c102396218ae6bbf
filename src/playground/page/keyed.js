// Brings a parent's children in line with a list and leaves alone what did not change, so that focus, typed text
// and the reader's place survive an update.

const rowsOf = new WeakMap();

/** Each item is `{key, signature, make}`; a row is made anew only when a part of its signature changed. */
export const reconcile = (parent, items) => {
  const before = rowsOf.get(parent) ?? new Map();
  const after = new Map();
  // What goes is gone first, or all that stays would be moved past it and lose the focus.
  const keys = new Set(items.map(({ key }) => key));
  for (const [key, { node }] of before) if (!keys.has(key)) remove(node);
  let cursor = parent.firstChild;
  for (const { key, signature, make } of items) {
    const old = before.get(key);
    const kept = old !== undefined && same(old.signature, signature);
    const node = kept ? old.node : make();
    if (old !== undefined && !kept) {
      if (cursor === old.node) cursor = old.node.nextSibling;
      replace(old.node, node);
      if (node.nextSibling !== cursor) parent.insertBefore(node, cursor);
    } else if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
    after.set(key, { node, signature });
  }
  rowsOf.set(parent, after);
};

const same = (left, right) =>
  left.length === right.length && left.every((part, index) => part === right[index]);

const replace = (old, fresh) => {
  const focused = old.contains(document.activeElement) ? focusKeyOf(document.activeElement) : undefined;
  old.replaceWith(fresh);
  announceRemoval(old);
  if (focused !== undefined) focusIn(fresh, `[data-focus="${CSS.escape(focused)}"]`);
};

const focusIn = (node, selector) => (node.matches(selector) ? node : node.querySelector(selector))?.focus();

const remove = (node) => {
  node.remove();
  announceRemoval(node);
};

const focusKeyOf = (node) => node.closest("[data-focus]")?.getAttribute("data-focus") ?? undefined;

const announceRemoval = (node) => document.dispatchEvent(new CustomEvent("row-removed", { detail: node }));
