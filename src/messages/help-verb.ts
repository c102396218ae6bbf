import { fitLines } from "./logs/fit-lines.ts";
import { bullets, message, paragraph, preformatted } from "./text/block.ts";
import { manyLines } from "./text/clean-text.ts";
import { cut } from "./text/cut.ts";
import type { Message } from "./text/message.ts";
import { bold, code, joined, type Prose, say, sentence, withCode } from "./text/prose.ts";
import { typed } from "./text/typed.ts";

export type VerbHelp = {
  verb: string;
  /** After the slash command: `logs JOB [--tail N]`. */
  usage: string;
  summary: string;
  about?: string;
  aliases?: readonly string[];
  /** `name` as typed, with its placeholder: `--memory 4G`. */
  options: readonly { name: string; about: string; aliases?: readonly string[] }[];
  /** After the slash command. */
  examples: readonly string[];
};

export function helpVerb({
  verb,
  usage,
  summary,
  about,
  aliases = [],
  options,
  examples,
}: VerbHelp): Message {
  const list = bullets(options.map(optionLine), 7500);
  const lines = fitLines(
    examples.map((example) => cut(manyLines(`/batch ${example}`), 400)),
    {
      keep: "first",
      maxLength: 1800,
    },
  );
  const first = examples[0];
  return message(
    say`${bold(verb)}: ${sentence(withCode(summary))} Usage: ${typed(usage)}.${first && say` Example: ${typed(first)}`}`,
    paragraph(
      joined(
        [
          say`${bold(verb)} – ${sentence(withCode(summary))}`,
          about ? withCode(about) : undefined,
          alsoTyped(aliases),
          say`Usage: ${code(`/batch ${usage}`, 600)}`,
        ],
        "\n",
      ),
    ),
    ...list.blocks,
    list.left > 0 ? paragraph(say`And ${list.left} more options.`) : undefined,
    lines.shown > 0 ? [paragraph(say`Examples:`), preformatted(lines.text)] : undefined,
  );
}

function optionLine({ name, about, aliases = [] }: VerbHelp["options"][number]): Prose {
  return say`${code(name, 120)} ${withCode(about)}${aliases.length > 0 ? say` (also ${code(aliases.join(", "), 200)})` : undefined}`;
}

function alsoTyped(aliases: readonly string[]): Prose | undefined {
  return aliases.length === 0 ? undefined : say`Also understood: ${codes(aliases)}`;
}

function codes(names: readonly string[]): Prose {
  return joined(
    names.map((name) => [code(name, 60)]),
    ", ",
  );
}
