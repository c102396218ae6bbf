/** What can be typed after `retry`: what is to be other than it was. */
import type { ValuesOf } from "../command.ts";
import { attempts, gpus, vcpus } from "../kinds/counts.ts";
import { durationSeconds } from "../kinds/duration.ts";
import { indexes } from "../kinds/indexes.ts";
import { jobRef } from "../kinds/job-ref.ts";
import { memoryOrTimes } from "../kinds/memory.ts";
import { definitionName, queueName } from "../kinds/names.ts";
import { environment, parameters } from "../kinds/pairs.ts";
import { oneOf, text } from "../kinds/text.ts";
import { flag, record, rest } from "../typing/declare-argument.ts";

export const retryArgs = {
  job: jobRef("The job; in its own thread it may be left out."),
  command: rest("Another command than it had.", "-- COMMAND"),
};

export const retryOptions = {
  failed: flag("Of an array only the children that failed, each with the index it had."),
  index: indexes("Of an array only these, with the indexes they had.", {
    letters: ["i"],
    aliases: ["child", "indexes"],
  }),
  memory: memoryOrTimes("How much memory; 2x is twice what it had.", {
    letters: ["m"],
    aliases: ["mem", "ram"],
  }),
  vcpus: vcpus("How many vCPUs.", { letters: ["x"], aliases: ["cpus", "cpu", "ncpus", "cpus-per-task"] }),
  gpus: gpus("How many GPUs.", { aliases: ["gpu", "gres"] }),
  attempts: attempts("How often to try, 1 to 10.", { aliases: ["retry-attempts", "retry-strategy"] }),
  retryOn: oneOf("What to try again after: AWS taking the machine back, or any failure.", ["spot", "any"]),
  timeout: durationSeconds("Stop an attempt that runs longer than this; at least 60 s.", {
    letters: ["t"],
    aliases: ["time", "walltime"],
  }),
  queue: queueName("Another queue.", { letters: ["q"], aliases: ["job-queue", "partition"] }),
  jobdef: definitionName("Another definition, or another revision of it.", {
    aliases: ["def", "definition", "job-definition"],
  }),
  env: record(
    environment("One more environment variable, or another value.", {
      letters: ["e"],
      aliases: ["environment"],
    }),
  ),
  param: record(
    parameters("Another value of a parameter.", { letters: ["p"], aliases: ["params", "parameters"] }),
  ),
  shell: text("Another command as one text for /bin/sh.", {
    max: 8000,
    placeholder: "'a | b'",
    aliases: ["wrap", "cmd", "command"],
  }),
};

export const retryExamples = [
  "retry",
  "retry 3fa9 --memory 2x",
  "retry align-NA12878 --attempts 3 --timeout 12h",
  "retry 3fa9 --failed",
  "retry 3fa9 --index 3,17-21",
  "retry 3fa9 -- python run.py --careful",
];

export type RetryInput = ValuesOf<typeof retryArgs> & ValuesOf<typeof retryOptions>;

export function checkRetry({ command, shell, job, index, failed }: RetryInput): readonly string[] {
  const wrong: string[] = [];
  if (shell !== undefined && command !== undefined)
    wrong.push("Both `--shell` and words behind `--` say what to run: keep one of them.");
  const behind = job !== undefined && job.kind !== "stream" ? job.indexes : undefined;
  if (behind !== undefined && index !== undefined)
    wrong.push("Both `--index` and what stands behind the id's colon say which indexes: keep one of them.");
  if (failed && job !== undefined && job.kind !== "stream" && job.node !== undefined)
    wrong.push("A node runs again only with its whole job: leave out what stands behind the `#`.");
  return wrong;
}
