// The rows of a channel or a thread, with days between them, held at the newest unless the reader scrolled away.

import { el } from "./dom.js";
import { reconcile } from "./keyed.js";
import { dateOfTs, dayName } from "./render/dates.js";
import { messageRow } from "./render/message.js";

const TOGETHER_SECONDS = 300;
const AT_END_PX = 60;

/** `rowFor(item)` gives what a row needs: `{user, replies?, …}`; see render/message.js. */
export const createMessageList = ({ label, rowFor }) => {
  const rows = el("div", { class: "rows", role: "list", "aria-label": label });
  const scroller = el("div", { class: "scroller", tabindex: "0", "aria-label": label, role: "group" }, rows);
  const jump = el(
    "button",
    { type: "button", class: "jump", hidden: true, onclick: () => toEnd() },
    "↓ New messages",
  );
  const node = el("div", { class: "message-list" }, scroller, jump);
  let isAtEnd = true;
  let shownLast;

  const toEnd = () => {
    isAtEnd = true;
    jump.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  const keepEnd = () => isAtEnd && toEnd();

  scroller.addEventListener("scroll", () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END_PX;
    if (isAtEnd) jump.hidden = true;
  });
  rows.addEventListener("keydown", (event) => moveFocus(event, rows));
  const observer = new ResizeObserver(keepEnd);
  observer.observe(rows);
  observer.observe(scroller);

  return {
    node,
    toEnd,
    /** `lead` goes above the first row; `afterFirst` between the first and the second. */
    update: (items, { lead, afterFirst } = {}) => {
      reconcile(rows, [...(lead ? [lead] : []), ...rowItems(items, rowFor, afterFirst)]);
      const last = items.at(-1)?.ts;
      if (last !== shownLast && shownLast !== undefined && !isAtEnd && last > shownLast) jump.hidden = false;
      shownLast = last;
      keepEnd();
    },
  };
};

const rowItems = (items, rowFor, afterFirst) => {
  const result = [];
  let previous;
  for (const item of items) {
    const day = dayKey(item);
    if (!afterFirst && day !== (previous && dayKey(previous))) result.push(dayDivider(day, item));
    const isCompact = !(afterFirst && previous === items[0]) && follows(previous, item);
    const row = rowFor(item);
    result.push({
      key: item.id ?? item.ts,
      signature: [item, isCompact, row.signature],
      make: () => messageRow({ item, isCompact, ...row }),
    });
    if (afterFirst && previous === undefined) result.push(afterFirst);
    previous = item;
  }
  return result;
};

const dayKey = ({ ts }) => dateOfTs(ts).toDateString();

const dayDivider = (day, item) => ({
  key: `day ${day}`,
  signature: [dayName(dateOfTs(item.ts))],
  make: () =>
    el(
      "div",
      { class: "day", role: "separator", "aria-label": dayName(dateOfTs(item.ts)) },
      el("span", {}, dayName(dateOfTs(item.ts))),
    ),
});

const follows = (previous, item) =>
  previous !== undefined &&
  authorOf(previous) === authorOf(item) &&
  previous.id === undefined &&
  item.id === undefined &&
  !previous.deleted &&
  dayKey(previous) === dayKey(item) &&
  Number(item.ts) - Number(previous.ts) < TOGETHER_SECONDS;

const authorOf = (item) => item.from ?? item.user;

const moveFocus = (event, rows) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.target.getAttribute("role") !== "listitem") return;
  event.preventDefault();
  const all = [...rows.querySelectorAll("[role=listitem]")];
  all[all.indexOf(event.target) + step]?.focus();
};
