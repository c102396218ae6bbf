import type { ChannelId } from "../../domain/ids.ts";
import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** Where a card goes. */
export type Place =
  | { kind: "me" }
  | { kind: "here" }
  | { kind: "channel"; channel: ChannelId; name?: string };

/** `me`, `here`, or a channel picked from Slack's list, which arrives as `<#C1|name>`. */
export function place(about: string, details: Details<Place> = {}): One<Place> {
  return one(about, kind, details);
}

const kind: Kind<Place> = {
  placeholder: "me|here|#channel",
  references: true,
  read: (text, part) => {
    const word = text.toLowerCase();
    if (word === "me" || word === "here") return { ok: true, value: { kind: word } };
    const [, id, name] =
      /^<#([CGD][A-Z0-9]{1,20})(?:\|([^<>|]*))?>$/.exec(text) ?? /^([CG][A-Z0-9]{8,20})$/.exec(text) ?? [];
    if (id !== undefined) {
      const place = { kind: "channel" as const, channel: id as ChannelId };
      return { ok: true, value: name ? { ...place, name } : place };
    }
    return unread(text, part);
  },
  write: (place) => (place.kind === "channel" ? `<#${place.channel}|${place.name ?? ""}>` : place.kind),
};

function unread(text: string, part: string): Reading<Place> {
  const mistake = `${part}: the card can go to \`me\`, \`here\` or a \`#channel\``;
  if (/^(<!here(\|[^<>]*)?>|@here|channel)$/i.test(text))
    return { ok: false, mistake: `${mistake}.`, instead: "here" };
  if (/^(dm|direct|private|myself)$/i.test(text)) return { ok: false, mistake: `${mistake}.`, instead: "me" };
  if (/^(<@|@)/.test(text)) return { ok: false, mistake: `${mistake}, not to another person.` };
  if (text.startsWith("#")) {
    return {
      ok: false,
      mistake: `${mistake}; ${text} came without its id, so pick it from the list that Slack shows while you type.`,
    };
  }
  return { ok: false, mistake: `${mistake}.` };
}
