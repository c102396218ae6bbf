import { buttons, spoken } from "./text/block.ts";
import type { Message } from "./text/message.ts";
import { code, joined, type Prose, say } from "./text/prose.ts";
import { typed as commandLine } from "./text/typed.ts";

/** `near`: the verbs that may have been meant, the likeliest first. */
export function unknownVerb(typed: string, near: readonly string[] = []): Message {
  return spoken(
    say`I know no command ${code(typed, 60)}${didYouMean(near)} ${commandLine("help")} lists them all.`,
    buttons({ verb: "help", label: "Help" }),
  );
}

function didYouMean(near: readonly string[]): Prose {
  if (near.length === 0) return say`.`;
  return say`; did you mean ${joined(
    near.slice(0, 3).map((verb) => [code(verb, 60)]),
    " or ",
  )}?`;
}
