// The tail of one stream, followed as it grows while the reader is at its end.

import { look } from "../control.js";
import { el } from "../dom.js";
import { reconcile } from "../keyed.js";
import { plural } from "../quantities.js";
import { iconButton } from "../render/icon.js";
import { setText } from "../set-text.js";
import { clockTime } from "./words.js";

const NEAR_END_PX = 24;

export const createLogView = ({ onBack }) => {
  const title = el("h3", { class: "log-title" });
  const note = el("span", { class: "log-note" });
  const place = el("p", { class: "log-place aws-mono" });
  const lines = el("div", { class: "log-lines", role: "region", tabindex: "0", "aria-label": "Log" });
  const back = iconButton("arrow-left", { label: "All log streams", onclick: onBack });
  const node = el(
    "div",
    { class: "log-view", hidden: true },
    el("div", { class: "log-head" }, back, title, note),
    place,
    lines,
  );
  let current;
  let seen;
  let asked = 0;
  let drawn = 0;

  const read = async () => {
    const of = current;
    asked += 1;
    const mine = asked;
    const answer = await look("log", of);
    // Answers may overtake each other.
    if (of !== current || mine < drawn) return;
    drawn = mine;
    if (answer === undefined) {
      lines.textContent = "There is nothing in this stream any more.";
      return;
    }
    const isAtEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < NEAR_END_PX;
    reconcile(
      lines,
      answer.lines.map((line, index) => ({
        key: answer.first + index,
        signature: [],
        make: () => lineNode(line),
      })),
    );
    if (isAtEnd) lines.scrollTop = lines.scrollHeight;
  };

  const draw = (streams) => {
    const here = streams.find((each) => isSame(each, current));
    if (here === undefined) return;
    setText(title, here.job ?? here.stream);
    setText(note, plural(here.lines, "line"));
    if (here.lines === seen) return;
    seen = here.lines;
    read();
  };

  return {
    node,
    draw,
    show: (next, streams) => {
      node.hidden = next === undefined;
      current = next;
      seen = undefined;
      if (next === undefined) return;
      setText(title, "Log");
      setText(place, `${next.group} ${next.stream}`);
      reconcile(lines, []);
      if (streams.some((each) => isSame(each, next))) draw(streams);
      else read();
      back.focus();
    },
  };
};

const isSame = (one, other) =>
  one.account === other.account && one.group === other.group && one.stream === other.stream;

const lineNode = ({ at, text }) =>
  el(
    "div",
    { class: "log-line" },
    el("time", { datetime: new Date(at).toISOString() }, clockTime(at)),
    el("span", {}, text),
  );
