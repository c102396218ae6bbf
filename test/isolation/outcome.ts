/** What came of asking, in one word. */
import type { Door } from "./doors.ts";
import type { Heard } from "./world.ts";

export const outcomes = {
  yes: "It is done, or shown.",
  no: "Refused, in words that say who may.",
  none: "Answered as if it did not exist.",
  lab: "They are not in the lab that they named; whether there is such a lab is not told.",
  join: "They are told how to ask to be let into a lab.",
  out: "They are told that guests and other organisations are not served.",
  own: "Answered with what is their own, or everybody's, and nothing of the lab.",
} as const;

export type Outcome = keyof typeof outcomes;

/** All words that reached somebody. */
export function wordsOf({ said }: Heard): string {
  return said
    .filter(({ method }) => !/^(users|conversations|auth)\./.test(method))
    .map(({ args }) => JSON.stringify(args))
    .join("\n");
}

const words: readonly (readonly [Outcome, RegExp])[] = [
  ["join", /I do not know your lab yet/],
  ["out", /I run jobs only for people of this workspace/],
  ["lab", /You are not in [\w-]+[ ,.]/],
  [
    "none",
    /I find no job|I find no run|This button no longer works|can be sent no more|no longer know this piece|That request is not kept|That question is not kept|That live log is over|There is nothing to stop any more|This form has been open for too long|This dialog has been open/,
  ],
  [
    "no",
    /for its managers to see to|for the managers of [\w-]+ to say|set by a manager of the lab|is for the admins to answer|Only .* can take it back|by its owner or a manager|only managers and admins register|only by them or a manager|You manage no lab|The audit is read by managers|is for its managers to read|is for its managers and the admins to look at|for the admins to export or erase|paused and resumed by its managers|only admins pause all labs|jobs are approved by the managers of their lab|Nothing was stopped: a live log is stopped by/,
  ],
];

/** `lab`: of which the question was. */
export function outcomeOf(heard: Heard, { door, lab }: { door: Door; lab: string }): Outcome {
  const text = wordsOf(heard);
  if (door === "options") return /"options":\[\{/.test(text) ? "yes" : "none";
  const [told] = words.find(([, pattern]) => pattern.test(text)) ?? [];
  if (told !== undefined) return told;
  return door === "redraw" || hasTouched(heard, lab) ? "yes" : "own";
}

/** AWS was asked under the lab, or somebody was let do something there. */
export function hasTouched({ aws, audit }: Heard, lab: string): boolean {
  return (
    aws.some(({ pi }) => pi === lab) || audit.some(({ pi, outcome }) => pi === lab && outcome !== "refused")
  );
}
