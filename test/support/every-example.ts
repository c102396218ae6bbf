import type { Grammar } from "../../src/commands/command.ts";
import { findVerb } from "../../src/commands/typing/find-verb.ts";
import { parse } from "../../src/commands/typing/parse.ts";

/** What is wrong with the examples of these verbs; nothing, in a good declaration. */
export function everyExampleParses(commands: readonly Grammar[]): readonly string[] {
  return commands.flatMap((command) =>
    command.examples.flatMap((example) => wrongWith(commands, command, example)),
  );
}

function wrongWith(commands: readonly Grammar[], command: Grammar, example: string): readonly string[] {
  const found = findVerb(commands, example);
  if (command.verb === "help" && found.kind === "help") return [];
  if (found.kind !== "verb" || found.command !== command)
    return [`"${example}" does not lead to ${command.verb}`];
  const parsed = parse(command, found.rest);
  return parsed.ok ? [] : parsed.mistakes.map(({ what }) => `"${example}": ${what}`);
}
