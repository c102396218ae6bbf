// One job: a line, and unfolded all there is to know of it.

import { el, freshId } from "../dom.js";
import { bytes } from "../quantities.js";
import { icon } from "../render/icon.js";
import { setText } from "../set-text.js";
import { ageNode, setAge } from "./ages.js";
import { createJobSheet } from "./job-sheet.js";
import { createShares, endWords, statusMark } from "./status.js";
import { shortId } from "./words.js";

/** `isChild`: a child of an array, told by its index. */
export const createJobRow = (first, { labs, showLog, isChild = false }) => {
  const bodyId = freshId("job");
  const name = el("span", { class: "job-name" }, isChild ? `:${first.id.split(":")[1]}` : first.name);
  const mark = el("span", { class: "job-mark" });
  const pid = el("span", { class: "job-pid", hidden: true });
  const age = ageNode();
  const note = el("span", { class: "job-note" });
  const shares = first.array && createShares();
  const body = el("div", { class: "job-body", id: bodyId, hidden: true });
  let sheet;
  let last = first;

  const makeChild = (line) => createJobRow(line, { labs, showLog, isChild: true });
  const toggle = () => {
    body.hidden = !body.hidden;
    button.setAttribute("aria-expanded", String(!body.hidden));
    if (!body.hidden) sheet ??= createJobSheet(body, { id: first.id, showLog, makeChild });
    if (!body.hidden) sheet.refresh(last);
  };
  const button = el(
    "button",
    {
      type: "button",
      class: "job-line",
      "aria-expanded": "false",
      "aria-controls": bodyId,
      "data-focus": `job-${first.id}`,
      onclick: toggle,
    },
    icon("chevron-right"),
    el("span", { class: "job-title" }, isChild && mark, name, pid, age),
    shares && el("span", { class: "job-shares" }, shares.bar, shares.words),
    note,
  );

  return {
    node: el("li", { class: "aws-job", "data-job": first.id }, button, body),
    update: (line) => {
      if (isChild) drawMark(mark, line.status);
      setAge(age, ...ageOf(line));
      setText(note, noteOf(line, { labs, isChild }));
      drawPid(pid, line);
      if (line.array) shares.update(line.array);
      if (!body.hidden && essence(line) !== essence(last)) sheet.refresh(line);
      last = line;
    },
  };
};

const drawMark = (mark, status) => {
  if (mark.dataset.status === status) return;
  mark.dataset.status = status;
  mark.replaceChildren(statusMark(status));
};

/** How long it runs or ran; how long it has waited, for one that never ran. */
const ageOf = ({ startedAt, createdAt, stoppedAt }) => [startedAt ?? createdAt, stoppedAt];

const noteOf = (line, { labs, isChild }) => {
  const { queue, account, attempt, attempts, id } = line;
  const tries = attempts > 1 && attempt > 0 ? `attempt ${attempt} of ${attempts}` : "";
  const where = isChild ? [] : [labs[account] ?? account, queue, shortId(id)];
  return [...where, tries, endWords(line)].filter(Boolean).join(" · ");
};

const drawPid = (node, { pid, process }) => {
  node.hidden = pid === undefined;
  if (pid === undefined) return;
  const memory = process?.residentBytes > 0 ? ` · ${bytes(process.residentBytes)}` : "";
  setText(node, `pid ${pid}${memory}`);
  const others = (process?.pids ?? []).filter((each) => each !== pid);
  node.title =
    others.length === 0 ? "The job's process on this machine" : `With processes ${others.join(", ")}`;
};

/** What the sheet depends on; memory and the like are not among it. */
const essence = ({ process: _, ...line }) => JSON.stringify(line);
