/** What can be typed after `logs`. */
import { limits } from "../domain/limits.ts";
import type { ValuesOf } from "./command.ts";
import { flag } from "./declare-argument.ts";
import { namedIn } from "./describe-member.ts";
import { wholeNumber } from "./kinds/counts.ts";
import { indexes } from "./kinds/indexes.ts";
import { jobRef } from "./kinds/job-ref.ts";
import { logStream } from "./kinds/names.ts";
import { regexText } from "./kinds/regex.ts";

export const logsAliases = ["log", "output", "out", "get_batch_job_log", "tail", "head", "follow", "tailf"];

/** `tail 20 3fa9` and `head -n 5 3fa9`, as other programs have them. */
export const logsImplies = {
  tail: (rest: string) => rest.replace(/^\s*[-–—]?(\d{1,3})(?=\s|$)/, "--tail $1"),
  head: (rest: string) => {
    if (/[-–—]head/i.test(rest)) return rest;
    const counted = rest.replace(
      /(^|\s)(?:[-–—]n\s*|[-–—]{1,2}lines[=\s]\s*|[-–—])?(\d{1,3})(?=\s|$)/,
      "$1--head $2",
    );
    return counted === rest ? `--head 10 ${rest}` : counted;
  },
  follow: (rest: string) => `--follow ${rest}`,
  tailf: (rest: string) => `--follow ${rest}`,
};

export const logsArgs = {
  job: jobRef(
    "The job: an id, its first letters, a name, an index as `ID:7`, a node as `ID#1`, a console link, or a log stream.",
  ),
};

/** More lines than this nobody reads in a message. */
const lines = { min: 1, max: 500 };

export const logsOptions = {
  tail: wholeNumber("Show this many of the last lines.", {
    ...lines,
    letters: ["n"],
    aliases: ["lines", "limit"],
    alone: (word) => /^--?(\d+)$/.exec(word)?.[1],
  }),
  head: wholeNumber("Show this many of the first lines.", lines),
  grep: regexText("Show only lines in which this pattern is found, in upper or lower case.", {
    letters: ["g"],
    aliases: ["filter", "search"],
    alone: (word) => (/^\/.+\/i?$/.test(word) ? word : undefined),
  }),
  attempt: wholeNumber("Of which attempt, counted from 1; the newest if left out.", {
    min: 1,
    max: limits.attempts,
    aliases: ["try"],
  }),
  index: indexes("Of which children of an array.", { letters: ["i"], aliases: ["child"] }),
  failed: flag("Of the children of an array that failed."),
  follow: flag("Show it as it grows, in the job's thread or in your direct messages.", { letters: ["f"] }),
  stream: logStream("A log stream by its own name, as the console shows it."),
};

export const logsExamples = [
  "logs 3fa9",
  "logs align-NA12878 --tail 100",
  "logs 3fa9 --grep 'error|warn'",
  "logs 3fa9:7 --attempt 1 --head 20",
  "logs 3fa9 --index 3,17-21",
  "logs 3fa9 --failed --grep Error",
  "logs 3fa9#1",
  "logs 3fa9 --follow",
  "tail 20 3fa9",
];

export type LogsInput = ValuesOf<typeof logsArgs> & ValuesOf<typeof logsOptions>;

export function checkLogs({
  job,
  tail,
  head,
  grep,
  attempt,
  index,
  failed,
  follow,
  stream,
}: LogsInput): readonly string[] {
  const wrong: string[] = [];
  if (tail !== undefined && head !== undefined) {
    wrong.push("`--tail` shows the end and `--head` the beginning: keep one of them.");
  }
  if (follow && [head, grep, attempt, stream].some((each) => each !== undefined)) {
    wrong.push("`--follow` shows the newest lines as they come: with it goes only which job.");
  }
  if (stream !== undefined && job !== undefined) {
    wrong.push("`--stream` already names one log: leave the job out, or the stream.");
  }
  const { indexes: named, node } = namedIn(job);
  const hasIndexes = named.length > 0;
  if (index !== undefined && hasIndexes) {
    wrong.push("The index stands behind the job and again in `--index`: keep one of them.");
  }
  if (failed && (index !== undefined || hasIndexes)) {
    wrong.push("`--failed` and an index both choose children: keep one of them.");
  }
  if (node !== undefined && (failed || index !== undefined)) {
    wrong.push("Behind the job stands a node, and only arrays have indexes: keep one of them.");
  }
  return wrong;
}
