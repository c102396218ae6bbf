/** Masks the lines of one stream in order, in slices that let others run: what is masked is the same however it is cut. */
import type { CleanLine } from "./clean-pages.ts";
import { keyFinder } from "./key-lines.ts";
import type { Mask } from "./mask.ts";
import { type Line, maskAlone, maskTogether, tornChars } from "./mask-lines.ts";
import type { ReadLine } from "./read-on.ts";
import { inTurns, type Turns } from "./turns.ts";
import { cutAhead, cutBehind, cutFinder } from "./wrapped-lines.ts";

export type MaskStream = {
  /** The next lines; gives those of which it is sure by now, in order. */
  take(lines: readonly CleanLine[]): Promise<ReadLine[]>;
  /** What is left: no line follows. */
  end(): Promise<ReadLine[]>;
};

/** `charsPerTurn`: of work, until others have their turn. */
export function maskStream(mask: Mask, charsPerTurn?: number): MaskStream {
  const turns = inTurns(charsPerTurn);
  const alone = singly(mask, turns);
  const together = jointly(turns);
  return {
    take: async (lines) => together.take(await alone.take(lines)),
    end: async () => [...(await together.take(await alone.end())), ...(await together.end())],
  };
}

/** A key of which only the last line says so reaches back so far. */
const keyReach = 250;
/** A secret may stand so far behind the words that tell of it; lines that are longer tell nothing of others. */
const aroundLines = 4;
const aroundChars = 4_096;
/** So much is asked of the kept-up rules at once. */
const slice = { lines: 500, chars: 32 * 1_024 };

/** Each line by itself, and keys over many: held back until none that may follow is the end of its key. */
function singly(mask: Mask, turns: Turns) {
  let held: CleanLine[] = [];
  /** Of the first one that is held; all are counted. */
  let first = 0;
  const keys = keyFinder((index) => held[index - first]?.text ?? "");
  /** The last ones that are held no more. */
  let passed: readonly (string | undefined)[] = [];
  const textAt = (index: number): string | undefined => {
    if (index < first) return passed.at(index - first);
    const line = held[index - first];
    return keys.found.has(index) || line?.before !== undefined ? undefined : line?.text;
  };
  const cuts = cutFinder(mask, textAt);

  const release = async (upTo: number): Promise<ReadLine[]> => {
    const sure: ReadLine[] = [];
    cuts.look(upTo);
    for (; first + sure.length < upTo; ) {
      const index = first + sure.length;
      const line = held[sure.length] as CleanLine;
      const { atMs, bar } = line;
      const beside = { keyFrom: keys.found.get(index), cut: cuts.found.get(index) };
      const { text, masked } = maskAlone(mask, line, beside);
      sure.push({ atMs, bar, text, masked });
      cuts.found.delete(index);
      const turn = turns(workOn(line));
      // To wait for nothing takes longer than most lines.
      if (turn !== undefined) await turn;
    }
    const texts = sure.map((_line, index) => textAt(first + index));
    passed = [...passed, ...texts].slice(-cutBehind);
    for (let index = first; index < upTo; index++) keys.found.delete(index);
    held = held.slice(sure.length);
    first = upTo;
    return sure;
  };

  return {
    take: async (lines: readonly CleanLine[]): Promise<ReadLine[]> => {
      for (const line of lines) {
        keys.look(first + held.push(line) - 1);
        const turn = turns(line.text.length);
        if (turn !== undefined) await turn;
      }
      return release(Math.max(first + held.length - keyReach - cutAhead, first));
    },
    end: () => release(first + held.length),
  };
}

/** What was written over is masked once more, with all rules at once. */
function workOn({ text, before }: Line): number {
  return before === undefined ? text.length : slowly * (text.length + Math.min(before.length, tornChars));
}

const slowly = 20;

/** The rules that are asked of many lines at once, each with what stands around it. */
function jointly(turns: Turns) {
  let behind: ReadLine[] = [];
  let waiting: ReadLine[] = [];

  const release = async (upTo: number): Promise<ReadLine[]> => {
    const sure: ReadLine[] = [];
    for (let from = 0; from < upTo; ) {
      const to = Math.min(endOfSlice(waiting, from), upTo);
      const lines = waiting.slice(from, to);
      const after = near(waiting.slice(to, to + aroundLines));
      const masked = maskTogether(lines, { before: behind, after });
      lines.forEach((line, index) => {
        const one = masked[index];
        sure.push(one === line ? line : { ...line, ...one });
      });
      behind = near([...behind, ...lines].slice(-aroundLines).toReversed()).toReversed();
      from = to;
      await turns(lines.reduce((sum, { text }) => sum + text.length, 0));
    }
    waiting = waiting.slice(upTo);
    return sure;
  };

  return {
    take: (lines: readonly ReadLine[]): Promise<ReadLine[]> => {
      waiting = [...waiting, ...lines];
      return release(Math.max(waiting.length - aroundLines, 0));
    },
    end: () => release(waiting.length),
  };
}

function endOfSlice(lines: readonly Line[], from: number): number {
  let chars = 0;
  let to = from;
  while (to < lines.length && to - from < slice.lines && (to === from || chars < slice.chars)) {
    chars += lines[to]?.text.length ?? 0;
    to += 1;
  }
  return to;
}

/** The nearest lines, as far as there is room for them. */
function near<T extends Line>(nearestFirst: readonly T[]): T[] {
  let room = aroundChars;
  const end = nearestFirst.findIndex(({ text }) => {
    room -= text.length + 1;
    return room < 0;
  });
  return end < 0 ? [...nearestFirst] : nearestFirst.slice(0, end);
}
