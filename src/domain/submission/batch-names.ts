import { limits } from "../limits.ts";

/** What a row says of its job's name: the name itself, or the value that tells it from the others. */
export type RowName = { given?: string; value: string; row: number };

/**
 * `{name}-{value}`, each once. `room`: how long a name may be; what is too long is cut from the common part, for the
 * value is what tells the jobs apart.
 */
export function batchNames(
  name: string,
  rows: readonly RowName[],
  room: number = limits.jobNameLength,
): string[] {
  const taken = new Set<string>();
  return rows.map(({ given, value, row }) => {
    const wanted = given ?? withValue(name, plain(value) || String(row), room);
    let unique = wanted.slice(0, room);
    for (let nth = 2; taken.has(unique); nth++) unique = withValue(wanted, String(nth), room);
    taken.add(unique);
    return unique;
  });
}

function withValue(name: string, value: string, room: number): string {
  const short = value.slice(0, room - 2);
  return `${name.slice(0, room - short.length - 1)}-${short}`;
}

/** The last part of a path says most, and its ending nothing. */
function plain(value: string): string {
  const last = /^(s3|https?):\/\//.test(value)
    ? (value.replace(/\/+$/, "").split("/").at(-1) ?? value)
    : value;
  const word = last.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  return word.slice(0, limits.jobNameLength / 2);
}
