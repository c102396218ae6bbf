/** One cell of a roster's table: its value, or a full sentence on what is wrong and what is allowed. */
import type { MemberId } from "../ids.ts";
import { nearest } from "../nearest.ts";
import type { Role } from "./pi.ts";

export type Reading<T> = { value: T } | { what: string };

type Slack = { slack: MemberId };
type Email = { email: string };
type Hutchnet = { hutchnet: string };

/** Whatever says who somebody is. */
export function readPerson(cell: string): Reading<Slack | Email | Hutchnet> {
  if (/^<[@!]/.test(cell) || longSlackId.test(cell)) return readSlack(cell);
  if (cell.startsWith("@"))
    return {
      what: `${shown(cell)} is a name that anybody may choose for themselves: write the e-mail address, the HutchNet ID or the Slack id.`,
    };
  if (cell.includes("@")) return readEmail(cell);
  const hutchnet = readHutchnet(cell);
  return "value" in hutchnet
    ? hutchnet
    : {
        what: `${shown(cell)} is no e-mail address, HutchNet ID or Slack id: write it like \`jblow@example.org\`, \`jblow\` or \`U0123ABCD\`.`,
      };
}

/** In capital letters like a HutchNet ID that a phone has written, but with a digit in it. */
const longSlackId = /^[UW](?=[A-Z]*\d)[A-Z0-9]{5,20}$/;

export function readSlack(cell: string): Reading<Slack> {
  const [, id] = /^<@([UW][A-Z0-9]{1,20})>$/.exec(cell) ?? /^([UW][A-Z0-9]{2,20})$/.exec(cell) ?? [];
  if (id !== undefined) return { value: { slack: id as MemberId } };
  if (/^<!subteam\^/.test(cell) || /^S[A-Z0-9]{6,20}$/.test(cell))
    return {
      what: `${shown(cell)} is a user group and no person: a group is imported with \`--group\`, without a table.`,
    };
  if (/^[BCDGT][A-Z0-9]{6,20}$/.test(cell))
    return {
      what: `${shown(cell)} is an id of Slack's, but no person's: theirs begins with \`U\` or \`W\`.`,
    };
  return {
    what: `${shown(cell)} is no Slack id: it is written like \`U0123ABCD\`, and *Copy member ID* in the person's profile gives it.`.replaceAll(
      "*",
      "",
    ),
  };
}

/** `J. Blow <jblow@example.org>`, as address books write it, is one as well. */
export function readEmail(cell: string): Reading<Email> {
  const [, inside] = /<([^<>]+@[^<>]+)>$/.exec(cell) ?? [];
  const address = (inside ?? cell).replace(/^mailto:/i, "").toLowerCase();
  if (/^[^\s@<>"',;]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}$/.test(address))
    return { value: { email: address } };
  return {
    what: `${shown(cell)} is no e-mail address: it is written like \`jblow@example.org\`, one in each line.`,
  };
}

export function readHutchnet(cell: string): Reading<Hutchnet> {
  const id = cell.toLowerCase();
  if (/^[a-z0-9][a-z0-9_-]{0,31}$/.test(id)) return { value: { hutchnet: id } };
  const instead = cell.includes("@") ? " An e-mail address goes into a column `email`." : "";
  return {
    what: `${shown(cell)} is no HutchNet ID: that is letters, digits, \`-\` and \`_\`, up to 32 in all, such as \`jblow\`.${instead}`,
  };
}

export function readPi(cell: string): Reading<{ pi: string }> {
  const pi = cell.toLowerCase();
  if (/^[a-z][a-z0-9-]{0,40}$/.test(pi)) return { value: { pi } };
  return {
    what: `${shown(cell)} is no lab's name: it is written like \`peters-u\`, last name, dash, first initial.`,
  };
}

const roles: readonly Role[] = ["member", "manager"];

export function readRole(cell: string): Reading<{ role: Role }> {
  const word = cell.toLowerCase();
  const role = roles.find((each) => each === word || `${each}s` === word);
  if (role !== undefined) return { value: { role } };
  if (/^admin/.test(word))
    return {
      what: `${shown(cell)}: a role is \`member\` or \`manager\`. Who is an admin stands in the bot's own configuration.`,
    };
  const near =
    nearest(word, roles) ?? (/^(pi|head|lead|owner|boss|lab[ _-]?head)$/.test(word) ? "manager" : undefined);
  const meant = near === undefined ? "" : ` Did you mean \`${near}\`?`;
  return { what: `${shown(cell)}: a role is \`member\` or \`manager\`.${meant}` };
}

export function readDefault(cell: string): Reading<{ isDefault: boolean }> {
  if (/^(yes|y|true|1|x)$/i.test(cell)) return { value: { isDefault: true } };
  if (/^(no|n|false|0|-)$/i.test(cell)) return { value: { isDefault: false } };
  return {
    what: `${shown(cell)}: write \`yes\` where the lab is the person's default, and nothing or \`no\` elsewhere.`,
  };
}

/** As it stands in the cell, on one line and not too long. */
export function shown(cell: string): string {
  const line = cell.replaceAll(/\s+/g, " ").replaceAll("`", "'");
  return `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``;
}
