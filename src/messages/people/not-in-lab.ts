import type { DraftId, PiName } from "../../domain/ids.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { askAgain } from "./access-answered.ts";

export type NotInLab = {
  /** The PI the person named; only that one is named back. */
  pi: PiName;
  verb: string;
  labs: readonly LabChoice[];
};

/** With a draft that holds the same for this lab, it is offered as a button. `step`: which reads the draft, where it is no line. */
export type LabChoice = { pi: PiName; draft?: DraftId; step?: string };

export function notInLab({ pi, verb, labs }: NotInLab): Message {
  const nothing =
    verb === "submit" ? ", so nothing was submitted" : verb === "cancel" ? ", so nothing was stopped" : "";
  return spoken(
    say`You are not in ${pi}${nothing}. ${yourLabs(labs)} If you work with ${pi} too, ask for access.`,
    buttons(...labSteps(verb, labs), askAgain),
  );
}

export function labButtons(verb: string, labs: readonly LabChoice[]) {
  return buttons(...labSteps(verb, labs));
}

function labSteps(verb: string, labs: readonly LabChoice[]) {
  return labs
    .slice(0, 10)
    .map(({ pi, draft, step = "pi" }, index) =>
      draft === undefined ? undefined : { verb, step, nth: index + 1, label: `Use ${pi}`, value: draft },
    );
}

function yourLabs(labs: readonly LabChoice[]): Prose {
  if (labs.length === 0) return say`You are in no lab yet.`;
  const names = joined(
    labs.slice(0, 30).map((lab) => say`${lab.pi}`),
    ", ",
  );
  const left = labs.length - 30;
  return say`Your labs: ${names}${left > 0 ? ` and ${left} more` : ""}.`;
}
