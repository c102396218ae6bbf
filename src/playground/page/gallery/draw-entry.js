// Draws an entry as the page would: as the bot's message, as a form, or as its Home tab.

import { el } from "../dom.js";
import { modalFrame } from "../modal-frame.js";
import { blockList, updateBlocks } from "../render/blocks.js";
import { messageRow } from "../render/message.js";
import { botUser, userOf } from "../render/names.js";

export const drawEntry = ({ entry, state, surface, say }) => {
  if (entry.place === "home" || entry.view?.type === "home") return home(entry, surface);
  return entry.message ? message({ entry, state, surface }) : form({ entry, state, surface, say });
};

const SENT_AT = "1795200420.000100";

const message = ({ entry, state, surface }) =>
  el(
    "div",
    { role: "list", "aria-label": entry.name },
    messageRow({
      item: { ...entry.message, user: state.bot.userId, ts: SENT_AT },
      user: botUser(state),
      me: state.me,
      isCompact: false,
      names: surface.names,
      userOf: (id) => userOf(state, id),
      replies: undefined,
      isThreaded: true,
      link: undefined,
      surface,
      actions: { more: () => [] },
    }),
  );

const home = ({ view, message }, surface) =>
  el("div", { class: "home-blocks" }, blockList((view ?? message).blocks, surface));

const form = ({ entry, state, surface, say }) => {
  const frame = modalFrame(botUser(state));
  frame.label(entry.view, entry.depth ?? 1);
  updateBlocks(frame.body, entry.view.blocks, surface);
  frame.form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("Would send the form with ", { code: JSON.stringify(surface.values.all()) });
  });
  frame.onClose(() => say("Would close the form"));
  return el("div", { class: "modal", role: "group", "aria-labelledby": frame.titleId }, frame.form);
};
