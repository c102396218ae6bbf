import type { ChannelId, MemberId } from "../../domain/ids.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** Where a piece of a log goes. */
export type ShareTarget =
  | { kind: "thread" }
  | { kind: "me" }
  | { kind: "channel"; channel: ChannelId; name?: string }
  | { kind: "person"; member: MemberId };

/** `thread`, `me`, or a channel or a person picked from Slack's list. */
export function shareTo(about: string, details: Details<ShareTarget> = {}): One<ShareTarget> {
  return one(about, kind, details);
}

const kind: Kind<ShareTarget> = {
  placeholder: "thread|#channel|@person|me",
  references: true,
  read: (text, part) => {
    const word = text.toLowerCase();
    if (word === "thread" || word === "me") return { ok: true, value: { kind: word } };
    const [, member] = /^<@([UW][A-Z0-9]{1,20})(?:\|[^<>]*)?>$/.exec(text) ?? [];
    if (member !== undefined) return { ok: true, value: { kind: "person", member: member as MemberId } };
    const [, id, name] =
      /^<#([CG][A-Z0-9]{1,20})(?:\|([^<>|]*))?>$/.exec(text) ?? /^([CG][A-Z0-9]{8,20})$/.exec(text) ?? [];
    if (id !== undefined) {
      const place = { kind: "channel" as const, channel: id as ChannelId };
      return { ok: true, value: name ? { ...place, name } : place };
    }
    const mistake = `${part}: log lines can go to \`thread\`, a \`#channel\`, a \`@person\` or \`me\``;
    if (/^(dm|direct|private|myself)$/i.test(text))
      return { ok: false, mistake: `${mistake}.`, instead: "me" };
    if (/^(here|this|job)$/i.test(text)) return { ok: false, mistake: `${mistake}.`, instead: "thread" };
    const isNameAlone = /^[#@]/.test(text);
    const pick = `; ${text} came without its id, so pick it from the list that Slack shows while you type`;
    return { ok: false, mistake: `${mistake}${isNameAlone ? pick : ""}.` };
  },
  write: (target) => {
    switch (target.kind) {
      case "channel":
        return `<#${target.channel}|${target.name ?? ""}>`;
      case "person":
        return `<@${target.member}>`;
      case "thread":
      case "me":
        return target.kind;
    }
  },
};
