import { helpAll } from "../messages/help-all.ts";
import { helpVerb } from "../messages/help-verb.ts";
import { type Answer, toMe } from "./answer.ts";
import { type Command, command } from "./command.ts";
import { helpText } from "./help-text.ts";
import { text } from "./kinds/text.ts";
import type { Request } from "./request.ts";
import { findVerb } from "./typing/find-verb.ts";

export const help = command({
  verb: "help",
  aliases: ["man"],
  summary: "Show what you can ask, or all about one command",
  args: { about: text("The command to read about.", { placeholder: "COMMAND" }) },
  options: {},
  examples: ["help", "help submit"],
  access: "any",
  audit: "nothing",
  run: async (request, { about }) => {
    const found = findVerb(request.services.commands, `help ${about ?? ""}`);
    return showHelp(request, found.kind === "help" ? found.command : undefined);
  },
});

/** About one verb, or all of them: from their declarations. */
export async function showHelp({ services }: Request, about: Command | undefined): Promise<Answer> {
  const { docs, helpChannel } = services.labs().institute;
  if (about === undefined) {
    const places = {
      ...(docs === undefined ? {} : { docs }),
      ...(helpChannel === undefined ? {} : { helpChannel }),
    };
    return toMe(helpAll(services.commands, places));
  }
  return toMe(helpVerb(helpText(about)));
}
