import type { PiName } from "../../domain/ids.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { bold, code, joined, type Prose, quoted, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";

export type WhyNotRegistered =
  /** The labs file does not let the bot register definitions for this PI. */
  | { kind: "lab-off" }
  /** What runs is for managers to say there. */
  | { kind: "managers-only" }
  /** The lab may use only definitions of certain names. */
  | { kind: "not listed"; allowed: readonly string[] }
  /** Who uses the bare name would run the new revision, and they are not of the lab. */
  | { kind: "name taken" }
  | { kind: "by AWS"; reason: string };

export function definitionNotRegistered(
  definition: { name: string; pi: PiName },
  why: WhyNotRegistered,
): Message {
  return spoken(say`Nothing was registered: ${because(definition, why)}`);
}

/** More are too many to read. */
const namesShown = 10;

function because({ name, pi }: { name: string; pi: PiName }, why: WhyNotRegistered): Prose {
  switch (why.kind) {
    case "lab-off":
      return say`in ${pi} the bot may not register job definitions. ${typed(`define ${name}`)} gives you the file, and an admin can register it.`;
    case "managers-only":
      return say`${pi} does not let everybody run commands of their own, so its managers and admins register job definitions. ${typed(`define ${name}`)} gives you the file, and one of them can register it.`;
    case "not listed":
      return say`${pi} uses only definitions named ${joined(
        why.allowed.slice(0, namesShown).map((glob) => [code(glob)]),
        ", ",
      )}, and ${bold(name)} is none of them. Choose a name that fits.`;
    case "name taken":
      return say`the name ${bold(name)} is taken by a definition that is not ${pi}'s. Choose another name.`;
    case "by AWS":
      return say`AWS did not accept ${bold(name)}. AWS says: ${quoted(why.reason)}`;
  }
}
