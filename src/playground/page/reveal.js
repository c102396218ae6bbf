// Brings one message into view and marks it for a moment, as after a search.

const MARKED_MS = 2500;

/** Looks in the thread first, since a reply may stand in both. */
export const reveal = (ts) => {
  requestAnimationFrame(() => {
    const selector = `[data-ts="${CSS.escape(ts)}"]`;
    const row =
      document.querySelector(`#thread ${selector}`) ?? document.querySelector(`#channel ${selector}`);
    if (row === null) return;
    row.scrollIntoView({ block: "center" });
    // Rows above have only now got their true height.
    requestAnimationFrame(() => row.scrollIntoView({ block: "center" }));
    row.focus({ preventScroll: true });
    row.classList.add("found");
    setTimeout(() => row.classList.remove("found"), MARKED_MS);
  });
};
