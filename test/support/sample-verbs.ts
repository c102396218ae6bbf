/** Verbs as tests type them: every one that people know, with the real declarations where there are such. */
import type { Arguments, Grammar } from "../../src/commands/command.ts";
import { jobRef } from "../../src/commands/kinds/job-ref.ts";
import { text } from "../../src/commands/kinds/text.ts";
import { logsGrammar } from "../../src/commands/logs/logs-options.ts";
import {
  listAliases,
  listArgs,
  listAsks,
  listExamples,
  listImplies,
  listOptions,
} from "../../src/commands/looking/list-options.ts";
import { submitGrammar } from "../../src/commands/submit/submit-options.ts";
import { flag, many, required } from "../../src/commands/typing/declare-argument.ts";

export const submit = submitGrammar;

export const logs = logsGrammar;

export const list = grammar({
  verb: "list",
  aliases: listAliases,
  implies: listImplies,
  summary: "List jobs",
  args: listArgs,
  options: listOptions,
  asks: listAsks,
  examples: listExamples,
});

export const cancel = grammar({
  verb: "cancel",
  aliases: ["kill", "stop", "terminate", "abort", "scancel"],
  mistakenFor: ["rm", "delete"],
  summary: "Stop a job that has not finished",
  args: { job: required(jobRef("The job: an id, its first letters, a name or a console link.")) },
  options: { reason: text("Why; shown in the thread."), yes: flag("Do not ask first.", { letters: ["y"] }) },
  examples: ["cancel 3fa9", 'cancel align-NA12878 --reason "wrong genome"'],
});

export const status = grammar({
  verb: "status",
  aliases: ["show", "info", "describe", "st", "why"],
  summary: "Show where jobs are",
  args: { jobs: many(jobRef("The jobs; without one your newest.")) },
  options: {},
  examples: ["status 3fa9", "why align-NA12878"],
});

export const verbs: readonly Grammar[] = [
  submit,
  status,
  list,
  logs,
  cancel,
  plain("retry", ["rerun", "resubmit", "again", "requeue"]),
  plain("queues", ["queue", "q", "sinfo"]),
  plain("environments", ["envs", "ce", "compute"]),
  plain("definitions", ["defs", "jobdefs"]),
  plain("define", ["skeleton", "create-def", "get_jobdef_skeleton"]),
  plain("usage", ["cost", "spend", "stats"]),
  plain("whoami", ["me", "pi"]),
  plain("access request", ["request", "join"]),
  plain("settings", ["notify", "prefs", "quiet"]),
  plain("help", ["?", "-h", "--help", "man"]),
];

function grammar<const A extends Arguments, const O extends Arguments>(
  declared: Grammar<A, O>,
): Grammar<A, O> {
  return declared;
}

function plain(verb: string, aliases: readonly string[]): Grammar {
  return { verb, aliases, summary: `What ${verb} does`, args: {}, options: {}, examples: [verb] };
}
