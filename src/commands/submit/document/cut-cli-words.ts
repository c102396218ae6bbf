/** Cuts the words of an AWS CLI line into options with their values. */

import { code } from "../../typing/quote.ts";
import { optionName, optionNames } from "../option-names.ts";
import { submitOptions } from "../submit-options.ts";
import { globalOptions } from "./global-options.ts";
import { submitShape } from "./submit-shape.ts";

export type CliOption = { name: string; values: readonly string[] };

export type CutLine = {
  options: readonly CliOption[];
  /** Our own options, which the AWS CLI has not. */
  own: readonly string[];
  /** Of those that had better stand in front: a sentence each. */
  ours: readonly string[];
  mistakes: readonly string[];
};

export function cutCliWords(words: readonly string[]): CutLine {
  const options: { name: string; values: string[] }[] = [];
  const own: string[] = [];
  const ours: string[] = [];
  const stray: string[] = [];
  let open: string[] = stray;
  for (const word of behindCommand(words)) {
    if (!/^--[A-Za-z]/.test(word)) {
      open.push(word);
      continue;
    }
    const [name = "", ...value] = word.split("=");
    const values = value.length === 0 ? [] : [value.join("=")];
    const option = isTheirs(name) ? undefined : ownOptions.find(name.slice(2));
    if (option !== undefined) {
      own.push(word);
      open = own;
      if (!mayStandInside.has(option.key))
        ours.push(
          `\`aws batch submit-job\` has no option ${code(name)}; here it goes in front: ${code(`/batch submit ${optionName(option.key)} … aws batch submit-job …`)}.`,
        );
      continue;
    }
    options.push({ name: name.toLowerCase(), values });
    open = values;
  }
  const strayHere = [...stray, ...options.flatMap(tooMany)];
  return {
    options: options.map(({ name, values }) => ({ name, values: isBare(name) ? [] : values })),
    own,
    ours,
    mistakes:
      strayHere.length === 0
        ? []
        : [
            `${code(strayHere.join(" "))} belongs to no option of \`aws batch submit-job\`: a text with spaces goes in quotes.`,
          ],
  };
}

/** Options stand before `batch` as well. */
function behindCommand(words: readonly string[]): readonly string[] {
  const options = words[0] === "aws" ? words.slice(1) : words;
  const at = options.findIndex((word, n) => word === "batch" && options[n + 1] === "submit-job");
  return at === -1 ? options : options.toSpliced(at, 2);
}

/** Names that both have are the AWS CLI's, and so are those that it is easily meant by. */
function isTheirs(name: string): boolean {
  const field = name.slice(2).replace(/-/g, "").toLowerCase();
  return (
    Object.keys(submitShape.fields).some(
      (known) => known.toLowerCase() === field.replace(/^no/, "") || known.toLowerCase() === field,
    ) ||
    /^(name|jobname|jobdef|definition)$/.test(field) ||
    globalOptions[name.toLowerCase()] !== undefined
  );
}

const ownOptions = optionNames({ options: submitOptions });

/** What says how it is sent here, and not what is sent. */
const mayStandInside: ReadonlySet<string> = new Set(["pi", "to", "dryRun", "queue"]);

function isBare(name: string): boolean {
  return globalOptions[name]?.isBare === true;
}

function tooMany({ name, values }: CliOption): readonly string[] {
  const known = globalOptions[name];
  if (known === undefined) return [];
  return known.isBare === true ? values : values.slice(1);
}
