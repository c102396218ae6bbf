// Where the reader is, kept in the address, so that two windows may be two people and a link leads to a message.

/** The views that are no channel. */
const TABS = ["home", "gallery"];

export const readPlace = (search) => {
  const params = new URLSearchParams(search);
  const tab = params.get("tab");
  const place = TABS.includes(tab)
    ? { kind: tab }
    : { kind: "channel", channel: params.get("channel") ?? "" };
  return { as: params.get("as") ?? "", place, thread: params.get("thread") ?? undefined };
};

export const addressOf = ({ as, place, thread }) => {
  const params = new URLSearchParams({ as });
  if (TABS.includes(place.kind)) params.set("tab", place.kind);
  else params.set("channel", place.channel);
  if (thread !== undefined) params.set("thread", thread);
  return `/?${params}`;
};

/** Slack's own links to a message (`…/archives/C123/p1700000000000100`) lead to that message here. */
export const readPermalink = (href) => {
  const match = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?(?:\?(.*))?$/.exec(href);
  if (match === null) return undefined;
  const [, channel, seconds, micros, query] = match;
  const ts = seconds === undefined ? undefined : `${seconds}.${micros}`;
  return { channel, ts, threadTs: new URLSearchParams(query ?? "").get("thread_ts") ?? undefined };
};
