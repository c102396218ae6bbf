/** To who has just decided about somebody's place in a lab, or would have. */

import type { PiName } from "../../domain/ids.ts";
import type { AccessOutcome, AccessRequest } from "../../domain/people/access-request.ts";
import type { LeftBehind } from "../../domain/people/people-notice.ts";
import type { Role } from "../../domain/people/pi.ts";
import type { Standing } from "../../domain/people/standing.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { bold, joined, say, sentence } from "../text/prose.ts";
import { became, whoAsks } from "./access-card.ts";
import type { NameOf } from "./name-of.ts";
import { personName } from "./people.ts";
import { leftWords } from "./roster-told.ts";

const list: NextStep = { verb: "access list", label: "Who is in my labs" };

export function youLetIn({ pi }: AccessRequest, name: string): Message {
  return spoken(say`${bold(personName(name))} is in ${pi} now, and is told so.`, buttons(list));
}

export function youRefused({ pi }: AccessRequest, name: string): Message {
  return spoken(say`${bold(personName(name))} is not let into ${pi}, and is told why.`, buttons(list));
}

/** Somebody was first. */
export function accessDecidedBefore(request: AccessRequest, outcome: AccessOutcome, nameOf: NameOf): Message {
  return spoken(
    sentence(say`Nothing was changed: ${whoAsks(request, nameOf)} ${became(outcome, request, nameOf)}`),
    buttons(list),
  );
}

export function requestGone(): Message {
  return spoken(say`That request is not kept any more. If the person is still to be let in, they ask again.`);
}

/** A lab's roster is its managers' affair, and nobody's own place in it is. */
export function notYourRoster(pi: PiName, why: "own" | "managers-only"): Message {
  return spoken(
    why === "own"
      ? say`Nothing was changed: nobody decides about their own place in a lab. Another manager of ${pi}, or an admin, has to.`
      : say`Nothing was changed: who is in ${pi} is for its managers to see to. Ask one of them.`,
  );
}

export type PutOn = {
  name: string;
  pi: PiName;
  role: Role;
  did: "added" | "changed" | "same";
  isDefault: boolean;
};

export function youPutOn({ name, pi, role, did, isDefault }: PutOn): Message {
  const who = bold(personName(name));
  const as = role === "manager" ? " as a manager" : "";
  const by = isDefault ? say` It is their default.` : undefined;
  return spoken(
    did === "same"
      ? say`Nothing was changed: ${who} is in ${pi}${as} already.${by}`
      : did === "added"
        ? say`${who} is in ${pi} now${as}, and is told so.${by}`
        : say`${who} is in ${pi}${as} now; it was changed, and where it is another role they are told so.${by}`,
    buttons(list),
  );
}

/** `whose`: of a name that Slack or the roster knows nothing good of. */
export function cannotBeIn(name: string, pi: PiName, standing: Exclude<Standing, "member">): Message {
  return spoken(say`Nothing was changed: ${bold(personName(name))} ${cannot[standing]} ${pi}.`);
}

const cannot: Readonly<Record<Exclude<Standing, "member">, string>> = {
  guest: "is a guest of the workspace, and guests may not be in",
  bot: "is a bot, and no bot can be in",
  stranger: "is not of this workspace, and so cannot be in",
  deactivated: "has no open Slack account any more, and so cannot be in",
};

export function youTookOut(name: string, pi: PiName, left: LeftBehind): Message {
  return spoken(
    joined(
      [
        say`${bold(personName(name))} is no longer in ${pi}, and is told so. Old buttons of theirs do nothing any more.`,
        leftWords(left, "theirs"),
      ],
      " ",
    ),
    buttons(list),
  );
}

export function youLeft(pi: PiName, left: LeftBehind): Message {
  return spoken(joined([say`You are no longer in ${pi}.`, leftWords(left, "yours")], " "));
}

export function notOnRoster(name: string, pi: PiName): Message {
  return spoken(say`${bold(personName(name))} is not in ${pi}.`, buttons(list));
}

export function defaultIs(pi: PiName): Message {
  return spoken(
    say`${pi} is your default now: what you submit is for it, unless you say ${bold("--pi")}, or are in a channel or thread of another of your labs.`,
    buttons({ verb: "whoami", label: "What I may do" }),
  );
}
