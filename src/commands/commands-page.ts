import type { VerbHelp } from "../messages/help-verb.ts";
import { helpText } from "./help-text.ts";

type Verb = Parameters<typeof helpText>[0];

/** All verbs as one page of Markdown, docs/commands.md. */
export function commandsPage(verbs: readonly Verb[]): string {
  const texts = verbs.map(helpText);
  const contents = texts.map(
    ({ verb, summary }) => `- [\`${verb}\`](#${verb.replaceAll(" ", "-")}): ${summary}`,
  );
  return `${["# Commands", contents.join("\n"), ...texts.map(sectionOf)].join("\n\n")}\n`;
}

function sectionOf({ verb, summary, about, usage, options, examples, aliases = [] }: VerbHelp): string {
  return [
    `## ${verb}`,
    [summary, about]
      .filter((sentence) => sentence !== undefined)
      .map(ended)
      .join(" "),
    block([usage]),
    ...(options.length === 0 ? [] : [tableOf(options)]),
    ...(examples.length === 0 ? [] : [`Examples:\n\n${block(examples)}`]),
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.map(code).join(", ")}.`]),
  ].join("\n\n");
}

function block(lines: readonly string[]): string {
  return ["```", ...lines.map((line) => `/batch ${line}`), "```"].join("\n");
}

function tableOf(options: VerbHelp["options"]): string {
  const rows = options.map(({ name, about, aliases = [] }) =>
    ["", ...[code(name), about, aliases.map(code).join(", ")].map(cell), ""].join(" | ").trim(),
  );
  return ["| option | what it does | also |", "|---|---|---|", ...rows].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
