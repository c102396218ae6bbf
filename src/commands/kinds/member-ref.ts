import type { MemberId } from "../../domain/ids.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** A person, picked from Slack's list, which arrives as `<@U1|name>`; or their id as a profile shows it. */
export function memberRef(about: string, details: Details<MemberId> = {}): One<MemberId> {
  return one(about, kind, details);
}

const kind: Kind<MemberId> = {
  placeholder: "@person",
  references: true,
  read: (text, part) => {
    const [, id] =
      /^<@([UW][A-Z0-9]{1,20})(?:\|[^<>]*)?>$/.exec(text) ?? /^([UW][A-Z0-9]{2,20})$/.exec(text) ?? [];
    if (id !== undefined) return { ok: true, value: id as MemberId };
    const mistake = text.startsWith("@")
      ? `${part} came without its id: pick the person from the list that Slack shows while you type.`
      : `${part}: a person is written \`@name\`; pick them from the list that Slack shows while you type.`;
    return { ok: false, mistake };
  },
  write: (member) => `<@${member}>`,
};
