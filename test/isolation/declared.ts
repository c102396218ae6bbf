/** What can be asked for and through which doors, as the declarations of the verbs say. */
import type { Command } from "../../src/commands/command.ts";
import { lineSteps } from "../../src/commands/typing/line-draft.ts";
import type { Door } from "./doors.ts";

const typedAt = ["slash", "mention", "button"] as const;
const pressedAt = ["button", "menu"] as const;

/** By what is asked for: a verb, `VERB.STEP`, `VERB form` or another of its ways in. */
export function declared(commands: readonly Command[]): ReadonlyMap<string, readonly Door[]> {
  return new Map<string, readonly Door[]>([
    ...commands.flatMap(ofVerb),
    // Lines that are ready to be run: the same for every verb.
    ...[...lineSteps].map((step) => [`any.${step}`, pressedAt] as const),
    ["home", ["home"]],
  ]);
}

function ofVerb({ verb, steps = {}, opens, document, message, form }: Command) {
  return [
    [verb, typedAt],
    ...(opens === undefined ? [] : [[`${verb} alone`, typedAt]]),
    ...(document === undefined ? [] : [[`${verb} of a document`, typedAt]]),
    ...(message === undefined ? [] : [[`${verb} of a message`, ["shortcut"]]]),
    ...Object.keys(steps).map((step) => [`${verb}.${step}`, pressedAt]),
    ...(form === undefined
      ? []
      : [[`${verb} form`, form.redraw === undefined ? ["form"] : ["form", "redraw"]]]),
    ...(form?.suggest === undefined ? [] : [[`${verb} field`, ["options"]]]),
  ] as [string, readonly Door[]][];
}

/** Without what stands in brackets: several ways to ask for one thing. */
export function withoutWay(what: string): string {
  return what.replace(/ \(.*\)$/, "");
}
