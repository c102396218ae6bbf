/** What each column of a table is to its jobs: an option of `submit`, or a parameter. */
import type { TableMistake } from "../../domain/submission/table.ts";
import type { Argument } from "../typing/argument.ts";
import { code } from "../typing/quote.ts";
import { type SubmitInput, submitOptions } from "./submit-options.ts";

type Sized = "vcpus" | "memory" | "gpus" | "timeout" | "attempts";

export type Column = { header: string } & (
  | { to: "name" }
  | { to: "option"; option: Sized }
  | { to: "env" | "param" | "tag"; name: string }
);

/** What may differ from job to job besides parameters, environment and tags. */
const sized: readonly Sized[] = ["vcpus", "memory", "gpus", "timeout", "attempts"];

export type ReadColumns = { columns: readonly Column[]; mistakes: readonly TableMistake[] };

/** `given`: what is typed beside the table. */
export function readColumns(headers: readonly string[], given: SubmitInput): ReadColumns {
  const columns: Column[] = [];
  const mistakes: TableMistake[] = [];
  for (const header of headers) {
    const read = readColumn(header);
    const what = "what" in read ? read.what : clash(read, given);
    if (what !== undefined) mistakes.push({ column: header, what });
    else if (!("what" in read)) columns.push(read);
  }
  return { columns, mistakes };
}

function readColumn(header: string): Column | { what: string } {
  const [prefixed, prefix = "", rest = ""] = /^(env|param|tag)\.(.*)$/i.exec(header) ?? [];
  if (prefixed !== undefined) return named(header, prefix.toLowerCase() as "env" | "param" | "tag", rest);
  const word = header.toLowerCase().replaceAll("_", "-");
  if (word === "name" || word === "job-name") return { header, to: "name" };
  const option = sized.find((each) => each === word || submitOptions[each].aliases.includes(word));
  if (option !== undefined) return { header, to: "option", option };
  const common = commonOption(word);
  if (common !== undefined) {
    const instead = common === "command" ? "write the command behind `--`" : `write \`--${common}\` once`;
    return {
      what: `It is the same for all jobs: leave the column out and ${instead}. A parameter of that name is the column \`param.${header}\`.`,
    };
  }
  return named(header, "param", header);
}

/** An option that holds for all jobs of a submission, as it is typed. */
function commonOption(word: string): string | undefined {
  if (word === "command") return "command";
  const found = Object.entries<Argument<unknown>>(submitOptions).find(([key, { aliases }]) => {
    const typed = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return perRow.has(key) ? false : typed === word || aliases.includes(word);
  });
  return found?.[0].replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** These are columns of their own, or names that a parameter may well have. */
const perRow: ReadonlySet<string> = new Set([
  "name",
  ...sized,
  "env",
  "param",
  "tag",
  "each",
  "to",
  "script",
]);

const forms = {
  env: { pattern: /^[A-Za-z_]\w{0,127}$/, words: "a variable's name is letters, digits and `_`" },
  param: { pattern: /^[\w-]{1,128}$/, words: "a parameter's name is letters, digits, `-` and `_`" },
  tag: {
    pattern: /^(?!aws:)[\w+\-=.:/@ ]{1,128}$/,
    words: "a tag's name is letters, digits and `+ - = . _ : / @`",
  },
} as const;

function named(header: string, to: keyof typeof forms, name: string): Column | { what: string } {
  const { pattern, words } = forms[to];
  if (pattern.test(name)) return { header, to, name };
  const near = name
    .trim()
    .replace(/[^\w-]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const instead = pattern.test(near) ? `: ${code(to === "param" ? near : `${to}.${near}`)} would do` : "";
  return { what: `It is no name that AWS takes: ${words}${instead}.` };
}

/** What is typed for all and stands in the table too: which of the two is meant, nobody knows. */
function clash(column: Column, given: SubmitInput): string | undefined {
  switch (column.to) {
    case "name":
      return undefined;
    case "option":
      return given[column.option] === undefined
        ? undefined
        : `\`--${column.option}\` is given for all jobs too: keep one of the two.`;
    case "env":
    case "param":
    case "tag":
      return column.name in given[column.to]
        ? `\`--${column.to} ${column.name}\` is given for all jobs too: keep one of the two.`
        : undefined;
  }
}
