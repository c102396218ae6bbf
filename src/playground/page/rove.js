// One stop for the Tab key in a list of messages; the arrow keys move between them, as in Slack.

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Returns what makes the newest message the stop, unless the reader stands on another. */
export const roveThrough = (rows) => {
  let stop;
  const stopAt = (row) => {
    if (row === stop) return;
    stop?.setAttribute("tabindex", "-1");
    row?.setAttribute("tabindex", "0");
    stop = row;
  };
  rows.addEventListener("focusin", ({ target }) => stopAt(target.closest(".message")));
  rows.addEventListener("keydown", (event) => {
    const next = nextRow(event, rows);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  return () => {
    const isStanding = stop?.isConnected && stop.contains(document.activeElement);
    if (!isStanding) stopAt(lastRow(rows));
  };
};

const nextRow = ({ key, target }, rows) => {
  if (!target.classList.contains("message")) return undefined;
  if (key === "Home") return rows.querySelector(".message");
  if (key === "End") return lastRow(rows);
  const side = STEPS[key] === 1 ? "nextElementSibling" : "previousElementSibling";
  if (STEPS[key] === undefined) return undefined;
  let row = target[side];
  while (row !== null && !row.classList.contains("message")) row = row[side];
  return row ?? undefined;
};

const lastRow = (rows) => {
  let row = rows.lastElementChild;
  while (row !== null && !row.classList.contains("message")) row = row.previousElementSibling;
  return row ?? undefined;
};
