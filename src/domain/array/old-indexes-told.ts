import type { PiName } from "../ids.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import { limits } from "../limits.ts";
import { toldOf, type Wish } from "../submission/submission.ts";
import { countOf, firstOf, type ToldOldIndexes } from "./old-indexes.ts";

/** Why a program can not be told which indexes of an array it runs again, or how many of them it can be told. */
export function oldIndexProblems(wish: Wish, definition: JobDefinition, pi: PiName): string[] {
  const { oldIndexes } = wish;
  if (oldIndexes === undefined) return [];
  const unreachable = oldIndexes.how === "shell" ? beyondAShell(wish, definition, pi) : undefined;
  return unreachable === undefined ? tooMany(wish, oldIndexes, definition) : [unreachable];
}

/** A shell stands in front of a command; what an image starts by itself stands in front of the shell. */
function beyondAShell(wish: Wish, definition: JobDefinition, pi: PiName): string | undefined {
  const { name, revision } = definition;
  if (fetchesAScript(wish, definition))
    return `The image fetches a script from S3 and hands the command to it (\`${scriptVariable}\`), so a shell in front of the command would never run. Retry all of the array, or ask a manager of ${pi} for \`arrayRetry: env\`.`;
  const [first] = wish.command ?? definition.command ?? [];
  if (first === undefined)
    return `${name}:${revision} names no command, and what its image runs by itself can not be told the old indexes: give the command behind \`--\`.`;
  if (!first.startsWith("-")) return undefined;
  return `The command begins with \`${first}\`, an option for a program that the image starts by itself, and no shell can stand in front of that. Retry all of the array, or ask a manager of ${pi} for \`arrayRetry: env\`.`;
}

/** What images read that fetch a script and run it: `--script` gives it. */
const scriptVariable = "BATCH_FILE_S3_URL";

function fetchesAScript({ environment }: Wish, definition: JobDefinition): boolean {
  return (
    environment.some(({ name }) => name === scriptVariable) ||
    definition.environment?.[scriptVariable] !== undefined
  );
}

function tooMany(wish: Wish, old: ToldOldIndexes, definition: JobDefinition): string[] {
  const bytesWith = (count: number): number => {
    const { command = [], environment } = toldOf(
      { ...wish, oldIndexes: { ...old, ...firstOf(old, count) } },
      definition,
    );
    return Buffer.byteLength(JSON.stringify({ command, environment }));
  };
  const all = countOf(old);
  const bytes = bytesWith(all);
  if (bytes <= limits.overridesBytes) return [];
  const fit = mostThatFits(all, (count) => bytesWith(count) <= limits.overridesBytes);
  const last = firstOf(old, fit).ranges.at(-1)?.[1];
  const instead =
    last === undefined
      ? "not one of them fits beside the command and the environment."
      : `${fit.toLocaleString("en")} of them fit, those up to index ${last}: pick them with \`--index 0-${last}\`, and the others once these have ended.`;
  return [
    `To tell the program its ${all.toLocaleString("en")} old indexes takes ${bytes.toLocaleString("en")} bytes and AWS takes ${limits.overridesBytes.toLocaleString("en")}: ${instead}`,
  ];
}

/** The greatest count that fits, of a number that does not. */
function mostThatFits(tooMuch: number, fits: (count: number) => boolean): number {
  let [yes, no] = [0, tooMuch];
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2);
    if (fits(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
