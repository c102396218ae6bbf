// One attempt of a job: how it ended, and the way to its log.

import { el } from "../dom.js";
import { icon } from "../render/icon.js";
import { clockTime, duration } from "./words.js";

export const attemptItem = (attempt, { nth, showLog }) => {
  const { startedAt, stoppedAt, exitCode, reason, containerReason, log } = attempt;
  return el(
    "li",
    { class: "job-attempt" },
    el(
      "span",
      { class: "attempt-head" },
      el("span", { class: "attempt-nth" }, `Attempt ${nth}`),
      startedAt !== undefined && el("span", {}, timesOf(startedAt, stoppedAt)),
      exitCode !== undefined &&
        el(
          "span",
          { class: "exit-code", "data-exit": exitCode === 0 ? "fine" : "failed" },
          `exit ${exitCode}`,
        ),
      log &&
        el(
          "button",
          {
            type: "button",
            class: "aws-link",
            "data-focus": `log-${log.stream}`,
            onclick: () => showLog(log),
          },
          icon("terminal"),
          "Log",
        ),
    ),
    [reason, containerReason].filter(Boolean).map((words) => el("span", { class: "attempt-reason" }, words)),
  );
};

const timesOf = (startedAt, stoppedAt) =>
  stoppedAt === undefined
    ? `running since ${clockTime(startedAt)}`
    : `${clockTime(startedAt)}, ${duration(stoppedAt - startedAt)}`;
