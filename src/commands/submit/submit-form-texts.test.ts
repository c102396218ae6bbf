import { describe, expect, test } from "vitest";
import { inFormWords } from "../../messages/submit/submit-form-words.ts";
import { readTexts, textsOf, withParameterLines } from "./submit-form-texts.ts";
import type { SubmitInput } from "./submit-options.ts";

const filled = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, [text]]));

const jobName =
  "a job's name begins with a letter or digit and goes on with letters, digits, “-” and “_”, up to 128 in all.";
const definition = "a definition is written “align:14”, or “align” for its newest revision.";
const pair = "write “NAME=value”.";

/** What is filled in, under which field it is wrong, and in which words. */
const bad: readonly [Record<string, string>, string, string][] = [
  [{ name: "my job" }, "name", `“my job”: ${jobName}`],
  [{ name: "-x" }, "name", `“-x”: ${jobName}`],
  [{ name: "ünïcode" }, "name", `“ünïcode”: ${jobName}`],
  [{ jobdef: "align:latest" }, "jobdef", `“align:latest”: ${definition}`],
  [{ jobdef: "al ign" }, "jobdef", `“al ign”: ${definition}`],
  [
    { queue: "my queue" },
    "queue",
    "“my queue”: a queue's name is letters, digits, “-” and “_”, such as “default”.",
  ],
  [{ vcpus: "four" }, "vcpus", "“four”: a whole number goes here, from 1 to 10,000."],
  [{ vcpus: "0" }, "vcpus", "“0”: that is too few; 1 to 10,000 is allowed."],
  [{ vcpus: "1.5" }, "vcpus", "“1.5”: a whole number goes here, from 1 to 10,000."],
  [{ vcpus: "20000" }, "vcpus", "“20000”: that is too many; 1 to 10,000 is allowed."],
  [{ memory: "4" }, "memory", "“4” has no unit: 4 GiB (“4G”) or 4 MiB (“4M”)?"],
  [{ memory: "lots" }, "memory", "“lots”: memory is a number with its unit, such as “4G” or “512M”."],
  [{ memory: "1M" }, "memory", "“1M”: that is too little; Batch's least is 4 MiB (“4M”)."],
  [{ memory: "99T" }, "memory", "“99T”: that is more than any machine has (32 TiB)."],
  [
    { gpus: "gpu:v100:2" },
    "gpus",
    "“gpu:v100:2”: Batch gives GPUs by number only; which kind (v100) depends on the queue.",
  ],
  [{ gpus: "100" }, "gpus", "“100”: that is too many; 1 to 64 is allowed."],
  [{ env: "MODE" }, "env", `“MODE”: ${pair}`],
  [{ env: "A=1\nA=2" }, "env", "“A=2” gives A a second value: keep one of the two."],
  [{ env: '{"A":1}' }, "env", '“{"A":1}”: the value of “A” has to be text in quotes, such as “"1"”.'],
  [
    { env: "{A}" },
    "env",
    "“{A}”: this begins like JSON and is none; look for a missing quote, comma or bracket.",
  ],
  [{ array: "1" }, "array", "“1”: an array has 2 to 10,000 children; for a single job leave this empty."],
  [{ array: "1-100" }, "array", "“1-100”: Batch counts from 0: 0–99 is “100”."],
  [
    { array: "0-99%10" },
    "array",
    "“0-99%10”: Batch cannot hold an array to so many at a time; leave “%10” out.",
  ],
  [
    { array: "1,5,9" },
    "array",
    "“1,5,9”: an array cannot pick indexes; it always counts from 0, and its size is all you give.",
  ],
  [{ array: "20000" }, "array", "“20000”: that is too many; 2 to 10,000 is allowed."],
  [{ attempts: "11" }, "attempts", "“11”: that is too many; 1 to 10 is allowed."],
  [{ attempts: "0" }, "attempts", "“0”: that is too few; 1 to 10 is allowed."],
  [
    { retryOn: "any" },
    "attempts",
    "Say how many attempts, 2 or more, or choose to try again only after a spot reclaim.",
  ],
  [{ timeout: "60" }, "timeout", "“60” has no unit: 60s, 60m or 60h?"],
  [{ timeout: "30s" }, "timeout", "“30s”: Batch stops a job after 60 s at the earliest."],
  [{ timeout: "1:30" }, "timeout", "“1:30” can be read twice: 1h30m or 1m30s?"],
  [
    { timeout: "soon" },
    "timeout",
    "“soon”: a time is a number with its unit, such as “90m”, “6h”, “1h30m” or “2d”.",
  ],
  [{ timeout: "400d" }, "timeout", "“400d”: that is more than a year; up to “365d” is allowed."],
  [{ command: "echo 'oops" }, "command", "The quote ' before “oops” is never closed."],
  [
    { script: "s3://fh-pi-peters-u/run.sh", command: "a | b" },
    "command",
    "The script gets these words as they are: no pipe, no “$”, one line.",
  ],
  [
    { shareId: "my-share" },
    "shareId",
    "“my-share”: a share identifier is letters and digits only, up to 255.",
  ],
  [
    { script: "run.sh" },
    "script",
    "“run.sh”: the script has to lie in S3, written “s3://bucket/path/run.sh”; copy it there first.",
  ],
  [{ tag: "project" }, "tag", `“project”: ${pair}`],
  [{ param: "ref" }, "param", `“ref”: ${pair}`],
  [
    { param: "sample=2", "param.sample": "1" },
    "param",
    "“sample” has a field of its own: leave it out here.",
  ],
  [
    { dependsOn: "what?" },
    "dependsOn",
    "“what?”: name the job to wait for, as “3fa9” or “3fa9:N_TO_N” (child by child) or “3fa9:SEQUENTIAL”.",
  ],
];

describe("what is filled in wrong", () => {
  test.each(bad)("%j is said under %s", (fields, field, sentence) => {
    const { problems } = readTexts(filled(fields), {});
    expect(problems.map(({ field, what }) => [field, inFormWords(what)])).toEqual([[field, sentence]]);
  });

  test("is said of every field at once, and the rest is read all the same", () => {
    const { problems, input } = readTexts(
      filled({ memory: "4", vcpus: "x", name: "good", timeout: "6h" }),
      {},
    );
    expect(problems.map(({ field }) => field).toSorted()).toEqual(["memory", "vcpus"]);
    expect([input.name, input.timeout, input.memory]).toEqual(["good", 21_600, undefined]);
  });
});

const whole: Partial<SubmitInput> = {
  jobdef: "align:14",
  queue: "highmem",
  name: "align-NA12878",
  vcpus: 4,
  memory: 16_384,
  gpus: 1,
  env: { A: "b", LIST: "x,y", TEXT: "two\nlines", SPACES: "d e" },
  param: { sample: "NA12878" },
  array: 100,
  attempts: 3,
  retryOn: "any",
  timeout: 21_600,
  dependsOn: [{ on: { kind: "id", id: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" }, type: "N_TO_N" }],
  shareId: "genomics",
  tag: { project: "aml" },
};

describe("what was asked for", () => {
  test.each<[string, Partial<SubmitInput>]>([
    ["with a command", { ...whole, command: ["echo", "two words", "it's", "$HOME", "a|b", "", "&lt;"] }],
    ["with a line for the shell", { ...whole, shell: "zcat in.gz | wc -l > $OUT" }],
    ["with a script", { ...whole, script: "s3://fh-pi-peters-u/run.sh" }],
    ["with nothing but a definition", { jobdef: "hello" }],
  ])("%s reads the same after a form has held it", (_what, input) => {
    const read = readTexts(textsOf(input), {});
    expect(read.problems).toEqual([]);
    expect(read.input).toMatchObject(input);
    expect(textsOf(read.input)).toEqual(textsOf(input));
  });

  test("sends no parameter that is as the definition has it", () => {
    const texts = filled({ "param.genome": "hg38", "param.sample": "NA1" });
    expect(readTexts(texts, { genome: "hg38" }).input.param).toEqual({ sample: "NA1" });
  });

  test("keeps a parameter without a field of its own as a line", () => {
    const texts = withParameterLines(
      filled({ "param.sample": "NA1", "param.odd": "a\nb" }),
      (name) => name === "sample",
    );
    expect(texts).toEqual({ "param.sample": ["NA1"], param: ['{"odd":"a\\nb"}'] });
    expect(readTexts(texts, {}).input.param).toEqual({ sample: "NA1", odd: "a\nb" });
  });
});
