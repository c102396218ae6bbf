import { type LabChoice, labButtons } from "./people/not-in-lab.ts";
import { spoken } from "./text/block.ts";
import type { Message } from "./text/message.ts";
import { code, joined, say } from "./text/prose.ts";

/** The person has several labs and nothing says which is meant. */
export function whichPi(verb: string, labs: readonly LabChoice[]): Message {
  const names = joined(
    labs.slice(0, 30).map((lab) => say`${lab.pi}`),
    ", ",
  );
  const first = labs[0]?.pi ?? "PI";
  return spoken(
    say`For which lab? You may submit for ${names}. Pick one, or add ${code(`--pi ${first}`)} to what you typed.`,
    labButtons(verb, labs),
  );
}
