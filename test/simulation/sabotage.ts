import type { Membership } from "../../src/domain/people/member.ts";
import type { Fault } from "./faults.ts";
import { pis } from "./labs.ts";

/** Known bugs that can be switched in, to see whether the checkers bite. */
export const sabotages = [
  "look-ups hide metadata",
  "edits are lost",
  "edits of replies are lost",
  "late edits are not made sure of",
  "answers vanish",
  "submissions arrive twice",
  "tries are not saved",
  "ends are not saved",
  "Slack's pace is not kept",
  "mornings forget",
  "a no is taken for a yes",
  "the labs file is taken for the roster",
  "the sender does not ask for pauses",
  "what waited for the end of a pause is left",
] as const;

export type Sabotage = (typeof sabotages)[number];

/** The faults that must strike often for a bug to show soon. */
export function oftenWith(sabotage: Sabotage | undefined): Partial<Record<Fault, number>> {
  return sabotage === "late edits are not made sure of" ? { "Slack does it after the bot gave up": 0.6 } : {};
}

/** How often people say no, where a bug shows only then. */
export function denialsWith(sabotage: Sabotage | undefined): number {
  return sabotage === "a no is taken for a yes" ? 20 : 1;
}

/** In how many worlds people come and go and submitting is paused: in all where a bug shows only then, else in none. */
export function upheavalsWith(sabotage: Sabotage | undefined): number {
  if (sabotage === undefined) return 0.4;
  return upheavalsNeeded.has(sabotage) ? 1 : 0;
}

const upheavalsNeeded: ReadonlySet<Sabotage> = new Set([
  "the labs file is taken for the roster",
  "the sender does not ask for pauses",
  "what waited for the end of a pause is left",
]);

/** A store's call that does nothing, and what it answers; undefined where it is not sabotaged. */
export function sabotagedCall(
  sabotage: Sabotage | undefined,
  call: string,
  args: readonly unknown[],
): { answer: unknown } | undefined {
  switch (sabotage) {
    case "tries are not saved":
      return call === "notices.claim" ? { answer: true } : undefined;
    case "ends are not saved":
      return call === "recordJob" && isEnd(args[0]) ? { answer: undefined } : undefined;
    case "mornings forget":
      return call === "notices.add" && isDigest(args[0]) ? { answer: undefined } : undefined;
    case "the labs file is taken for the roster":
      return call === "roster.membershipsOf" ? { answer: membershipsInFile(args[0]) } : undefined;
    case "the sender does not ask for pauses":
      return call === "pauses.of" ? { answer: undefined } : undefined;
    case "Slack's pace is not kept":
      return call === "paces.save" ? { answer: undefined } : undefined;
    default:
      return undefined;
  }
}

/** With what a store's call is made instead. */
export function sabotagedArgs(
  sabotage: Sabotage | undefined,
  call: string,
  args: readonly unknown[],
): readonly unknown[] {
  const [first, second] = args;
  if (sabotage === "a no is taken for a yes" && call === "settleApproval")
    return [takenForYes(first), second];
  if (sabotage === "what waited for the end of a pause is left" && call === "people.resumeSubmitting")
    return [{ ...(first as object), labs: [] }, second];
  if (sabotage !== "late edits are not made sure of") return args;
  if (call === "threads.editLater" || call === "notices.editLater") return [first, second];
  return call === "threads.claimEdit" ? [first, { ...(second as object), unsureUntilMs: 0 }] : args;
}

function membershipsInFile(member: unknown): Membership[] {
  return pis.flatMap(({ name: pi, members }) =>
    members
      .filter(({ slack }) => slack === member)
      .map(({ hutchnet, role }) => ({ pi, hutchnet, role, isDefault: false })),
  );
}

function takenForYes(decision: unknown): unknown {
  const { outcome, ...of } = decision as { outcome: { kind: string } };
  return { ...of, outcome: outcome.kind === "denied" ? { ...outcome, kind: "approved" } : outcome };
}

function isDigest(notice: unknown): boolean {
  return (notice as { body: { kind: string } }).body.kind === "digest";
}

function isEnd(change: unknown): boolean {
  const { state } = (change as { after: { state: string } }).after;
  return ["succeeded", "failed", "stopped"].includes(state);
}
