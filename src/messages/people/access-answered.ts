/** To who has asked to be let into a lab: the answer, and where to begin. */
import type { PiName } from "../../domain/ids.ts";
import type { Told } from "../../domain/people/people-notice.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { type Prose, quoted, say, sentence } from "../text/prose.ts";
import type { NameOf } from "./name-of.ts";
import { personName } from "./people.ts";

type Answered = Extract<Told, { is: "access answered" }>;

export function accessAnswered({ request, outcome }: Answered, nameOf: NameOf): Message {
  const { pi } = request;
  switch (outcome.kind) {
    case "given":
      return spoken(
        say`You are in ${pi} now: ${personName(nameOf(outcome.by))} let you in. ${firstSteps(pi)}`,
        buttons(...firstButtons),
      );
    case "refused":
      return spoken(
        sentence(
          say`You were not let into ${pi} by ${personName(nameOf(outcome.by))}: ${quoted(outcome.reason)}`,
        ),
        buttons(askAgain),
      );
    case "withdrawn":
    case "expired":
      return spoken(
        say`Nobody has answered whether you may work in ${pi}, so you are not in it. Speak to the lab head, and then ask once more.`,
        buttons(askAgain),
      );
  }
}

export function firstSteps(pi: PiName): Prose {
  return say`You may submit jobs for ${pi}, and see and read those of the lab.`;
}

export const firstButtons: readonly NextStep[] = [
  { verb: "submit", label: "Run my first job", style: "primary" },
  { verb: "whoami", label: "What I may do" },
  { verb: "help", label: "Help" },
];

export const askAgain: NextStep = { verb: "access request", label: "Ask for access" };
