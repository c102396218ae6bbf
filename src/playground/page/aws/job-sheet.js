// All there is to know of one job: what was asked for, its attempts with their logs, an array's children.

import { look, press } from "../control.js";
import { copyButton } from "../copy-button.js";
import { el } from "../dom.js";
import { reconcile } from "../keyed.js";
import { mebibytes, number, plural } from "../quantities.js";
import { icon } from "../render/icon.js";
import { setText } from "../set-text.js";
import { attemptItem } from "./attempt-item.js";
import { createRows } from "./rows.js";

/** `makeChild(line)` makes the row of a child. */
export const createJobSheet = (parent, { id, showLog, makeChild }) => {
  const facts = el("dl", { class: "job-facts" });
  const attempts = el("ol", { class: "job-attempts" });
  const children = el("ul", { class: "job-list job-children" });
  const more = el("p", { class: "aws-more" });
  const reclaim = el(
    "button",
    { type: "button", class: "aws-button", hidden: true, onclick: () => press("reclaim", { job: id }) },
    icon("lightning"),
    "Reclaim its host",
  );
  const copy = copyButton("Copy id", () => id, "aws-button");
  parent.append(facts, attempts, children, more, el("div", { class: "aws-actions" }, reclaim, copy));

  const drawChildren = createRows(children, {
    keyOf: (line) => line.id,
    makeRow: makeChild,
  });
  const draw = (sheet) => {
    reconcile(facts, factsOf(sheet));
    reconcile(
      attempts,
      sheet.attempts.map((attempt, index) => ({
        key: index,
        signature: [JSON.stringify(attempt)],
        make: () => attemptItem(attempt, { nth: index + 1, showLog }),
      })),
    );
    drawChildren(sheet.children);
    setText(more, sheet.moreChildren > 0 ? `and ${number(sheet.moreChildren)} more` : "");
  };

  let isAsking = false;
  let isStale = false;
  const refresh = async (line) => {
    reclaim.hidden = line.pid === undefined && !(line.array?.counts.RUNNING > 0);
    isStale = isAsking;
    if (isAsking) return;
    isAsking = true;
    const answer = await look("job", { id });
    isAsking = false;
    if (answer !== undefined) draw(answer);
    if (isStale) refresh(answer?.job ?? line);
  };
  return { refresh };
};

const factsOf = ({ job, definition, image, command, vcpus }) => {
  const asked = [plural(vcpus, "vCPU"), job.memoryMiB && mebibytes(job.memoryMiB)].filter(Boolean).join(", ");
  const rows = [
    ["Job", job.id],
    ["Definition", definition],
    ["Image", image],
    ["Asked for", asked],
    ["Command", command.map(quoted).join(" ")],
    ["Reason", job.reason],
  ];
  return rows
    .filter(([, value]) => value)
    .map(([term, value]) => ({
      key: term,
      signature: [value],
      make: () =>
        el(
          "div",
          { class: "job-fact" },
          el("dt", {}, term),
          el("dd", { class: term === "Reason" ? "" : "aws-mono" }, value),
        ),
    }));
};

const quoted = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
