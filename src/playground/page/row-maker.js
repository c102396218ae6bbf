// What a row of a channel or a thread needs beside its message.

import { copyText } from "./copy-text.js";
import { directoryOf } from "./directory.js";
import { addressOf } from "./place.js";
import { icon } from "./render/icon.js";
import { namesOf, userOf } from "./render/names.js";
import { post, wordsFor } from "./server.js";
import { surfaceFor } from "./surface.js";
import { isEphemeral } from "./timeline.js";
import { toast } from "./toast.js";

/** `replies` is the map of replies by parent where threads are summed up, else undefined. */
export const rowMaker = ({ state, store, goTo, replies }) => {
  const names = namesOf(state);
  const directory = directoryOf(state);
  const around = `${state.users.size} ${state.channels.size}`;
  // Everything but the signature is worked out only for a row that is drawn anew.
  return (item) => {
    const mine = replies?.get(item.ts) ?? NONE;
    return {
      signature: `${mine.length} ${mine.at(-1)?.ts ?? ""} ${item.replyCount ?? 0} ${around}`,
      parts: () => ({
        user: userOf(state, authorOf(item, state)),
        me: state.me,
        names,
        userOf: (id) => userOf(state, id),
        replies: replies && mine,
        isThreaded: replies === undefined,
        link: isEphemeral(item) ? undefined : linkTo(state, item),
        surface: surfaceFor({
          container: containerOf(item),
          names,
          me: state.me,
          extra: { directory, files: item.files },
        }),
        actions: actionsFor({ item, state, store, goTo }),
      }),
    };
  };
};

const NONE = [];

const authorOf = (item, state) => (isEphemeral(item) ? (item.from ?? state.bot.userId) : item.user);

const containerOf = (item) =>
  isEphemeral(item)
    ? { kind: "ephemeral", id: item.id }
    : { kind: "message", channel: item.channel, ts: item.ts };

const linkTo = (state, item) =>
  addressOf({
    as: state.me,
    place: { kind: "channel", channel: item.channel },
    thread: item.threadTs ?? item.ts,
  });

const actionsFor = ({ item, state, store, goTo }) => ({
  openThread: () =>
    goTo({ place: { kind: "channel", channel: item.channel }, thread: item.threadTs ?? item.ts }),
  dismiss: () => store.dismiss(item.id),
  copyLink: () =>
    copyText(new URL(linkTo(state, item), location.href).href).then((done) => done && toast("Link copied.")),
  more: () => [
    ...shortcutItems(item, state),
    { label: "Copy text", icon: icon("copy"), run: () => copyText(item.text ?? "") },
  ],
});

const shortcutItems = (item, state) =>
  state.shortcuts
    .filter(({ type }) => type === "message")
    .map(({ name, callbackId }) => ({
      label: name,
      detail: state.bot.name,
      run: async () => {
        const answer = await post("/play/shortcut", {
          as: state.me,
          callbackId,
          channel: item.channel,
          ts: item.ts,
        });
        if (!answer.ok) toast(wordsFor(answer.error));
      },
    }));
