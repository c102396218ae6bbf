/** JSON as people paste it: read strictly; where it is not JSON, what is wrong, and the value that was meant. */
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { limits } from "../../../domain/limits.ts";
import { withStraightQuotes } from "../../typing/typography.ts";
import { readPythonValue } from "./read-python.ts";
import { excerptAt, lineAt, mended, right, type ValueReading, wrong } from "./reading.ts";

export function readJson(text: string): ValueReading {
  if (depthOf(text) > limits.documentDepth)
    return wrong(`The JSON is nested deeper than ${limits.documentDepth} levels; a job's goes eight deep.`);
  const value = parsed(text);
  if (value !== undefined) return withNamesOnce(text, value.value);
  const straight = withStraightQuotes(text);
  if (straight !== text && isStructural(text)) {
    const rest = readJson(straight);
    const curly = `JSON takes straight quotes \`"\`, and there are curly ones (${excerptAt(text, text.search(/[“”„‟‘’‚‛]/))}).`;
    return { ...rest, mistakes: [curly, ...rest.mistakes] };
  }
  return readLoosely(text);
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Curly quotes where a name or a text begins. */
function isStructural(text: string): boolean {
  return /[{[,:]\s*[“”„‟‘’‚‛]/.test(text);
}

/** JSON lets a name stand twice, and the last one counts; people do not mean that. */
function withNamesOnce(text: string, value: unknown): ValueReading {
  const tree = parseTree(text);
  const twice = tree === undefined ? [] : namesTwice(tree);
  if (twice.length === 0) return right(value);
  return {
    value,
    isMended: false,
    mistakes: twice.map(
      ({ name, at }) => `\`${name}\` is given twice${lineAt(text, at)}: keep one of the two.`,
    ),
  };
}

function namesTwice({ type, children = [] }: Node): { name: string; at: number }[] {
  const seen = new Set<string>();
  const own = children.flatMap(({ children: [key] = [] }) => {
    if (type !== "object" || key === undefined) return [];
    const name = String(key.value);
    if (seen.has(name)) return [{ name, at: key.offset }];
    seen.add(name);
    return [];
  });
  return [...own, ...children.flatMap(namesTwice)];
}

const mendable: ReadonlySet<string> = new Set([
  "CommaExpected",
  "PropertyNameExpected",
  "ValueExpected",
  "InvalidCommentToken",
]);

function readLoosely(text: string): ValueReading {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const isNearly = errors.every(
    (error) => mendable.has(printParseErrorCode(error.error)) && !isGap(text, error),
  );
  const behind = tree === undefined ? "" : text.slice(tree.offset + tree.length).trim();
  if (
    behind !== "" &&
    tree !== undefined &&
    errors.every(({ offset }) => offset >= tree.offset + tree.length)
  )
    return wrong(`The JSON ends before ${excerptAt(behind, 0)}: one \`{…}\` is one job.`);
  if (tree !== undefined && isNearly) return mended(getNodeValue(tree), ...sentences(text, errors));
  const python = /'|\b(True|False|None)\b/.test(text) ? readPythonValue(text) : wrong();
  if (python.isMended && typeof python.value === "object" && python.value !== null) {
    const what =
      "JSON puts every name and text in double quotes, and writes `true`, `false` and `null`; this is written as Python writes it.";
    return mended(python.value, what, ...python.mistakes);
  }
  return quotedBareWords(text) ?? wrong(...sentences(text, errors));
}

/** Names and texts without their quotes, as JavaScript and YAML let people write them. */
function quotedBareWords(text: string): ValueReading | undefined {
  const bare: string[] = [];
  const quoted = text.replace(
    /"(?:\\.|[^"\\])*"|(?<![\w.-])[A-Za-z_](?:[\w./-]|:(?=\w)| (?=[\w./-]))*/g,
    (word) => {
      if (word.startsWith('"') || /^(true|false|null)$/.test(word)) return word;
      bare.push(JSON.stringify(word));
      return JSON.stringify(word);
    },
  );
  const value = bare.length === 0 ? undefined : parsed(quoted)?.value;
  if (typeof value !== "object" || value === null) return undefined;
  const shown = bare.slice(0, 3).map((word) => `\`${word}\``);
  const more = bare.length > shown.length ? `, and so on` : "";
  return mended(value, `JSON puts every name and text in double quotes: write ${shown.join(", ")}${more}.`);
}

/** A value that is missing is known to nobody; a comma too many is. */
function isGap(text: string, { error: errorCode, offset }: ParseError): boolean {
  const error = printParseErrorCode(errorCode);
  if (error !== "ValueExpected" && error !== "PropertyNameExpected") return false;
  return !/[}\]]/.test(text.charAt(offset)) || text.slice(0, offset).trimEnd().at(-1) !== ",";
}

function sentences(text: string, errors: readonly ParseError[]): string[] {
  const [first] = errors;
  if (first === undefined) return [`That is no JSON: ${excerptAt(text, 0)}.`];
  // Behind a mistake that nobody can mend all else follows from it.
  const end = errors.findIndex(
    (error) => !mendable.has(printParseErrorCode(error.error)) || isGap(text, error),
  );
  const telling = errors.slice(0, end === -1 ? 5 : end + 1);
  return [...new Set(telling.map((error) => sentence(text, error)))];
}

function sentence(text: string, { error: errorCode, offset }: ParseError): string {
  const error = printParseErrorCode(errorCode);
  const here = excerptAt(text, offset);
  const line = lineAt(text, offset);
  switch (error) {
    case "CommaExpected":
      return `A comma is missing before ${here}${line}.`;
    case "ColonExpected":
      return `A colon is missing before ${here}${line}: JSON writes \`"name": value\`.`;
    case "PropertyNameExpected":
    case "ValueExpected":
      return text.slice(0, offset).trimEnd().at(-1) === "," && /[}\]]/.test(text.charAt(offset))
        ? `There is a comma too many before ${here}${line}.`
        : `${error === "ValueExpected" ? "A value" : "A name in double quotes"} is missing before ${here}${line}.`;
    case "InvalidCommentToken":
      return `JSON has no comments: leave out ${here}${line}.`;
    case "CloseBraceExpected":
      return `A brace \`{\` is never closed${line}: is the end of the text missing? A \`}\` belongs before ${here}.`;
    case "CloseBracketExpected":
      return `A bracket \`[\` is never closed${line}: is the end of the text missing? A \`]\` belongs before ${here}.`;
    case "UnexpectedEndOfString":
      return `The text ${here}${line} is never closed: it ends with \`"\`, on the same line (a line break is written \`\\n\`).`;
    case "InvalidEscapeCharacter":
    case "InvalidUnicode":
      return `In ${here}${line} a backslash stands before a sign that it means nothing for: a backslash itself is written \`\\\\\`.`;
    case "InvalidCharacter":
      return `In ${here}${line} stands a sign that JSON takes only as its code, such as \`\\t\` for a tab.`;
    case "EndOfFileExpected":
      return `The JSON ends before ${here}${line}: one \`{…}\` is one job.`;
    default:
      return `${here}${line} is no JSON: texts stand in double quotes; numbers, \`true\`, \`false\` and \`null\` do not.`;
  }
}

/** How deep braces and brackets go, at most; those in texts count too, which does no harm. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const sign of text) {
    if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
