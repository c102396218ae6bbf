/** What can be typed after `list`. */
import type { ValuesOf } from "../command.ts";
import { jobStates } from "../kinds/job-states.ts";
import { namePattern, queueName, runName } from "../kinds/names.ts";
import { sinceTime } from "../kinds/since.ts";
import { flag, list } from "../typing/declare-argument.ts";

export const listAliases = ["ls", "ps", "jobs", "mine", "squeue", "qstat", "history", "sacct"];

export const listImplies = { mine: (rest: string) => `--mine ${rest}`, history: lastWeek, sacct: lastWeek };

export const listArgs = {};

export const listOptions = {
  state: list(
    jobStates("Only jobs in this state: our words or AWS's, or `active` or `ended`.", {
      letters: ["s"],
      aliases: ["status"],
      looksLike:
        /^(approval|submitted|waiting|starting|running|succeeded|failed|stopped|lost|rejected|active|ended|runnable|pending)$/i,
    }),
  ),
  queue: queueName("Only jobs of this queue.", { letters: ["q"], aliases: ["job-queue", "partition"] }),
  name: namePattern("Only jobs of this name; `*` stands for anything.", {
    letters: ["J"],
    aliases: ["job-name"],
    looksLike: /^[\w-]*\*[\w*-]*$/,
  }),
  run: runName(
    "Only jobs of this run, of everybody in the lab: a workflow's, or those of a table by its name.",
    {
      aliases: ["run-name", "run-id"],
    },
  ),
  since: sinceTime("Only jobs submitted since then.", {
    aliases: ["last", "from"],
    looksLike: /^(\d+[mhdw]|yesterday|today)$/i,
  }),
  mine: flag("Only your own jobs, as it is without a run."),
};

const onlyOwn = "the list holds your own jobs, and with `--run` those of the lab; others are not there yet.";

export const listAsks = { "-u": onlyOwn, "--user": onlyOwn, "--member": onlyOwn, "--all": onlyOwn };

export const listExamples = [
  "list",
  "list --state failed --since 7d",
  "list --name 'align*' --queue default",
  "list --run cohort-may --state failed",
  "sacct",
];

export type ListInput = ValuesOf<typeof listArgs> & ValuesOf<typeof listOptions>;

/** The accounting commands of other systems look further back. */
function lastWeek(rest: string): string {
  return /[-–—](since|last|from)\b/i.test(rest) ? rest : `--since 7d ${rest}`;
}
