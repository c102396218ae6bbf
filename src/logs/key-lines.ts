/** Finds the lines of private keys: only the first and the last say what it is. */

/** A key goes on over the edge of what was read. `shape`: what stands before its text on each line. */
export type OpenKey = {
  shape: string;
  /** Its first or last line was not read, and only full ones tell of it: what is not full ends it. */
  isGuessed?: true;
};

export type KeyLines = {
  /** From which character on a line is part of a key: what a logger wrote before it stays. */
  found: ReadonlyMap<number, number>;
  /** Goes on below the last line. */
  below: OpenKey | undefined;
  /** Has begun above the first line. */
  above: OpenKey | undefined;
};

/** What goes on over the edges, told by what was read there. */
export type KeyEdges = { above?: OpenKey | undefined; below?: OpenKey | undefined };

export function keyLines(lines: readonly string[], known: KeyEdges = {}): KeyLines {
  const { found, look, close } = keyFinder((index) => lines[index] ?? "", known.above);
  lines.forEach((_line, index) => {
    look(index);
  });
  return { found, ...close(lines.length, known.below) };
}

/** The same, a line at a time and in order. Behind a line that was looked at, one of its key may still be found. */
export function keyFinder(lineAt: (index: number) => string, known?: OpenKey) {
  const found = new Map<number, number>();
  let open = known;
  let above: OpenKey | undefined;
  const addBefore = (last: number, shape: string) => {
    above = bodyBefore(lineAt, { last, shape }, found) ?? above;
  };
  return {
    found,
    look(index: number): void {
      const line = lineAt(index);
      if (line.includes("PRIVATE KEY")) {
        const header = begin.exec(line);
        if (header !== null) {
          open = { shape: shapeOf(line.slice(0, header.index)) };
          return;
        }
        if (end.test(line)) {
          if (open === undefined || open.isGuessed)
            addBefore(index, shapeOf(line.replace(/-----END .*/s, "")));
          open = undefined;
          return;
        }
      }
      const full = open === undefined || open.isGuessed ? fullBodyFrom(line) : undefined;
      const from = full ?? (open && restFrom(line, open));
      if (full !== undefined) open = { shape: shapeOf(line.slice(0, full)), isGuessed: true };
      else if (from === undefined || open?.isGuessed) open = undefined;
      if (from !== undefined && line.length > from) found.set(index, from);
    },
    /** No further line is looked at. */
    close(count: number, below: OpenKey | undefined): Pick<KeyLines, "above" | "below"> {
      if (below !== undefined) addBefore(count, below.shape);
      return { above, below: open };
    },
  };
}

const begin = /["']?-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\n)?["']?\s?[,+\\]?\s*$/;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** Base64, perhaps in quotes as code writes it, or a header of the key. */
const body =
  /(?:["']?[A-Za-z0-9+/=]{1,80}(?:\\n)?["']?\s?[,+\\]?|(?:Proc-Type|DEK-Info|Comment|Version): .*)\s*$/;
/** A full line of a key whose first and last line were not read: 64 characters, of OpenSSH's 70, of others 76. */
const fullBody = /(?<=^|[\s"'])[A-Za-z0-9+/]{64}(?:[A-Za-z0-9+/]{6}){0,2}(?:\\n)?["']?\s?[,+\\]?\s*$/;
const longestFullBody = 84;
const sureOfAFullBody = /[A-Za-z0-9+/]{44}/y;
/** A digest in hex and a sequence are not like it. */
const likeAKey = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[G-Zg-z])/;
const longestBefore = 120;

/** Where the key's text begins on a line of which nobody said that it is part of one. */
function fullBodyFrom(line: string): number | undefined {
  if (line.length < 64 || line.length > longestBefore + longestFullBody) return undefined;
  // Wherever a full line of a key ends within what may follow it, this is a part of it; of others it seldom is.
  sureOfAFullBody.lastIndex = line.length - 64;
  if (!sureOfAFullBody.test(line)) return undefined;
  const found = fullBody.exec(line.slice(-longestFullBody));
  if (found === null || !likeAKey.test(found[0])) return undefined;
  return Math.max(line.length - longestFullBody, 0) + found.index;
}

/** Where the key's text begins; `shape`: what stood before its first line, or before its last. */
function bodyFrom(line: string, shape: string): number | undefined {
  if (line.trim() === "") return line.length;
  if (line.length > longestBefore + 200) return undefined;
  const from = body.exec(line)?.index;
  if (from === undefined) return undefined;
  const before = line.slice(0, from);
  return before.trim() === "" || shapeOf(before) === shape ? from : undefined;
}

/** A timestamp and a level are the same on each line, but for their digits. */
function shapeOf(before: string): string {
  return before.replace(/\d/g, "0").trim();
}

function restFrom(line: string, { shape, isGuessed }: OpenKey): number | undefined {
  const from = bodyFrom(line, shape);
  if (from === undefined || !isGuessed) return from;
  // What is left for the last line of a key comes in groups of four.
  const text = line.slice(from).replace(/[^A-Za-z0-9+/=]/g, "");
  return text !== "" && text.length % 4 === 0 ? from : undefined;
}

type KeyEnd = { last: number; shape: string };

/** The first line was not read: back from the last one, as long as it looks like a key; the key where it goes on above. */
function bodyBefore(
  lineAt: (index: number) => string,
  { last, shape }: KeyEnd,
  found: Map<number, number>,
): OpenKey | undefined {
  for (let index = last - 1; index >= 0; index--) {
    const line = lineAt(index);
    if (begin.test(line)) return undefined;
    const from = bodyFrom(line, shape);
    if (from === undefined || from === line.length) return undefined;
    found.set(index, from);
  }
  return { shape };
}
