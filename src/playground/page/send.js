import { post, wordsFor } from "./server.js";
import { toast } from "./toast.js";

/** Sends what was typed to where the composer points; one after the other, so that order is kept. */
export const sendFrom = (state, target) => {
  let last = Promise.resolve();
  return ({ text, files, shortcut }) => {
    const { channel, threadTs } = target();
    const deed = shortcut
      ? () => post("/play/shortcut", { as: state.me, callbackId: shortcut.callbackId, channel })
      : () =>
          post("/play/type", { as: state.me, channel, threadTs, text, ...(files.length > 0 && { files }) });
    last = last.then(async () => {
      const answer = await deed();
      if (!answer.ok) toast(wordsFor(answer.error));
      return answer.ok;
    });
    return last;
  };
};
