/** What can be typed after `submit`. */
import { limits } from "../../domain/limits.ts";
import type { Grammar, ValuesOf } from "../command.ts";
import { arraySize, attempts, gpus, vcpus } from "../kinds/counts.ts";
import { dependencies } from "../kinds/dependency.ts";
import { durationSeconds } from "../kinds/duration.ts";
import { eachValues } from "../kinds/each.ts";
import { jobRef } from "../kinds/job-ref.ts";
import { memoryMiB } from "../kinds/memory.ts";
import { definitionName, jobName, piName, queueName, recipeName, s3Url, shareId } from "../kinds/names.ts";
import { environment, parameters, tags } from "../kinds/pairs.ts";
import { place } from "../kinds/place.ts";
import { oneOf, text } from "../kinds/text.ts";
import { flag, list, many, record, rest } from "../typing/declare-argument.ts";
import { suggestDefinitions, suggestJobs } from "./suggest.ts";

export const submitArgs = {
  command: rest("The command to run; without it the definition's own runs.", "-- COMMAND"),
};

export const submitOptions = {
  jobdef: definitionName("The job definition; without a revision the newest is taken.", {
    aliases: ["def", "definition", "job-definition"],
    looksLike: /^[A-Za-z0-9][\w-]*:\d+$/,
    suggest: suggestDefinitions,
  }),
  queue: queueName("The queue to wait in.", { letters: ["q"], aliases: ["job-queue", "partition"] }),
  name: jobName("What you want to call the job.", { letters: ["J"], aliases: ["job-name"] }),
  vcpus: vcpus("How many vCPUs; more than one only helps a program that runs in parallel.", {
    letters: ["x"],
    aliases: ["cpus", "cpu", "ncpus", "cpus-per-task"],
  }),
  memory: memoryMiB("How much memory; G means GiB.", { letters: ["m"], aliases: ["mem", "ram"] }),
  gpus: gpus("How many GPUs.", { aliases: ["gpu", "gres"] }),
  env: record(
    environment("An environment variable, readable by everybody who may see the job.", {
      letters: ["e"],
      aliases: ["environment"],
    }),
  ),
  param: record(
    parameters("A parameter of the definition.", { letters: ["p"], aliases: ["params", "parameters"] }),
  ),
  each: many(
    eachValues(
      "A job for each value of a parameter, several in step; also of vcpus, memory, gpus, timeout, attempts, env.NAME, tag.NAME.",
    ),
  ),
  array: arraySize("Run this many copies, with AWS_BATCH_JOB_ARRAY_INDEX counting from 0.", {
    aliases: ["array-size", "array-properties", "size", "numjobs"],
    alone: (word) => (/^size=\d+$/i.test(word) ? word : undefined),
  }),
  attempts: attempts(
    "How often to try, 1 to 10; only after a spot reclaim unless --retry-on says otherwise.",
    {
      aliases: ["retry-attempts", "retry-strategy"],
    },
  ),
  retryOn: oneOf("What to try again after: AWS taking the machine back, or any failure.", ["spot", "any"]),
  timeout: durationSeconds("Stop an attempt that runs longer than this; at least 60 s.", {
    letters: ["t"],
    aliases: ["time", "walltime"],
    alone: (word) => (/^attemptDurationSeconds=\d+$/i.test(word) ? word : undefined),
  }),
  dependsOn: list(
    dependencies("Wait until this job has succeeded; of two arrays, N_TO_N waits child by child.", {
      aliases: ["after", "dependency"],
      suggest: suggestJobs,
    }),
  ),
  shareId: shareId("The share identifier, on a queue with fair shares.", { aliases: ["share-identifier"] }),
  tag: record(tags("A tag on the job.", { aliases: ["tags", "label"] })),
  like: jobRef("Everything of this job, but for what you say otherwise.", { placeholder: "JOB" }),
  recipe: recipeName("A recipe of the lab; its blanks are given with --param and --env."),
  pi: piName("The PI the job runs for, where you have several."),
  to: place("Where the job's card goes."),
  shell: text("The command as one text for /bin/sh, with pipes and all.", {
    max: 8000,
    placeholder: "'a | b'",
    aliases: ["wrap", "cmd", "command"],
  }),
  script: s3Url("Run this script, or .zip with one, from S3; the command goes to it.", {
    aliases: ["execute", "file"],
  }),
  reason: text("Why you need it, where a manager has to say yes.", {
    max: limits.approvalReasonLength,
    placeholder: "'cohort for the grant'",
  }),
  dryRun: flag("Show what would be sent, and send nothing.", {
    letters: ["j"],
    aliases: ["check", "print", "json"],
  }),
};

const submitAsks = {
  "-n": "is that the name (`--name`), a number of copies (`--array`) or of vCPUs (`--vcpus`)?",
  "-c": "is that vCPUs (`--vcpus`) or the command (behind `--`)?",
  "-a": "is that an array (`--array`) or attempts (`--attempts`)?",
  "-d": "is that the definition (`--jobdef`) or a dependency (`--depends-on`)?",
};

const submitExamples = [
  "submit --jobdef hello:2 -- echo 'hello world'",
  "submit --jobdef align:14 --name align-NA12878 --vcpus 4 --memory 16G --param sample=NA12878 --timeout 6h",
  "submit --jobdef align --array 100 --attempts 3 --retry-on any --env MODE=full -- python run.py",
  "submit --jobdef align:14 --shell 'zcat in.gz | wc -l'",
  "submit --jobdef align:14 --each sample=NA1,NA2,NA3 --each memory=16G,16G,32G",
  "submit --jobdef merge:3 --depends-on 3fa9:N_TO_N --array 100",
  "submit --like 3fa9 --param sample=NA2",
  "submit --recipe align --param sample=NA3",
  "submit --jobdef fetch:1 --script s3://fh-pi-peters-u/run.sh --dry-run -- --sample NA12878",
];

export type SubmitInput = ValuesOf<typeof submitArgs> & ValuesOf<typeof submitOptions>;

export function checkSubmit(input: SubmitInput): readonly string[] {
  const { command, shell, script, retryOn, attempts, each, like, recipe } = input;
  const wrong: string[] = [...checkEach(each)];
  if (shell !== undefined && command !== undefined) {
    wrong.push("Both `--shell` and words behind `--` say what to run: keep one of them.");
  }
  if (shell !== undefined && script !== undefined) {
    wrong.push("Both `--shell` and `--script` say what to run; what the script needs goes behind `--`.");
  }
  if (like !== undefined && recipe !== undefined)
    wrong.push("Both `--like` and `--recipe` say what to begin with: keep one of them.");
  if (like !== undefined && each.length > 0)
    wrong.push(
      "`--each` goes with a definition or a recipe, not with `--like`: `/batch recipe save` makes one of a job.",
    );
  const isWhole = like === undefined && recipe === undefined;
  if (isWhole && retryOn !== undefined && (attempts ?? 1) < 2) {
    wrong.push("`--retry-on` says after what to try again, and needs `--attempts` with 2 or more.");
  }
  return wrong;
}

/** What is submitted as a whole has no place for another. */
export function besideWhole(
  { like, recipe }: { like: unknown; recipe: unknown },
  whole: "the document" | "the table",
): string[] {
  const given = like !== undefined ? "--like" : recipe !== undefined ? "--recipe" : undefined;
  return given === undefined ? [] : [`Both \`${given}\` and ${whole} say what to submit: keep one of them.`];
}

/** Several go in step: the first of each makes the first job. */
export function checkEach(each: SubmitInput["each"]): string[] {
  const [first, ...others] = each;
  const twice = each.find(({ name }, index) => each.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) return [`\`--each ${twice.name}\` is given twice: put all its values into one.`];
  const other = others.find(({ values }) => values.length !== first?.values.length);
  if (first !== undefined && other !== undefined) {
    return [
      `\`--each ${first.name}\` has ${first.values.length} values and \`--each ${other.name}\` has ${other.values.length}: they go in step, the first with the first, so give both as many. What is the same for all goes into \`--param\`.`,
    ];
  }
  const count = first?.values.length ?? 0;
  return count <= limits.batchRows
    ? []
    : [`\`--each\` has ${count} values, and ${limits.batchRows} are the most for one submission.`];
}

/** The command as Batch takes it, or none for the definition's own. */
export function commandOf({
  command,
  shell,
}: Pick<SubmitInput, "command" | "shell">): readonly string[] | undefined {
  return shell === undefined ? command : ["/bin/sh", "-c", shell];
}

/** What can be typed behind the verb; a document or a table may stand beside it, and a job is repeated by it. */
export const submitGrammar: Grammar<typeof submitArgs, typeof submitOptions> = {
  verb: "submit",
  aliases: ["run", "sub", "sbatch", "new"],
  summary: "Run a job on AWS Batch",
  args: submitArgs,
  options: submitOptions,
  asks: submitAsks,
  examples: submitExamples,
  check: checkSubmit,
};
