/** Told of the roster: to who was put on it, changed or taken out, and to a lab of who has left. */
import type { Ending, LeftBehind, Told } from "../../domain/people/people-notice.ts";
import type { Standing } from "../../domain/people/standing.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { bold, code, joined, type Prose, say } from "../text/prose.ts";
import { askAgain, firstButtons, firstSteps } from "./access-answered.ts";
import type { NameOf } from "./name-of.ts";
import { personName } from "./people.ts";

export function letInBy({ pi, role, by, wasRole }: Extract<Told, { is: "let in" }>, nameOf: NameOf): Message {
  const who = by === undefined ? "an admin" : personName(nameOf(by));
  if (wasRole !== undefined)
    return spoken(
      role === "manager"
        ? say`You are a manager of ${pi} now, made one by ${who}. You may stop any of its jobs, say yes to those that wait for it, and let people in.`
        : say`You are a member of ${pi} now and no longer one of its managers; ${who} has changed it.`,
      buttons({ verb: "whoami", label: "What I may do" }),
    );
  const asManager = role === "manager" ? say` as a manager` : undefined;
  return spoken(
    say`You are in ${pi} now${asManager}: ${who} put you on its roster. ${firstSteps(pi)}`,
    buttons(...firstButtons),
  );
}

export function takenOut({ pi, why, left }: Extract<Told, { is: "taken out" }>, nameOf: NameOf): Message {
  return spoken(
    joined([say`You are no longer in ${pi}: ${reason(why, nameOf)}.`, leftWords(left, "yours")], " "),
    why.kind === "slack" ? undefined : buttons(askAgain),
  );
}

export function hasLeft(
  { member, hutchnet, pi, why, left }: Extract<Told, { is: "left" }>,
  nameOf: NameOf,
): Message {
  const who = say`${bold(personName(nameOf(member)))} (HutchNet ID ${code(hutchnet, 60)})`;
  return spoken(
    joined([say`${who} is no longer in ${pi}: ${theirReason(why)}.`, leftWords(left, "theirs")], " "),
    buttons({ verb: "access list", label: "Who is in my labs" }),
  );
}

function reason(why: Ending, nameOf: NameOf): Prose {
  switch (why.kind) {
    case "removed":
      return say`${personName(nameOf(why.by))} took you out`;
    case "labs file":
      return say`an admin took you out`;
    case "slack":
      return say`guests of the workspace may not be of it`;
  }
}

const now: Readonly<Record<Exclude<Standing, "member">, string>> = {
  deactivated: "their Slack account was closed",
  guest: "they are a guest of the workspace now, and guests may not be of the lab",
  stranger: "they are not of this workspace",
  bot: "it is no person",
};

function theirReason(why: Ending): Prose {
  return why.kind === "slack" ? say`${now[why.standing]}` : say`an admin took them out`;
}

/** What becomes of their jobs is said, and who can do what about it. */
export function leftWords({ goOn, withdrawn }: LeftBehind, whose: "yours" | "theirs"): Prose | undefined {
  const running =
    goOn === 0
      ? undefined
      : say`${counted(goOn, "job")} of ${whose} ${goOn === 1 ? "goes" : "go"} on; the lab's managers can stop ${goOn === 1 ? "it" : "them"}.`;
  const waiting =
    withdrawn === 0
      ? undefined
      : say`${counted(withdrawn, "job")} that waited for a yes ${withdrawn === 1 ? "is" : "are"} not sent.`;
  const words = joined([running, waiting], " ");
  return words.length === 0 ? undefined : words;
}
