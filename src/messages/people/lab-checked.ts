/** What a lab has in AWS: first what is missing, each with the step that mends it. */
import type { KnownBlock } from "@slack/types";
import type { DraftId, PiName } from "../../domain/ids.ts";
import { type LabFinding, type LabOutcome, labOutcomeOf } from "../../domain/people/lab-check.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { bullets, buttons, message, paragraph, quiet, roomBeside, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { bold, joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { findingWords } from "./lab-finding-words.ts";
import { type LabChoice, labButtons } from "./not-in-lab.ts";

export type LabChecked = { lab: Pi; findings: readonly LabFinding[]; again: DraftId };

const titles: Readonly<Record<LabOutcome, string>> = {
  missing: "Missing, or not as it must be",
  unseen: "Could not be looked at",
  weak: "Fine, but could be better",
  fine: "Fine",
};

const order: readonly LabOutcome[] = ["missing", "unseen", "weak", "fine"];

export function labChecked({ lab, findings, again }: LabChecked): Message {
  const by = Map.groupBy(findings, labOutcomeOf);
  const head = headOf(lab.name, (outcome) => by.get(outcome)?.length ?? 0);
  const words = (outcome: LabOutcome) => (by.get(outcome) ?? []).map((each) => findingWords(lab, each));
  const foot = quiet(
    say`Account ${lab.account}, ${lab.region}. I only looked; the steps are for who administers it.`,
  );
  const sections: KnownBlock[] = [];
  for (const outcome of order.filter((each) => by.has(each))) {
    const lines = words(outcome).map(({ what, next }) =>
      next === undefined ? what : say`${what}\n${bold("Next:")} ${next}`,
    );
    sections.push(paragraph(say`${bold(titles[outcome])}`));
    const list = bullets(lines, roomBeside(sections, foot));
    sections.push(...list.blocks);
    if (list.left > 0) sections.push(paragraph(say`And ${list.left} more.`));
  }
  const told = [...words("missing"), ...words("unseen")].slice(0, 3).map(({ what }) => what);
  return message(
    joined([head, ...told], " "),
    paragraph(head),
    sections,
    foot,
    buttons({ verb: "access check", step: "pi", label: "Look again", value: again }),
  );
}

function headOf(pi: PiName, count: (outcome: LabOutcome) => number): Prose {
  const [missing, unseen, weak] = [count("missing"), count("unseen"), count("weak")];
  const wrong = missing === 0 ? undefined : say`${counted(missing, "thing")} to mend`;
  const dark = unseen === 0 ? undefined : say`${counted(unseen, "thing")} that could not be looked at`;
  if (missing + unseen > 0) return say`In AWS, ${pi} has ${joined([wrong, dark], " and ")}.`;
  return weak === 0
    ? say`In AWS, ${pi} has all it needs.`
    : say`In AWS, ${pi} has all it needs, and ${counted(weak, "thing")} could be better.`;
}

/** Several are theirs to look at, and nothing says which is meant. */
export function whichLabToCheck(labs: readonly LabChoice[]): Message {
  const shown = labs.slice(0, 30).map(({ pi }) => say`${pi}`);
  const left = labs.length - shown.length;
  return spoken(
    say`Which lab shall I look at? You may ask about ${joined(shown, ", ")}${left > 0 ? ` and ${left} more` : ""}. Pick one, or name it: ${typed(`access check ${labs[0]?.pi ?? "PI"}`)}.`,
    labButtons("access check", labs),
  );
}

/** Of the lab, but not one who may. */
export function checkNotYours(pi: PiName): Message {
  return spoken(
    say`What ${pi} has in AWS is for its managers and the admins to look at. Ask one of them.`,
    buttons({ verb: "whoami", label: "My labs" }),
  );
}

export function noLabToCheck(): Message {
  return spoken(
    say`You manage no lab: what one has in AWS is for its managers and the admins to look at. ${typed("whoami")} says who manages yours.`,
    buttons({ verb: "whoami", label: "My labs" }),
  );
}
