// Moves between channels, threads and the Home tab; the address follows, and links inside the workspace stay here.

import { addressOf, readPermalink, readPlace } from "./place.js";

export const createNavigation = (store) => {
  const { state } = store;

  const show = ({ place, thread }) => {
    store.set({ place: isKnown(state, place) ? place : firstPlace(state), thread });
    document.body.classList.remove("sidebar-open");
  };
  const goTo = (target) => {
    show(target);
    const address = addressOf({ as: state.me, place: state.place, thread: state.thread });
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
  };

  addEventListener("popstate", () => show(readPlace(location.search)));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const target = insideTarget(event.target.closest("a[href]"), state);
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  });

  show({ place: state.place, thread: state.thread });
  history.replaceState(null, "", addressOf({ as: state.me, place: state.place, thread: state.thread }));
  return { goTo };
};

const isKnown = (state, place) => place.kind === "home" || state.channels.has(place.channel);

const firstPlace = (state) => {
  const channels = [...state.channels.values()];
  const first = channels.find(({ isIm }) => !isIm) ?? channels[0];
  return first ? { kind: "channel", channel: first.id } : { kind: "home" };
};

const insideTarget = (link, state) => {
  if (link === null || link.hasAttribute("download")) return undefined;
  const url = new URL(link.href, location.href);
  const permalink = readPermalink(url.pathname + url.search);
  if (permalink !== undefined && (url.origin === location.origin || url.hostname.endsWith(".slack.com"))) {
    if (!state.channels.has(permalink.channel)) return undefined;
    return {
      place: { kind: "channel", channel: permalink.channel },
      thread: permalink.threadTs ?? permalink.ts,
    };
  }
  if (url.origin !== location.origin || url.pathname !== "/") return undefined;
  const place = readPlace(url.search);
  return place.as === state.me ? place : undefined;
};
