/** All that can be told apart of two answers: the words, what AWS was asked, and what stands in the audit. */

import { wordsOf } from "./outcome.ts";
import type { Names } from "./subjects.ts";
import type { Heard } from "./world.ts";

export type Trace = { words: string; aws: readonly string[]; audit: readonly string[] };

/** With the names it was asked by left out: those of a lab's job and of one that does not exist then come out the same. */
export function traceOf(heard: Heard, names: Names): Trace {
  const bare = (text: string): string => withoutIds(withoutNames(text, names));
  return {
    words: bare(wordsOf(heard)),
    aws: heard.aws
      .filter(({ operation }) => !isKept.test(operation))
      .map(({ operation, pi }) => `${operation} for ${bare(pi)}`),
    audit: heard.audit.map(({ verb, pi = "", outcome, job = "" }) => bare(`${verb} ${pi} ${outcome} ${job}`)),
  };
}

/** What AWS has said of a lab's queues and definitions is known for some seconds, whoever asks. */
const isKept = /^Describe(JobQueues|ComputeEnvironments|JobDefinitions)$/;

function withoutNames(text: string, names: Names): string {
  const called = Object.entries({ ...names, short: names.job.slice(0, 8) }).filter(([, name]) => name !== "");
  return called
    .toSorted(([, one], [, other]) => other.length - one.length)
    .reduce((left, [key, name]) => left.replaceAll(name, `{${key}}`), text);
}

/** Each answer has ids and moments of its own. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/\b[a-z]_[0-9a-f]{16,}/g, "{made}")
    .replaceAll(/"block_id":"[^"]*",?/g, "")
    .replaceAll(/once-\d+/g, "{trigger}");
}
