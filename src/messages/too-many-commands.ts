import { spoken } from "./text/block.ts";
import type { Message } from "./text/message.ts";
import { counted, grouped } from "./text/numbers.ts";
import { say } from "./text/prose.ts";

/** A script, or a button pressed without end: said once, and then nothing more for a while. */
export function tooManyCommands(most: number, leftMs: number): Message {
  const seconds = Math.max(1, Math.ceil(leftMs / 1_000));
  return spoken(
    say`Nothing was done with this one: ${grouped(most)} commands a minute are the most for one person. You can go on in ${counted(seconds, "second")}; until then I do nothing for you and say nothing more. Buttons and forms keep what is in them.`,
  );
}
