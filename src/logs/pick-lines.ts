/** Picks from lines offered one after the other, in the order of reading: the first so many, or matches with context. */
import { shortenLine } from "../domain/logs/log-text.ts";
import { maskText } from "../domain/secrets/secret.ts";
import type { CleanLine } from "./clean-pages.ts";
import type { LogLine } from "./log-pages.ts";
import type { LogPlace } from "./log-place.ts";
import type { Search } from "./search.ts";

export type PickedLine = {
  atMs: number;
  text: string;
  /** Found by the search; the others are its surroundings. */
  matched?: true;
  /** Where what was found stands, in a line that is whole and longer than others. */
  foundAt?: number;
  /** Lines between this and the one above were left out. */
  afterGap?: true;
};

export type Wanted = {
  /** Lines; of a search, matches. */
  count: number;
  /** `leading` and `trailing`: lines of context met before and after a match, as they are read. */
  search?: { search: Search; leading: number; trailing: number };
  lineChars: number;
  /** A line of JSON is left whole up to this. */
  wholeChars: number;
};

/** `place`: this line and all before it, in the order of reading, lie behind. */
type Taken = { line: PickedLine; order: number; masked: number; place: LogPlace };

/** A line that is looked at; most are passed over, so that what costs something is asked for. */
export type Offered = { clean: CleanLine; shown(): LogLine; place(): LogPlace };

export type Picker = {
  offer(line: Offered): void;
  /** Nothing further will be taken. */
  isFull(): boolean;
  /** In the order of reading. */
  picked(): readonly Taken[];
  matches(): number;
  /** Lines that were looked at. */
  offered(): number;
};

export function createPicker({ count, search, lineChars, wholeChars }: Wanted): Picker {
  const taken: Taken[] = [];
  const found = search === undefined ? () => 0 : finder(search.search);
  let earlier: { line: LogLine; order: number; place: LogPlace }[] = [];
  let order = 0;
  let matches = 0;
  let trailing = 0;

  const take = ({ line, order, place }: (typeof earlier)[number], foundAt?: number) => {
    const matched = search !== undefined && foundAt !== undefined ? { matched: true as const } : {};
    taken.push({
      line: { atMs: line.atMs, ...fitted(line, foundAt), ...matched },
      order,
      masked: line.masked,
      place,
    });
  };
  const fitted = ({ text }: LogLine, foundAt?: number) => {
    const isWhole = text.length > lineChars && text.length <= wholeChars && isJson(text);
    if (!isWhole) return { text: shortenLine(text, lineChars, foundAt) };
    return foundAt === undefined ? { text } : { text, foundAt };
  };

  return {
    offer(offered) {
      order += 1;
      const foundAt = matches < count ? found(offered) : -1;
      const seen = () => ({ line: offered.shown(), order, place: offered.place() });
      if (foundAt !== -1) {
        for (const one of earlier) take(one);
        earlier = [];
        take(seen(), foundAt);
        matches += 1;
        trailing = search?.trailing ?? 0;
      } else if (trailing > 0) {
        take(seen());
        trailing -= 1;
      } else if (search !== undefined && search.leading > 0) {
        earlier.push(seen());
        if (earlier.length > search.leading) earlier.shift();
      }
    },
    isFull: () => matches >= count && trailing === 0,
    picked: () => taken,
    matches: () => matches,
    offered: () => order,
  };
}

/** What is masked is not found either, or a search could guess it letter by letter. */
function finder(search: Search): (line: Offered) => number {
  const findsMasks = search.isIn(maskText);
  return ({ clean, shown }) => (findsMasks || search.isIn(clean.text) ? search.find(shown().text) : -1);
}

function isJson(text: string): boolean {
  return /^\s*(?:\{.*\}|\[.*\])$/s.test(text);
}
