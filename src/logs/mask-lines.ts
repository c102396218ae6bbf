/** Masks lines that stand together: a private key spreads over many, and only its first and last say what it is. */
import { type Masked, maskText } from "../domain/secret.ts";
import type { Mask } from "./mask.ts";

export function maskLines(mask: Mask, lines: readonly string[]): Masked[] {
  const inKey = keyLines(lines);
  return lines.map((line, index) => (inKey.has(index) ? { text: maskText, masked: 1 } : mask(line)));
}

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----\s*$/;
const end = /^\s*(?:\S{1,40}\s)?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** Base64, or a header of the key. */
const body = /^\s*(?:[A-Za-z0-9+/=]{1,80}|(?:Proc-Type|DEK-Info|Comment|Version): .*|)\s*$/;
/** A full line of a key whose first and last line were not read. A digest in hex and a sequence are not like it. */
const fullBody = /^\s*(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)(?=\S*[G-Zg-z])[A-Za-z0-9+/]{64}\s*$/;

function keyLines(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  let open = false;
  lines.forEach((line, index) => {
    const inBody = body.test(line);
    if (end.test(line) && !open) addBefore(lines, index, found);
    open = begin.test(line) || (open && inBody);
    if ((open && inBody && line !== "") || fullBody.test(line)) found.add(index);
  });
  return found;
}

/** The first line was not read: back from the last one, as long as it looks like a key. */
function addBefore(lines: readonly string[], last: number, found: Set<number>): void {
  for (let index = last - 1; index >= 0; index--) {
    const line = lines[index] ?? "";
    if (line === "" || found.has(index) || !body.test(line)) return;
    found.add(index);
  }
}
