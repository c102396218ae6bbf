// The rows of a channel or a thread, with days between them, held at the newest unless the reader scrolled away.

import { el } from "./dom.js";
import { reconcile } from "./keyed.js";
import { dateOfTs, dayName } from "./render/dates.js";
import { icon } from "./render/icon.js";
import { messageRow } from "./render/message.js";
import { roveThrough } from "./rove.js";

const TOGETHER_SECONDS = 300;
const AT_END_PX = 60;
/** A wheel's or a finger's last push goes on for so long. */
const TOUCHED_MS = 1_500;

/** `rowFor(item)` gives `{signature, parts()}`, the parts being what a row needs; see render/message.js. */
export const createMessageList = ({ label, rowFor }) => {
  const rows = el("div", { class: "rows", role: "list", "aria-label": label });
  const scroller = el("div", { class: "scroller" }, rows);
  const jump = el(
    "button",
    { type: "button", class: "jump", hidden: true, onclick: () => toEnd() },
    icon("arrow-down"),
    "New messages",
  );
  const node = el("div", { class: "message-list" }, scroller, jump);
  let isAtEnd = true;
  let last = { top: 0, height: 0, room: 0 };
  let gestureAtMs = Number.NEGATIVE_INFINITY;
  let shownLast;

  const toEnd = () => {
    isAtEnd = true;
    jump.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  const keepEnd = () => isAtEnd && toEnd();

  for (const gesture of ["wheel", "touchmove", "pointerdown", "pointermove", "keydown", "focusin"]) {
    scroller.addEventListener(
      gesture,
      () => {
        gestureAtMs = performance.now();
      },
      { passive: true },
    );
  }
  // Only the reader leaves the end, by going up. The browser goes up too, when rows turn out lower than guessed: then
  // the layout has changed, and nobody has touched anything.
  scroller.addEventListener(
    "scroll",
    () => {
      const now = { top: scroller.scrollTop, height: scroller.scrollHeight, room: scroller.clientHeight };
      const isLaidOutAnew = now.height !== last.height || now.room !== last.room;
      const isTouched = performance.now() - gestureAtMs < TOUCHED_MS;
      if (now.height - now.top - now.room < AT_END_PX) isAtEnd = true;
      else if (now.top < last.top && (isTouched || !isLaidOutAnew)) isAtEnd = false;
      last = now;
      if (isAtEnd) jump.hidden = true;
    },
    { passive: true },
  );
  const rove = roveThrough(rows);
  // After the browser's own layout, where the height is known at no cost.
  const observer = new ResizeObserver(keepEnd);
  observer.observe(rows);
  observer.observe(scroller);

  return {
    node,
    toEnd,
    /** `lead` goes above the first row; `afterFirst` between the first and the second; `newFrom` is the first new. */
    update: (items, { lead, afterFirst, newFrom } = {}) => {
      reconcile(rows, [...(lead ? [lead] : []), ...rowItems(items, { rowFor, afterFirst, newFrom })]);
      rove();
      const newest = items.at(-1)?.ts;
      if (newest !== shownLast && shownLast !== undefined && !isAtEnd && newest > shownLast)
        jump.hidden = false;
      shownLast = newest;
    },
  };
};

const rowItems = (items, { rowFor, afterFirst, newFrom }) => {
  const result = [];
  let previous;
  let isNewLineDue = newFrom !== undefined;
  for (const item of items) {
    const day = dayOf(item);
    const isFirstNew = isNewLineDue && item.ts >= newFrom;
    if (!afterFirst && day !== (previous && dayOf(previous))) result.push(dayDivider(day, item));
    if (isFirstNew) {
      result.push(newLine);
      isNewLineDue = false;
    }
    const isCompact = !isFirstNew && !(afterFirst && previous === items[0]) && follows(previous, item);
    const row = rowFor(item);
    result.push({
      key: item.id ?? item.ts,
      signature: [item, isCompact, row.signature],
      make: () => messageRow({ item, isCompact, ...row.parts() }),
    });
    if (afterFirst && previous === undefined) result.push(afterFirst);
    previous = item;
  }
  return result;
};

// Items are replaced, never changed, and each update asks for the day of all of them.
const days = new WeakMap();

const dayOf = (item) => {
  if (!days.has(item)) days.set(item, dateOfTs(item.ts).toDateString());
  return days.get(item);
};

const dayDivider = (day, item) => ({
  key: `day ${day}`,
  signature: [dayName(dateOfTs(item.ts))],
  make: () => el("div", { class: "day", role: "listitem" }, el("span", {}, dayName(dateOfTs(item.ts)))),
});

const newLine = {
  key: "new",
  signature: [],
  make: () => el("div", { class: "new-line", role: "listitem" }, el("span", {}, "New")),
};

const follows = (previous, item) =>
  previous !== undefined &&
  authorOf(previous) === authorOf(item) &&
  previous.id === undefined &&
  item.id === undefined &&
  !previous.deleted &&
  dayOf(previous) === dayOf(item) &&
  Number(item.ts) - Number(previous.ts) < TOGETHER_SECONDS;

const authorOf = (item) => item.from ?? item.user;
