/** Finds the lines of private keys: only the first and the last say what it is. */

/** From which character on a line is part of a key: what a logger wrote before it stays. */
export function keyLines(lines: readonly string[]): Map<number, number> {
  const { found, look } = keyFinder((index) => lines[index] ?? "");
  lines.forEach((_line, index) => {
    look(index);
  });
  return found;
}

/** The same, a line at a time and in order. Behind a line that was looked at, one of its key may still be found. */
export function keyFinder(lineAt: (index: number) => string) {
  const found = new Map<number, number>();
  let open: string | undefined;
  return {
    found,
    look(index: number): void {
      const line = lineAt(index);
      if (line.includes("PRIVATE KEY")) {
        const header = begin.exec(line);
        if (header !== null) {
          open = shapeOf(line.slice(0, header.index));
          return;
        }
        if (end.test(line)) {
          if (open === undefined) addBefore(lineAt, index, found);
          open = undefined;
          return;
        }
      }
      const from = open === undefined ? fullBodyFrom(line) : bodyFrom(line, open);
      if (from === undefined) open = undefined;
      else if (line.length > from) found.set(index, from);
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
/** A digest in hex and a sequence are not like it. */
const likeAKey = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[G-Zg-z])/;
const longestBefore = 120;

/** Where the key's text begins on a line of which nobody said that it is part of one. */
function fullBodyFrom(line: string): number | undefined {
  if (line.length < 64 || line.length > longestBefore + longestFullBody) return undefined;
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

/** The first line was not read: back from the last one, as long as it looks like a key. */
function addBefore(lineAt: (index: number) => string, last: number, found: Map<number, number>): void {
  const shape = shapeOf(lineAt(last).replace(/-----END .*/s, ""));
  for (let index = last - 1; index >= 0; index--) {
    const line = lineAt(index);
    const from = bodyFrom(line, shape);
    if (from === undefined || from === line.length || found.has(index)) return;
    found.set(index, from);
  }
}
