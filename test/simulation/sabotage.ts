/** Known bugs that can be switched in, to see whether the checkers bite. */
export const sabotages = [
  "look-ups hide metadata",
  "edits are lost",
  "answers vanish",
  "submissions arrive twice",
  "tries are not saved",
  "ends are not saved",
  "Slack's pace is not kept",
] as const;

export type Sabotage = (typeof sabotages)[number];

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
    case "Slack's pace is not kept":
      return call === "paces.save" ? { answer: undefined } : undefined;
    default:
      return undefined;
  }
}

function isEnd(change: unknown): boolean {
  const { state } = (change as { after: { state: string } }).after;
  return ["succeeded", "failed", "stopped"].includes(state);
}
