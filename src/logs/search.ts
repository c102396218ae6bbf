/** What a person looks for in a log: a regular expression in RE2's syntax, whose time is linear whatever is typed. */
import { RE2JS, RE2JSSyntaxException } from "re2js";
import { neededLiterals } from "./needed-literals.ts";

export type Search = {
  /** Much faster than to find where. */
  isIn(text: string): boolean;
  /** A place in the first match, or near it; -1 for none. */
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
    return { ok: true, value: literals(pattern) ?? searchWith(expression, pattern) };
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
/** Of a longer line only the beginning is searched, and less of it the larger the program is: no line takes 0.1 s. */
const searchedChars = 20_000;
const mostSteps = 400_000;
const literalChars = 200_000;

function searchWith(expression: RE2JS, pattern: string): Search {
  const chars = Math.min(searchedChars, Math.floor(mostSteps / expression.programSize()));
  const needed = neededLiterals(pattern).map((literal) => new RegExp(literally(literal), "iu"));
  const isIn = (text: string): boolean => {
    const searched = text.slice(0, chars);
    return needed.every((literal) => literal.test(searched)) && expression.test(searched);
  };
  return { isIn, find: (text) => (isIn(text) ? placeIn(expression, text.slice(0, chars)) : -1) };
}

/** In a long text the shortest beginning that holds a match: its exact start takes the engine a hundred times as long. */
function placeIn(expression: RE2JS, text: string): number {
  if (text.length * expression.programSize() < fewSteps) {
    const matcher = expression.matcher(text);
    return matcher.find() ? matcher.start() : 0;
  }
  let [without, within] = [0, text.length];
  while (within - without > near) {
    const middle = (without + within) >> 1;
    if (expression.test(text.slice(0, middle))) within = middle;
    else without = middle;
  }
  return Math.max(without - near, 0);
}

const fewSteps = 20_000;
const near = 32;

/** Words, and words or others: nothing in them can make an engine of the usual kind slow, as in what every match holds. */
function literals(pattern: string): Search | undefined {
  if (/[\\^$.?*+()[\]{}]/.test(pattern)) return undefined;
  const expression = new RegExp(pattern, "iu");
  const isIn = (text: string): boolean => expression.test(text.slice(0, literalChars));
  return { isIn, find: (text) => (isIn(text) ? text.slice(0, literalChars).search(expression) : -1) };
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
