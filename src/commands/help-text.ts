/** What help says of a verb, taken from its declaration: data, for a message or a page. */
import type { VerbHelp } from "../messages/help-verb.ts";
import type { Grammar } from "./command.ts";
import { optionName } from "./submit/option-names.ts";
import type { Argument } from "./typing/argument.ts";

type Verb = Pick<Grammar, "verb" | "aliases" | "summary" | "about" | "args" | "options" | "examples">;

/** Usage and examples are without `/batch`; what goes by position stands before the options. */
export function helpText(declared: Verb): VerbHelp {
  const { verb, aliases, summary, about, args, options, examples } = declared;
  const byPosition = Object.entries(args).map(([key, argument]) =>
    lineOf(argument, argument.placeholder ?? key),
  );
  const named = Object.entries(options).map(([key, argument]) =>
    lineOf(argument, `${optionName(key)} ${argument.placeholder ?? ""}`.trim()),
  );
  return {
    verb,
    usage: usageOf(declared),
    summary,
    ...(about === undefined ? {} : { about }),
    aliases,
    options: [...byPosition, ...named],
    examples,
  };
}

/** `cancel JOB… [options]`; the command stands behind the options. */
function usageOf({ verb, args, options }: Verb): string {
  const shown = (takes: Argument<unknown>["takes"]) =>
    Object.entries(args)
      .filter(([, argument]) => argument.takes === takes)
      .map(
        ([key, { placeholder = key, required, many }]) =>
          `${required ? placeholder : `[${placeholder}]`}${many ? "…" : ""}`,
      );
  const hint = Object.keys(options).length > 0 ? ["[options]"] : [];
  return [verb, ...shown("one"), ...hint, ...shown("rest")].join(" ");
}

function lineOf(
  { about, aliases, letters, many, required, takes }: Argument<unknown>,
  name: string,
): VerbHelp["options"][number] {
  const notes = [
    about,
    ...(required ? ["Required."] : []),
    ...(many && takes === "one" ? ["May be given more than once."] : []),
  ];
  return {
    name,
    about: notes.join(" "),
    aliases: [...letters.map((letter) => `-${letter}`), ...aliases.map((alias) => `--${alias}`)],
  };
}

/** Slack's bound on `usage_hint` in the manifest. */
const longestHint = 1000;

/** For manifest.yml: the verbs, as many as Slack allows. */
export function usageHint(verbs: readonly Pick<Grammar, "verb">[]): string {
  return verbs
    .map(({ verb }) => verb)
    .reduce((hint, verb) => {
      const longer = hint === "" ? verb : `${hint} | ${verb}`;
      return longer.length <= longestHint ? longer : hint;
    }, "");
}
