// How hard the bot leans on Slack, against the limits Slack sets.

import { el } from "../dom.js";
import { number, plural } from "../quantities.js";
import { setText } from "../set-text.js";
import { createBars } from "./bars.js";
import { createMeter } from "./meter.js";
import { createRows } from "./rows.js";

export const createSlackTab = (panel) => {
  const [total, refused, minute] = [el("b", {}), el("b", {}), el("b", {})];
  const bars = createBars("Calls in the last five minutes");
  const methods = el("ul", { class: "pace-list" });
  const channels = el("ul", { class: "pace-list" });
  const quiet = el("p", { class: "aws-nothing" }, "The bot has posted nothing yet.");
  panel.append(
    el(
      "div",
      { class: "aws-figures" },
      figure(total, "calls in all"),
      figure(minute, "in the last minute"),
      figure(refused, "answered 429"),
    ),
    el("section", { class: "aws-section" }, el("h3", { class: "aws-title" }, "Last five minutes"), bars.node),
    el(
      "section",
      { class: "aws-section" },
      el("h3", { class: "aws-title" }, "Last minute against the limit"),
      methods,
    ),
    el(
      "section",
      { class: "aws-section" },
      el("h3", { class: "aws-title" }, "Posts, against one a second in a channel"),
      channels,
      quiet,
    ),
  );
  const drawMethods = createRows(methods, { keyOf: ({ method }) => method, makeRow: createMethodRow });
  const drawChannels = createRows(channels, { keyOf: ({ channel }) => channel, makeRow: createChannelRow });
  return {
    draw: ({ slack }) => {
      setText(total, number(slack.total));
      setText(refused, number(slack.refused));
      refused.classList.toggle("aws-some", slack.refused > 0);
      setText(minute, number(slack.methods.reduce((sum, { lastMinute }) => sum + lastMinute, 0)));
      bars.update(slack.history);
      drawMethods(slack.methods);
      drawChannels(slack.channels);
      quiet.hidden = slack.channels.length > 0;
    },
  };
};

const figure = (value, words) => el("p", { class: "aws-figure" }, value, el("span", {}, words));

const createMethodRow = ({ method, limit }) => {
  const meter = limit === undefined ? undefined : createMeter(`${method} in the last minute`);
  const words = el("span", { class: "aws-meter-words" });
  const note = el("span", { class: "pace-note" });
  return {
    node: el(
      "li",
      { class: "aws-pace", "data-method": method },
      el("span", { class: "pace-name aws-mono" }, method),
      words,
      meter?.node,
      note,
    ),
    update: (pace) => {
      meter?.update(pace.lastMinute, pace.limit);
      setText(words, limit === undefined ? number(pace.lastMinute) : `${pace.lastMinute} of ${limit}`);
      const refused = pace.refused > 0 ? ` · ${number(pace.refused)} answered 429` : "";
      const unlimited = limit === undefined ? "no limit named · " : "";
      setText(
        note,
        `${unlimited}peak ${pace.peakPerMinute} a minute · ${number(pace.total)} in all${refused}`,
      );
    },
  };
};

const createChannelRow = ({ channel, name }) => {
  const seconds = el("span", { class: "pace-seconds", "aria-hidden": "true" });
  const words = el("span", { class: "aws-meter-words" });
  const note = el("span", { class: "pace-note" });
  return {
    node: el(
      "li",
      { class: "aws-pace", "data-pace-channel": channel },
      el("span", { class: "pace-name" }, name),
      words,
      seconds,
      note,
    ),
    update: ({ posts, refused }) => {
      const told = posts.join(" ");
      if (seconds.dataset.told !== told) {
        seconds.dataset.told = told;
        seconds.replaceChildren(
          ...posts.map((count) =>
            el("span", { class: "pace-second", "data-posts": String(Math.min(count, 3)) }),
          ),
        );
      }
      setText(
        words,
        `${plural(
          posts.reduce((sum, count) => sum + count, 0),
          "post",
        )} in 10 s`,
      );
      setText(note, refused > 0 ? `${number(refused)} answered 429 in the last five minutes` : "");
    },
  };
};
