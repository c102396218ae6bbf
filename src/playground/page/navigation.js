// Moves between channels, threads and the Home tab; the address follows, and links inside the workspace stay here.

import { addressOf, readPermalink, readPlace } from "./place.js";
import { reveal } from "./reveal.js";

export const createNavigation = (store) => {
  const { state } = store;
  const trail = createTrail();

  const show = ({ place, thread }) => {
    store.set({ place: isKnown(state, place) ? place : firstPlace(state), thread });
    document.body.classList.remove("sidebar-open");
  };
  /** `ts`, if given, is the message to bring into view there; `mark` a place on a page of its own. */
  const goTo = (target) => {
    show(target);
    const address = addressOf({ as: state.me, place: state.place, thread: state.thread });
    const mark = target.mark === undefined ? "" : `#${target.mark}`;
    if (mark !== "" || address !== location.pathname + location.search) trail.push(address + mark);
    // Unlike a link, a push tells nobody.
    if (mark !== "") dispatchEvent(new Event("hashchange"));
    if (target.ts !== undefined) reveal(target.ts);
  };

  addEventListener("popstate", () => {
    trail.moved();
    show(readPlace(location.search));
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const target = insideTarget(event.target.closest("a[href]"), state);
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  });

  show({ place: state.place, thread: state.thread });
  const mark = state.place.kind === "gallery" ? location.hash : "";
  trail.replace(addressOf({ as: state.me, place: state.place, thread: state.thread }) + mark);
  return { goTo, trail };
};

/** Where one has been in this window. The number of steps is kept in the browser's own history. */
const createTrail = () => {
  let at = history.state?.at ?? 0;
  let last = at;
  return {
    push: (address) => {
      at += 1;
      last = at;
      history.pushState({ at }, "", address);
    },
    replace: (address) => history.replaceState({ at }, "", address),
    /** An entry without a number is new: a link within the page has made it. */
    moved: () => {
      if (history.state === null) {
        at += 1;
        last = at;
        history.replaceState({ at }, "");
      }
      at = history.state.at ?? 0;
      last = Math.max(last, at);
    },
    back: () => history.back(),
    forward: () => history.forward(),
    canGoBack: () => at > 0,
    canGoForward: () => at < last,
  };
};

const isKnown = (state, { kind, channel }) =>
  kind === "channel" ? state.channels.has(channel) : kind === "home" || state.offers.includes(kind);

const firstPlace = (state) => {
  const channels = [...state.channels.values()];
  const first = channels.find(({ isIm }) => !isIm) ?? channels[0];
  return first ? { kind: "channel", channel: first.id } : { kind: "home" };
};

const insideTarget = (link, state) => {
  if (link === null || link.hasAttribute("download") || link.getAttribute("href").startsWith("#"))
    return undefined;
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
