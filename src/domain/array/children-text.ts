/** How the children of an array are kept: four lines of text, with one sign a child and one more for each that failed. */
import { type Children, statusAt } from "./array-job.ts";

export function writeChildren({ levels, causeAt, causes, ...times }: Children): string {
  const { firstStartedAtMs: first = "", lastEndedAtMs: last = "" } = times;
  const failed = new Uint8Array(levels.length);
  let count = 0;
  for (let index = 0; index < levels.length; index++)
    if (isFailed(levels[index] ?? 0)) failed[count++] = causeAt[index] ?? 0;
  const head = `${version} ${first} ${last}`;
  return [head, toSigns(levels), toSigns(failed.subarray(0, count)), JSON.stringify(causes)].join("\n");
}

/** Throws when it is not what `writeChildren` has written. */
export function readChildren(text: string): Children {
  const [head = "", levelSigns = "", failedSigns = "", causes = ""] = text.split("\n");
  const [written, first, last] = head.split(" ");
  if (written !== version) throw new Error(`children are kept in an unknown form: ${head}`);
  const levels = fromSigns(levelSigns);
  const failed = fromSigns(failedSigns);
  const causeAt = new Uint8Array(levels.length);
  let next = 0;
  for (let index = 0; index < levels.length; index++)
    if (isFailed(levels[index] ?? 0)) causeAt[index] = failed[next++] ?? 0;
  return {
    levels,
    causeAt,
    causes: JSON.parse(causes),
    ...(first ? { firstStartedAtMs: Number(first) } : {}),
    ...(last ? { lastEndedAtMs: Number(last) } : {}),
  };
}

function isFailed(level: number): boolean {
  return statusAt(level) === "FAILED";
}

const version = "1";

/** From `0` on: all of them can be read, and none needs escaping in a column of text. */
const firstSign = "0".charCodeAt(0);
const decoder = new TextDecoder("latin1");

function toSigns(values: Uint8Array): string {
  const signs = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) signs[at] = (values[at] ?? 0) + firstSign;
  return decoder.decode(signs);
}

function fromSigns(signs: string): Uint8Array {
  const values = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at++) values[at] = signs.charCodeAt(at) - firstSign;
  return values;
}
