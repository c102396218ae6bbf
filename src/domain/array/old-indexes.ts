/**
 * Some indexes of an array that are run again. Batch has no subset of an array, and a smaller one counts from 0 anew: the
 * program is told the index that it had, or it would read another sample's data and say nothing.
 */
import { type Range, rangesOf } from "./children-sum.ts";

/** In order. Child 0 of the new array is the first of them; a single one is no array. `size`: of the array they are of. */
export type OldIndexes = { ranges: readonly Range[]; size: number };

/** `shell`: a shell in front of the command sets Batch's own variables; `env`: the program reads ours. */
export type ToldOldIndexes = OldIndexes & { how: "shell" | "env" };

export function oldIndexes(indexes: readonly number[], size: number): OldIndexes {
  return { ranges: rangesOf(indexes, Number.POSITIVE_INFINITY), size };
}

export function indexesIn({ ranges }: Pick<OldIndexes, "ranges">): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

export function countOf({ ranges }: Pick<OldIndexes, "ranges">): number {
  return ranges.reduce((count, [first, last]) => count + last - first + 1, 0);
}

/** The first so many of them. */
export function firstOf(old: OldIndexes, count: number): OldIndexes {
  return oldIndexes(indexesIn(old).slice(0, count), old.size);
}

/** Which index of the array a child of the new one is. */
export function oldIndexAt({ ranges }: Pick<OldIndexes, "ranges">, child: number): number | undefined {
  let left = child;
  for (const [first, last] of ranges) {
    if (left <= last - first) return first + left;
    left -= last - first + 1;
  }
  return undefined;
}

/** In place of the program's name: by it the wrapping is known again. */
const wrapperName = "batchmate-index";

/**
 * The command with its old index in the variables that Batch sets, argument for argument as it was. POSIX sh, as dash and
 * busybox have it; what it counts with stays in a subshell, for the program's environment is not ours.
 */
export function wrapped(command: readonly string[], { ranges, size }: OldIndexes): string[] {
  return ["/bin/sh", "-c", ranges.length === 0 ? "exit 2" : script(ranges, size), wrapperName, ...command];
}

function script(ranges: readonly Range[], size: number): string {
  const [[first, last] = [0, 0], another] = ranges;
  const index =
    another === undefined && first === last
      ? `AWS_BATCH_JOB_ARRAY_INDEX=${first}`
      : `AWS_BATCH_JOB_ARRAY_INDEX=$(n=\${AWS_BATCH_JOB_ARRAY_INDEX:?}; for r in ${words(ranges)}; do a=\${r%-*}; s=$((\${r#*-}-a+1)); [ "$n" -lt $s ] && echo $((a+n)) && exit; n=$((n-s)); done; exit 1) || { echo "batchmate: this child has no index of the array before" >&2; exit 2; }`;
  return `${index}; AWS_BATCH_JOB_ARRAY_SIZE=${size}; export AWS_BATCH_JOB_ARRAY_INDEX AWS_BATCH_JOB_ARRAY_SIZE; exec "$@"`;
}

function words(ranges: readonly Range[]): string {
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(" ");
}

/** What was wrapped; any other command is given back as it is. */
export function unwrapped(command: readonly string[]): readonly string[] {
  const [shell, flag, , name, ...inner] = command;
  return shell === "/bin/sh" && flag === "-c" && name === wrapperName ? inner : command;
}

/** The old index of each child, in their order: `cut -d, -f$((${AWS_BATCH_JOB_ARRAY_INDEX:-0}+1))` takes one's own. */
export const indexVariable = "BATCHMATE_ARRAY_INDEX";
export const sizeVariable = "BATCHMATE_ARRAY_SIZE";

export function indexVariables(old: OldIndexes): { name: string; value: string }[] {
  return [
    { name: indexVariable, value: indexesIn(old).join(",") },
    { name: sizeVariable, value: String(old.size) },
  ];
}
