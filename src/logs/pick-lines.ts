/** Picks from lines offered one after the other, in the order of reading: the first so many, or matches with context. */
import { shortenLine } from "../domain/log-text.ts";
import type { LogLine } from "./log-pages.ts";
import type { Search } from "./search.ts";

export type PickedLine = {
  atMs: number;
  text: string;
  /** Found by the search; the others are its surroundings. */
  matched?: true;
  /** Lines between this and the one above were left out. */
  afterGap?: true;
};

export type Wanted = {
  /** Lines; of a search, matches. */
  count: number;
  /** `leading` and `trailing`: lines of context met before and after a match, as they are read. */
  search?: { search: Search; leading: number; trailing: number };
  lineChars: number;
};

export type Picker = {
  offer(line: LogLine): void;
  /** Nothing further will be taken. */
  isFull(): boolean;
  /** In the order of reading. */
  picked(): { line: PickedLine; order: number; masked: number }[];
  matches(): number;
};

export function createPicker({ count, search, lineChars }: Wanted): Picker {
  const taken: ReturnType<Picker["picked"]> = [];
  let earlier: { line: LogLine; order: number }[] = [];
  let order = 0;
  let matches = 0;
  let trailing = 0;

  const take = (line: LogLine, at: { order: number; found?: number }) => {
    const text = shortenLine(line.text, lineChars, at.found);
    const matched = search !== undefined && at.found !== undefined ? { matched: true as const } : {};
    taken.push({ line: { atMs: line.atMs, text, ...matched }, order: at.order, masked: line.masked });
  };

  return {
    offer(line) {
      order += 1;
      const found = matches < count ? (search?.search.find(line.text) ?? 0) : -1;
      if (found !== -1) {
        for (const one of earlier) take(one.line, one);
        earlier = [];
        take(line, { order, found });
        matches += 1;
        trailing = search?.trailing ?? 0;
      } else if (trailing > 0) {
        take(line, { order });
        trailing -= 1;
      } else if (search !== undefined && search.leading > 0) {
        earlier.push({ line, order });
        if (earlier.length > search.leading) earlier.shift();
      }
    },
    isFull: () => matches >= count && trailing === 0,
    picked: () => taken,
    matches: () => matches,
  };
}
