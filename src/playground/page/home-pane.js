// The app's Home tab.

import { channelHeader } from "./channel-header.js";
import { directoryOf } from "./directory.js";
import { el } from "./dom.js";
import { updateBlocks } from "./render/blocks.js";
import { namesOf } from "./render/names.js";
import { post, wordsFor } from "./server.js";
import { surfaceFor } from "./surface.js";
import { toast } from "./toast.js";

export const createHomePane = (store) => {
  const { state } = store;
  const blocks = el("div", { class: "blocks home-blocks" });
  const waiting = el("p", { class: "muted" }, "Nothing here yet.");
  const region = el(
    "div",
    { class: "scroller home", role: "region", "aria-label": `${state.bot.name} Home`, tabindex: "0" },
    el("h2", { class: "unseen" }, "Home"),
    waiting,
    blocks,
  );

  return {
    nodes: [channelHeader(state), region],
    leave: () => {},
    entered: async () => {
      const answer = await post("/play/home", { as: state.me });
      if (!answer.ok) toast(wordsFor(answer.error));
    },
    update: ({ home, me }) => {
      waiting.hidden = home !== null;
      if (home === null) return updateBlocks(blocks, [], {});
      const surface = surfaceFor({
        container: { kind: "view", viewId: home.id },
        names: namesOf(state),
        me,
        initialValues: home.values,
        extra: { directory: directoryOf(state) },
      });
      region.setAttribute("data-view", home.id);
      updateBlocks(blocks, home.blocks, surface);
    },
  };
};
