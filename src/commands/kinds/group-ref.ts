import type { GroupRef } from "../../slack/user-groups.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** A user group, picked from Slack's list, which arrives as `<!subteam^S1|@name>`; or its handle, or its id. */
export function groupRef(about: string, details: Details<GroupRef> = {}): One<GroupRef> {
  return one(about, groupKind, details);
}

export const groupKind: Kind<GroupRef> = {
  placeholder: "@group",
  references: true,
  read: (text, part) => {
    const [, id] =
      /^<!subteam\^(S[A-Z0-9]{1,20})(?:\|[^<>]*)?>$/.exec(text) ??
      /^(S(?=[A-Z]*\d)[A-Z0-9]{5,20})$/.exec(text) ??
      [];
    if (id !== undefined) return { ok: true, value: { id } };
    const [, handle] = /^@?([a-z0-9][a-z0-9._-]{0,79})$/i.exec(text) ?? [];
    if (handle !== undefined) return { ok: true, value: { handle } };
    const mistake = /^<@[UW]/.test(text)
      ? `${part} is a person and no user group: one person comes in with \`access add\`.`
      : `${part}: a user group is written \`@peters-lab\`, as Slack offers it while you type.`;
    return { ok: false, mistake };
  },
  write: (group) => ("id" in group ? `<!subteam^${group.id}>` : `@${group.handle}`),
};
