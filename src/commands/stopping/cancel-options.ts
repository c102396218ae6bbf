/** What can be typed after `cancel`. */
import { isEnded, type State } from "../../domain/job/job-state.ts";
import type { ValuesOf } from "../command.ts";
import { type JobRef, jobRef } from "../kinds/job-ref.ts";
import { jobStates } from "../kinds/job-states.ts";
import { namePattern, piName, queueName, runName } from "../kinds/names.ts";
import { text } from "../kinds/text.ts";
import { flag, list, many } from "../typing/declare-argument.ts";

export const cancelAliases = ["kill", "stop", "terminate", "abort", "scancel"];

export const cancelMistakenFor = ["rm", "delete", "del", "remove", "qdel"];

export const cancelAbout =
  "Several jobs at once, children of an array (`3fa9:3,17-21`), or with a filter all that fit it and have not ended: your own, or with `--all` those of the lab. `--run` means a workflow's jobs by the name of its run, and the jobs of a table by the name on their card. What is lost is said and asked about first.";

export const cancelArgs = {
  jobs: many(
    jobRef(
      "The job: an id, its first letters, a name, or a console link; behind a colon children of an array.",
    ),
  ),
};

export const cancelOptions = {
  reason: text("Why; shown in the thread.", { max: 500, placeholder: "'wrong genome'" }),
  yes: flag("Do not ask first.", { letters: ["y"] }),
  mine: flag("All your own jobs that have not ended."),
  all: flag("Also those of others in the lab; only with a state, a queue, a name or a run."),
  state: list(
    jobStates("Jobs in this state: `waiting`, `starting` or `running`.", {
      letters: ["s", "t"],
      aliases: ["status"],
    }),
  ),
  queue: queueName("Jobs of this queue.", { letters: ["q"], aliases: ["job-queue", "partition"] }),
  name: namePattern("Jobs of this name; `*` stands for anything.", {
    letters: ["J", "n"],
    aliases: ["job-name"],
  }),
  run: runName("Jobs of this run: a workflow's, or those of a table by its name.", {
    aliases: ["run-name", "run-id"],
  }),
  pi: piName("Jobs of this lab.", {}),
};

export const cancelAsks = {
  "-u": "say `--mine` for your own jobs, or `--all` for the lab's.",
};

export const cancelExamples = [
  "cancel 3fa9",
  'cancel align-NA12878 --reason "wrong genome"',
  "cancel 3fa9:3,17-21",
  "cancel --mine --state waiting --name 'align*'",
  "cancel --run cohort-may --state waiting",
];

export type CancelInput = ValuesOf<typeof cancelArgs> & ValuesOf<typeof cancelOptions>;

/** What all jobs that are to be stopped have in common, instead of their names. */
export function isFilter({ mine, all, state, queue, name, run, pi }: CancelInput): boolean {
  return mine || all || state.length > 0 || [queue, name, run, pi].some((each) => each !== undefined);
}

export function checkCancel(input: CancelInput): string[] {
  const { jobs, mine, all, state, queue, name, run, pi, yes } = input;
  const isNarrow = state.length > 0 || [queue, name, run].some((each) => each !== undefined);
  const mistakes = [];
  if (jobs.length > 0 && isFilter(input))
    mistakes.push(
      "Name the jobs, or say what they have in common (`--mine`, `--state`, `--queue`, `--name`, `--run`), not both.",
    );
  if (mine && all) mistakes.push("`--mine` is your own jobs and `--all` the lab's: keep one.");
  else if (all && !isNarrow)
    mistakes.push(
      "`--all` would stop every job of the lab: say which, with `--state`, `--queue`, `--name` or `--run`.",
    );
  else if (pi !== undefined && !isNarrow && !mine && !all)
    mistakes.push(
      "`--pi` alone does not say which jobs: add `--mine`, `--state`, `--queue`, `--name` or `--run`.",
    );
  if (yes && isFilter(input))
    mistakes.push("What a filter finds is always shown before it is stopped: leave out `--yes`.");
  const over = state.filter(isEnded);
  if (over.length > 0)
    mistakes.push(
      `\`--state ${over.join(",")}\`: what has ended cannot be stopped; \`waiting\`, \`starting\` and \`running\` can.`,
    );
  return [...mistakes, ...jobs.flatMap(wrongPart)];
}

/** What behind a job does not name something that can be stopped. */
function wrongPart(ref: JobRef): string[] {
  if (ref.kind === "stream" || ref.node === undefined) return [];
  return ["A single node cannot be stopped: leave out what stands behind the `#` to stop all of the job."];
}

export const stoppable: readonly State[] = [
  "approval",
  "submitting",
  "submitted",
  "waiting",
  "starting",
  "running",
];
