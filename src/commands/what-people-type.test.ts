/** Every way of typing that people bring along, one row each, as they would type it after `/batch`. */
import { describe, expect, test } from "vitest";
import { verbs } from "../../test/support/sample-verbs.ts";
import { findVerb } from "./typing/find-verb.ts";
import { parse } from "./typing/parse.ts";

function typed(text: string): { verb: string; input: Record<string, unknown>; said: readonly string[] } {
  const found = findVerb(verbs, text);
  if (found.kind !== "verb") throw new Error(`${text}: ${found.kind}`);
  const parsed = parse(found.command, found.rest);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.mistakes.map(({ what }) => what).join(" ")}`);
  return { verb: found.command.verb, input: parsed.input, said: parsed.said };
}

const aliases: readonly [verb: string, typed: string][] = [
  ["submit", "submit run sub sbatch new Submit SUBMIT"],
  ["status", "status show info describe st why Status"],
  ["list", "list ls ps jobs mine squeue qstat history sacct"],
  ["logs", "logs log output out get_batch_job_log tail head"],
  ["cancel", "cancel kill stop terminate abort scancel"],
  ["retry", "retry rerun resubmit again requeue"],
  ["queues", "queues queue q sinfo"],
  ["environments", "environments envs ce compute"],
  ["definitions", "definitions defs jobdefs"],
  ["define", "define skeleton create-def get_jobdef_skeleton"],
  ["usage", "usage cost spend stats"],
  ["whoami", "whoami me pi"],
  ["access request", "request join"],
  ["settings", "settings notify prefs quiet"],
];

describe("verbs", () => {
  for (const [verb, names] of aliases) {
    test.each(names.split(" "))(`${verb} is understood as %s`, (name) => {
      expect(findVerb(verbs, `${name} 3fa9`)).toMatchObject({ kind: "verb", command: { verb } });
    });
  }

  test.each(["help", "?", "-h", "--help", "man", "Help", "—help"])("%s asks for help", (word) => {
    expect(findVerb(verbs, word)).toEqual({ kind: "help" });
  });
});

const rows: readonly [text: string, input: Record<string, unknown>][] = [
  // One row of names each, with the value they give.
  ...each("submit", ["--queue default", "-q default", "--job-queue default", "--partition default"], {
    queue: "default",
  }),
  ...each(
    "submit",
    ["--jobdef align:14", "--def align:14", "--definition align:14", "--job-definition align:14"],
    {
      jobdef: "align:14",
    },
  ),
  ...each(
    "submit",
    ["--name test", "-J test", "--job-name test", "--Name test", "—name test", "-name test"],
    { name: "test" },
  ),
  ...each(
    "submit",
    ["--vcpus 4", "--cpus 4", "--cpu 4", "--ncpus 4", "--cpus-per-task 4", "-x 4", "-x4", "--vcpus=4"],
    { vcpus: 4 },
  ),
  ...each(
    "submit",
    ["--memory 4G", "-m 4G", "--mem 4G", "--memory-mb 4096", "--ram 4G", "-m4G", "--memory=4G", "—Memory=4g"],
    { memory: 4096 },
  ),
  ...each(
    "submit",
    [
      "--memory 4GB",
      "--memory 4Gi",
      "--memory 4GiB",
      "--memory 4096M",
      "--memory '4096 MiB'",
      "--memory 4096 MiB",
      "--memory 4 G",
    ],
    {
      memory: 4096,
    },
  ),
  ...each("submit", ["--gpus 2", "--gpu 2", "--gres=gpu:2", "--gres gpu:2"], { gpus: 2 }),
  ...each(
    "submit",
    [
      "--env A=b",
      "-e A=b",
      "--environment A=b",
      '--env [{"name":"A","value":"b"}]',
      `--env '{"A": "b"}'`,
      '—env={"A": "b"}',
    ],
    {
      env: { A: "b" },
    },
  ),
  ...each(
    "submit",
    ["--param a=b --param c=d", "-p a=b,c=d", "--params a=b,c=d", '--parameters {"a":"b","c":"d"}'],
    {
      param: { a: "b", c: "d" },
    },
  ),
  ...each("submit", ["--tag k=v", "--tags k=v", "--label k=v"], { tag: { k: "v" } }),
  ...each(
    "submit",
    [
      "--array 100",
      "--array-size 100",
      "--size 100",
      "--numjobs 100",
      "--array size=100",
      "size=100",
      "--array 0-99",
      "--array 0–99",
    ],
    { array: 100 },
  ),
  ...each("submit", ["--attempts 3", "--retries 2", "--retry-attempts 3", "--retry-strategy attempts=3"], {
    attempts: 3,
  }),
  ...each(
    "submit",
    [
      "--timeout 6h",
      "-t 6h",
      "--time 06:00:00",
      "--walltime 6h",
      "--timeout attemptDurationSeconds=21600",
      "attemptDurationSeconds=21600",
      "-t 360m",
      "-t 6 hours",
    ],
    { timeout: 21_600 },
  ),
  ...each(
    "submit",
    ["--depends-on 3fa9", "--after 3fa9", "--dependency=afterok:3fa9", "--depends-on jobId=3FA9"],
    {
      dependsOn: [{ on: { kind: "start", text: "3fa9" } }],
    },
  ),
  ...each("submit", ["--dry-run", "--check", "--print", "-j", "--json", "--dryrun", "--DRY_RUN"], {
    dryRun: true,
  }),
  ...each("submit", ["--shell 'a | b'", "--wrap 'a | b'", "--cmd “a | b”", "--command 'a | b'"], {
    shell: "a | b",
  }),
  ...each(
    "submit",
    ["--each sample=NA1,NA2", "—each sample=NA1,NA2", "--each 'sample=NA1, NA2'", "--each sample=“NA1,NA2”"],
    {
      each: [{ name: "sample", values: ["NA1", "NA2"] }],
    },
  ),
  ["submit --each 'note=\"a, b\",c'", { each: [{ name: "note", values: ["a, b", "c"] }] }],
  [
    "submit --each sample=NA1 --each memory=4G",
    { each: [{ name: "sample" }, { name: "memory", values: ["4G"] }] },
  ],
  ...each("submit", ["--script s3://b-1/run.sh", "--execute <s3://b-1/run.sh>", "--file s3://b-1/run.sh"], {
    script: "s3://b-1/run.sh",
  }),
  ...each("logs", ["--tail 50", "-n 50", "--lines 50", "-50", "--limit 50", "-n50", "–50"], { tail: 50 }),
  ...each("logs", ["--grep err", "-g err", "--filter err", "--search err", "/err/"], { grep: "err" }),
  ...each("logs", ["--index 7", "-i 7", "--child 7"], { index: [7] }),
  ["logs 3fa9:7", { job: { kind: "start", text: "3fa9", indexes: [7] } }],
  ...each("logs", ["--attempt 2", "--try 2"], { attempt: 2 }),
  ...each("list", ["--state waiting", "-s waiting", "--status RUNNABLE", "--state pending"], {
    state: ["waiting"],
  }),
  ...each("list", ["--since 2d", "--last 2d", "--from 2d", "--since yesterday", "--since 48h"], {
    since: { agoMs: 172_800_000 },
  }),
  ["mine", { mine: true }],
  ["sacct", { since: { agoMs: 604_800_000 } }],
  ["history --since 2d", { since: { agoMs: 172_800_000 } }],
  ["tail 20 3fa9", { tail: 20, job: { kind: "start", text: "3fa9" } }],
  ["tail -n 20 3fa9", { tail: 20 }],
  ["head -n 5 3fa9", { head: 5, job: { kind: "start", text: "3fa9" } }],
  ["head 3fa9", { head: 10, job: { kind: "start", text: "3fa9" } }],
];

function each(
  verb: string,
  texts: readonly string[],
  input: Record<string, unknown>,
): [string, Record<string, unknown>][] {
  return texts.map((text) => [`${verb} ${text}`, input]);
}

describe("options", () => {
  test.each(rows)("%s", (text, input) => {
    expect(typed(text).input).toMatchObject(input);
  });

  test("a whole line with all that S1 names reads as typed", () => {
    const text =
      "—queue default --jobdef hello:2 --name test --vcpus 2 --memory 4G --gpus 1 --env A=b --env “C=d e” --param sample=NA12878 --array 100 --attempts 3 --retry-on spot --timeout 6h --depends-on 3fa9:N_TO_N --share-id x --tag k=v --pi Peters-u --to <#C0123ABC|jobs> — echo ‘hello world’ --memory 8G";
    expect(typed(`submit ${text}`).input).toEqual({
      queue: "default",
      jobdef: "hello:2",
      name: "test",
      vcpus: 2,
      memory: 4096,
      gpus: 1,
      env: { A: "b", C: "d e" },
      param: { sample: "NA12878" },
      array: 100,
      attempts: 3,
      retryOn: "spot",
      timeout: 21_600,
      dependsOn: [{ on: { kind: "start", text: "3fa9" }, type: "N_TO_N" }],
      shareId: "x",
      tag: { k: "v" },
      pi: "peters-u",
      to: { kind: "channel", channel: "C0123ABC", name: "jobs" },
      shell: undefined,
      script: undefined,
      dryRun: false,
      each: [],
      command: ["echo", "hello world", "--memory", "8G"],
    });
  });

  test.each([
    ["submit --memory 4096", "4096 MiB = 4 GiB"],
    ["submit --retries 2", "2 retries = 3 attempts"],
    ["submit --array 0-99", "0–99 = an array of 100"],
    ["submit --timeout 1-12:00:00", "1-12:00:00 = 1d12h"],
    ["list --since 2026-11-01", "2026-11-01 is read as UTC"],
    ["submit -p a=b,c=d", "2 in one: a, c"],
  ])("%s is echoed", (text, said) => {
    expect(typed(text).said).toEqual([said]);
  });
});

describe("what is asked and never guessed", () => {
  test.each([
    ["submit -n 5", ["--name", "--array", "--vcpus"]],
    ["submit -c 5", ["--vcpus", "behind `--`"]],
    ["submit -a 5", ["--array", "--attempts"]],
    ["submit -d x", ["--jobdef", "--depends-on"]],
    ["submit --array 1-100", ["Batch counts from 0: 0–99 is `--array 100`"]],
    ["submit --array 0-99%10", ["%10"]],
    ["submit --timeout 60", ["60s, 60m or 60h?"]],
    ["submit --memory 4", ["4 GiB (`4G`) or 4 MiB (`4M`)?"]],
    ["submit -p peters-u", ["did you mean `--pi peters-u`?"]],
    ["list --all", ["your own jobs"]],
  ])("%s", (text, words) => {
    const found = findVerb(verbs, text);
    if (found.kind !== "verb") throw new Error(found.kind);
    const parsed = parse(found.command, found.rest);
    if (parsed.ok) throw new Error("was not asked about");
    for (const word of words) expect(parsed.mistakes[0]?.what).toContain(word);
  });

  test.each(["rm 3fa9", "delete 3fa9", "Delete 3fa9"])("%s is not obeyed, and cancel is offered", (text) => {
    expect(findVerb(verbs, text)).toMatchObject({ kind: "unknown", near: ["cancel"] });
  });
});
