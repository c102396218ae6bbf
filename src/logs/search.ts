/** What a person looks for in a log: a regular expression in RE2's syntax, whose time is linear whatever is typed. */
import { RE2JS, RE2JSSyntaxException } from "re2js";

export type Search = {
  /** Where the first match begins, -1 for none. */
  find(text: string): number;
};

export type Compiled = { ok: true; value: Search } | { ok: false; mistake: string; instead?: string };

/**
 * Upper and lower case are the same; `(?-i)` at the start tells them apart. A mistake is a full sentence that repeats
 * what was typed; `instead` finds it letter by letter.
 */
export function compileSearch(pattern: string): Compiled {
  const no = (mistake: string, instead = {}) => ({ ok: false, mistake, ...instead }) as const;
  if (pattern === "") return no("There is nothing to search for: write the text after --grep.");
  if (pattern.length > longestPattern) {
    return no(`A search has ${longestPattern} characters at most, and this one has ${pattern.length}.`);
  }
  try {
    const expression = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    // The size of the program times the length of the text bounds the time.
    if (expression.programSize() > largestProgram) {
      return no(
        `The search \`${pattern}\` repeats too much to be run over a whole log: use smaller counts in { }.`,
      );
    }
    if (expression.test(""))
      return no(`The search \`${pattern}\` also matches nothing at all, so every line would be found.`);
    return { ok: true, value: { find: (text) => findIn(expression, text.slice(0, searchedChars)) } };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const instead = literally(pattern);
    return no(
      `I cannot read the search \`${pattern}\`: ${whyNot(error)}. To look for it letter by letter: \`${instead}\``,
      { instead },
    );
  }
}

const longestPattern = 200;
const largestProgram = 400;
/** Of a longer line only the beginning is searched. */
const searchedChars = 20_000;

function findIn(expression: RE2JS, text: string): number {
  if (!expression.test(text)) return -1;
  const matcher = expression.matcher(text);
  return matcher.find() ? matcher.start() : -1;
}

const reasons: readonly [RegExp, string][] = [
  [/missing closing \)/, "a ( is not closed"],
  [/unexpected \)/, "a ) closes nothing"],
  [/missing closing ]/, "a [ is not closed"],
  [/missing argument|nested repetition/, "*, + or ? has nothing to repeat"],
  [/repeat count/, "a count in { } is 1,000 at most"],
  [/trailing backslash/, "a \\ at the end escapes nothing"],
  [/invalid escape/, "it holds an escape that is not known here (back-references such as \\1 are not)"],
  [/class range/, "a range in [ ] runs backwards or is not known"],
  [
    /Perl syntax|named capture/,
    "it looks ahead or behind ((?=…), (?!…), (?<=…)), which is not possible here",
  ],
];

function whyNot(error: RE2JSSyntaxException): string {
  const description = error.getDescription();
  return reasons.find(([pattern]) => pattern.test(description))?.[1] ?? description;
}

function literally(pattern: string): string {
  return pattern.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}
