/** What can be typed after `logs`. */
import { limits } from "../../domain/limits.ts";
import type { Grammar, ValuesOf } from "../command.ts";
import { wholeNumber } from "../kinds/counts.ts";
import { indexes } from "../kinds/indexes.ts";
import { jobRef } from "../kinds/job-ref.ts";
import { logTime } from "../kinds/log-time.ts";
import { containerName, logStream } from "../kinds/names.ts";
import { regexText } from "../kinds/regex.ts";
import { namedIn } from "../people/describe-member.ts";
import { flag } from "../typing/declare-argument.ts";

const aliases = ["log", "output", "out", "get_batch_job_log", "tail", "head", "follow", "tailf"];

/** `tail 20 3fa9` and `head -n 5 3fa9`, as other programs have them. */
const implies = {
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

const args = {
  job: jobRef(
    "The job: an id, its first letters, a name, an index as `ID:7`, a node as `ID#1`, a console link, or a log stream.",
  ),
};

const lines = { min: 1, max: limits.logTailMax };
const around = { min: 1, max: limits.logContext };

const options = {
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
  before: wholeNumber("With `--grep`: and so many lines before each.", {
    ...around,
    letters: ["B"],
    aliases: ["before-context"],
  }),
  after: wholeNumber("With `--grep`: and so many lines after each.", {
    ...around,
    letters: ["A"],
    aliases: ["after-context"],
  }),
  context: wholeNumber("With `--grep`: and so many lines around each.", { ...around, letters: ["C"] }),
  since: logTime("Only lines from then on: how long ago, or when, by your own clock.", { aliases: ["from"] }),
  until: logTime("Only lines before then.", { aliases: ["to"] }),
  attempt: wholeNumber("Of which attempt, counted from 1; the newest if left out.", {
    min: 1,
    max: limits.attempts,
    aliases: ["try"],
  }),
  index: indexes("Of which children of an array.", { letters: ["i"], aliases: ["child"] }),
  failed: flag("Of the children of an array that failed."),
  follow: flag("Show it as it grows, in the job's thread or in your direct messages.", { letters: ["f"] }),
  node: wholeNumber("Of which node of a multi-node job, counted from 0.", { min: 0, max: limits.nodes - 1 }),
  container: containerName("Of which container, in a job of several."),
  stream: logStream("A log stream by its own name, as the console shows it."),
  file: flag("The whole log as a file in your direct messages.", { aliases: ["all", "whole", "download"] }),
};

const examples = [
  "logs 3fa9",
  "logs align-NA12878 --tail 100",
  "logs 3fa9 --grep 'error|warn' -C 2",
  "logs 3fa9 --since 10m",
  "logs 3fa9 --since 'yesterday 14:00' --until 'yesterday 15:00'",
  "logs 3fa9:7 --attempt 1 --head 20",
  "logs 3fa9 --index 3,17-21",
  "logs 3fa9 --failed --grep Error",
  "logs 3fa9#1 --container sidecar",
  "logs align/default/0123456789abcdef",
  "logs 3fa9 --follow",
  "logs 3fa9 --file",
  "tail 20 3fa9",
];

export type LogsInput = ValuesOf<typeof args> & ValuesOf<typeof options>;

/** What can be typed; what is done about it stands in `logs.ts`. */
export const logsGrammar = {
  verb: "logs",
  aliases,
  implies,
  summary: "Show what a job has printed; only you see it",
  args,
  options,
  examples,
  check: (input) => [...oddNumbers(input), ...oddPlaces(input)],
} satisfies Grammar<typeof args, typeof options>;

function oddNumbers(input: LogsInput): string[] {
  const { tail, head, grep, before, after, context, since, until, follow, file } = input;
  const wrong: string[] = [];
  if (tail !== undefined && head !== undefined) {
    wrong.push("`--tail` shows the end and `--head` the beginning: keep one of them.");
  }
  if (follow && [head, grep, since, until].some((each) => each !== undefined)) {
    wrong.push("`--follow` shows the newest lines as they come: with it goes only which job.");
  }
  if (file && (follow || [tail, head, grep, since, until].some((each) => each !== undefined))) {
    wrong.push("`--file` sends the whole log: leave it out, or what chooses lines of it.");
  }
  const hasContext = [before, after, context].some((count) => count !== undefined);
  if (hasContext && grep === undefined) {
    wrong.push("`-A`, `-B` and `-C` show what stands around a match: they go with `--grep`.");
  }
  if (context !== undefined && before !== undefined && after !== undefined) {
    wrong.push("`-C` is both `-A` and `-B`: leave one of the three out.");
  }
  return wrong;
}

function oddPlaces(input: LogsInput): string[] {
  const { job, index, failed, node, attempt, container, stream, follow } = input;
  const wrong: string[] = [];
  if (follow && [attempt, container, stream].some((each) => each !== undefined)) {
    wrong.push("`--follow` shows what a job writes now: leave out which attempt, container or stream.");
  }
  if (stream !== undefined && job !== undefined) {
    wrong.push("`--stream` already names one log: leave the job out, or the stream.");
  }
  const isStream = stream !== undefined || job?.kind === "stream";
  const chosen = [index, node, attempt, container].some((choice) => choice !== undefined);
  if (isStream && (failed || chosen)) {
    wrong.push("A stream is the log of one container in one attempt: leave out what else chooses.");
  }
  const { indexes: named, node: nodeNamed } = namedIn(job);
  const hasIndexes = named.length > 0;
  if (index !== undefined && hasIndexes) {
    wrong.push("The index stands behind the job and again in `--index`: keep one of them.");
  }
  if (failed && (index !== undefined || hasIndexes)) {
    wrong.push("`--failed` and an index both choose children: keep one of them.");
  }
  if (node !== undefined && nodeNamed !== undefined) {
    wrong.push("The node stands behind the job and again in `--node`: keep one of them.");
  }
  if ((node ?? nodeNamed) !== undefined && (failed || index !== undefined || hasIndexes)) {
    wrong.push("Only arrays have indexes, and only multi-node jobs have nodes: keep one of them.");
  }
  return wrong;
}
