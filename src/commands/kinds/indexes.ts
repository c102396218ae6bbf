import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** Children of an array, in order and each once: `3,17-21`. */
export function indexes(about: string, details: Details<readonly number[]> = {}): One<readonly number[]> {
  return one(about, kind, details);
}

const kind: Kind<readonly number[]> = {
  placeholder: "3,17-21",
  read: (text, part) => {
    const value = readIndexes(text);
    if (value !== undefined) return { ok: true, value };
    const tidy = text.replace(/\s+|,+$/g, "");
    const mistake = `${part}: indexes are written \`7\`, \`3,17\` or \`17-21\`, from 0 to 9,999.`;
    return readIndexes(tidy) === undefined ? { ok: false, mistake } : { ok: false, mistake, instead: tidy };
  },
  write: writeIndexes,
};

export function readIndexes(text: string): readonly number[] | undefined {
  const all = new Set<number>();
  for (const piece of text.split(",")) {
    const [form, first, last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(piece) ?? [];
    if (form === undefined || Number(last) < Number(first)) return undefined;
    for (let index = Number(first); index <= Number(last); index += 1) all.add(index);
  }
  return [...all].sort((a, b) => a - b);
}

/** Neighbours as ranges: `3,17-21`. */
export function writeIndexes(indexes: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
