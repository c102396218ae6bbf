// A job's state: always a word, beside its colour.

import { el } from "../dom.js";

/** In the order of the groups: what happens now, what waits, what has ended. */
export const STATUSES = ["RUNNING", "STARTING", "RUNNABLE", "PENDING", "SUBMITTED", "FAILED", "SUCCEEDED"];

const statusWord = (status) => status.charAt(0) + status.slice(1).toLowerCase();

export const statusMark = (status) =>
  el("span", { class: "job-status", "data-status": status }, dot(), statusWord(status));

/** Batch gives every container that ended by itself the same reason; the exit code says more. */
export const endWords = ({ exitCode, reason }) => {
  if (reason !== "Essential container in task exited") return reason ?? "";
  return exitCode === undefined || exitCode === 0 ? "" : `exit ${exitCode}`;
};

const dot = () => el("span", { class: "status-dot", "aria-hidden": "true" });

/** Shares of a whole by state, as one bar and in words. */
export const createShares = () => {
  const bar = el("span", { class: "job-shares-bar", "aria-hidden": "true" });
  const words = el("span", { class: "shares-words" });
  const parts = new Map(
    STATUSES.map((status) => [status, el("span", { class: "job-share", "data-status": status })]),
  );
  bar.append(...BAR_ORDER.map((status) => parts.get(status)));
  return {
    bar,
    words,
    update: ({ size, counts }) => {
      for (const [status, part] of parts) part.style.width = `${(100 * (counts[status] ?? 0)) / size}%`;
      const told = BAR_ORDER.filter((status) => counts[status] > 0);
      words.textContent = told.map((status) => `${counts[status]} ${status.toLowerCase()}`).join(" · ");
    },
  };
};

const BAR_ORDER = ["SUCCEEDED", "FAILED", "RUNNING", "STARTING", "RUNNABLE", "PENDING", "SUBMITTED"];
