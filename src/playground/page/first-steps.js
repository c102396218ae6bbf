// The top of a channel. While nothing has been said in it, it offers the shortest way to a job of one's own.

import { el } from "./dom.js";
import { avatar } from "./render/avatar.js";
import { icon } from "./render/icon.js";
import { channelTitle, userOf } from "./render/names.js";

const LINE = "/batch submit --jobdef hello -- echo hello world";

/** A row for the message list; `composer` is where the line goes. */
export const channelBeginning = ({ state, channel, isEmpty, composer }) => {
  const title = channelTitle(state, channel);
  return {
    key: "beginning",
    signature: [title, channel.topic, isEmpty],
    make: () =>
      el(
        "div",
        { class: "beginning", role: "listitem" },
        channel.isIm
          ? avatar(userOf(state, channel.withUser), { size: "large" })
          : el("span", { class: "beginning-icon" }, icon(channel.isPrivate ? "lock" : "hash")),
        el("h2", {}, channel.isIm || channel.isPrivate ? title : `#${title}`),
        el("div", { class: "beginning-words" }, wordsFor(state, channel)),
        isEmpty && !channel.isPrivate && firstJob(composer),
      ),
  };
};

const wordsFor = (state, channel) => {
  if (!channel.isIm)
    return [
      el(
        "p",
        {},
        "This is the very beginning of the ",
        el("b", {}, channel.isPrivate ? channel.name : `#${channel.name}`),
        " channel.",
      ),
      channel.topic && el("p", {}, `${channel.topic.replace(/[.?!]*$/, "")}.`),
    ];
  const words =
    channel.withUser === state.bot.userId
      ? `This is between ${state.bot.name} and you. What you ask here nobody else sees.`
      : "This conversation is just between the two of you.";
  return el("p", {}, words);
};

const firstJob = (composer) =>
  el(
    "section",
    { class: "first-job", "aria-label": "Run your first job" },
    el("h3", {}, "Run your first job"),
    el("p", {}, "It prints a line and ends. Its card appears here and follows it until it has succeeded."),
    el("code", { class: "first-line" }, LINE),
    el(
      "div",
      { class: "first-buttons" },
      el(
        "button",
        {
          type: "button",
          class: "button primary",
          onclick: async ({ currentTarget }) => {
            currentTarget.disabled = true;
            composer.field.focus();
            await composer.submit(LINE);
            currentTarget.disabled = false;
          },
        },
        icon("play-fill"),
        "Run it",
      ),
      el(
        "button",
        {
          type: "button",
          class: "button",
          onclick: () => {
            composer.write(LINE);
            composer.field.focus();
          },
        },
        "Put it in the message field",
      ),
    ),
  );
