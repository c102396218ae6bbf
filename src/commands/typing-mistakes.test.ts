/** Lines as people mistype them, and the words they get back. */
import { describe, expect, test } from "vitest";
import { verbs } from "../../test/support/sample-verbs.ts";
import { findVerb } from "./typing/find-verb.ts";
import { parse } from "./typing/parse.ts";

function wrong(text: string) {
  const found = findVerb(verbs, text);
  if (found.kind !== "verb") throw new Error(`${text}: ${found.kind}`);
  const parsed = parse(found.command, found.rest);
  if (parsed.ok) throw new Error(`${text} was understood`);
  return parsed;
}

/** One mistake, with the words of its sentence; and the corrected line, or that there is none. */
const table: readonly [text: string, words: string, corrected: string | undefined][] = [
  // Options
  ["submit --memroy 16G", "no option `--memroy`; did you mean `--memory`?", "--memory 16G"],
  ["submit --memroy=16G", "did you mean `--memory`?", "--memory 16G"],
  ["submit —memroy 16G -- x", "did you mean `--memory`?", "--memory 16G -- x"],
  ["submit --jobdfe align:14", "did you mean `--jobdef`?", "--jobdef align:14"],
  ["submit --quue default", "did you mean `--queue`?", "--queue default"],
  ["submit --depend 3fa9", "did you mean `--depends-on`?", "--depends-on 3fa9"],
  ["submit --tiemout 6h", "did you mean `--timeout`?", "--timeout 6h"],
  ["submit --dry-rnu", "did you mean `--dry-run`?", "--dry-run"],
  ["submit -M 4G", "no option `-M`; did you mean `--memory`?", "--memory 4G"],
  ["submit --frobnicate 3", "no option `--frobnicate`; `/batch help submit` lists", undefined],
  ["submit --frobnicate", "no option `--frobnicate`", undefined],
  ["submit -z", "no option `-z`", undefined],
  ["logs 3fa9 --tial 5", "did you mean `--tail`?", "3fa9 --tail 5"],
  ["cancel 3fa9 --reasn wrong", "did you mean `--reason`?", "3fa9 --reason wrong"],
  ["submit --memory", "`--memory` needs a value, such as `--memory 4G`", undefined],
  ["submit --memory --name x", "`--memory` needs a value", undefined],
  ["submit --memory -- x", "`--memory` needs a value", undefined],
  ["submit --name=", "`--name` needs a value", undefined],
  ["submit --each sample", "`--each sample`: write `name=A,B,C`, one job for each value", undefined],
  ["submit --each sample=NA1,,NA2", "value 2 is empty; there is a comma too many", "--each sample=NA1,NA2"],
  ["submit --each 'sample=\"NA1,NA2'", "each has to be closed", undefined],
  ["submit --each sample=NA1,#REF!", "`#REF!` is an error of the spreadsheet", undefined],
  [
    "submit --each a=1,2 --each b=1,2,3",
    "`--each a` has 2 values and `--each b` has 3: they go in step",
    undefined,
  ],
  ["submit --each a=1,2 --each a=3,4", "`--each a` is given twice: put all its values into one", undefined],
  ["submit --queue a --queue b", "`--queue` is given more than once, as `a` and `b`", undefined],
  ["submit -q a --partition b", "`--queue` is given more than once", undefined],
  ["submit size=5 --array 5", "`--array` is given more than once", undefined],
  ["submit --dry-run=maybe", "takes no value", undefined],
  ["submit -n 5", "`-n 5`: is that the name", undefined],
  ["submit -n5", "`-n 5`: is that the name", undefined],
  ["submit -d x:1", "`-d x:1`: is that the definition", undefined],
  // Words that belong nowhere
  [
    "submit --jobdef a python run.py",
    "`python run.py` stands without `--`: put `--` before the command",
    "--jobdef a -- python run.py",
  ],
  ["submit python run.py --in 'a b' -v", "put `--` before the command", "-- python run.py --in 'a b' -v"],
  ["submit python run.py --name x", "`python run.py` belongs to no option", undefined],
  ["submit echo -- echo", "`echo` belongs to no option; what the command needs goes behind `--`", undefined],
  ["submit align:14", "did you mean `--jobdef align:14`?", "--jobdef align:14"],
  ["submit memory=4G", "did you mean `--memory 4G`?", "--memory 4G"],
  [
    "submit --shell echo hi | wc -l",
    "goes in quotes, `--shell 'echo hi | wc -l'`",
    "--shell 'echo hi | wc -l'",
  ],
  [
    "cancel 3fa9 --reason wrong genome",
    "goes in quotes, `--reason 'wrong genome'`",
    "3fa9 --reason 'wrong genome'",
  ],
  ["cancel 3fa9 --reason wrong genome --yes", "goes in quotes", "3fa9 --reason 'wrong genome' --yes"],
  ["cancel 3fa9 4b22", "`4b22` is too much: `/batch cancel` takes JOB", undefined],
  ["logs 3fa9 error lines", "`error lines` is too much", undefined],
  ["list default", "`default` is too much: `/batch list` takes options only", undefined],
  ["list failed", "did you mean `--state failed`?", "--state failed"],
  ["list RUNNABLE", "did you mean `--state RUNNABLE`?", "--state RUNNABLE"],
  ["list 'align*'", "did you mean `--name 'align*'`?", "--name 'align*'"],
  ["list 7d", "did you mean `--since 7d`?", "--since 7d"],
  ["logs 3fa9 -- x", "takes nothing behind `--`", undefined],
  ["cancel", "`/batch cancel` needs `JOB`", undefined],
  ["cancel --yes", "such as `/batch cancel 3fa9`", undefined],
  ["submit --name 'x", "The quote `'` before `x` is never closed", undefined],
  ["cancel 3fa9 --reason it's", "write `\\'` if it belongs to the text", undefined],
  ["submit --name “x", 'The quote `"` before `x` is never closed', undefined],
  // Values
  ["submit --memory 4", "4 GiB (`4G`) or 4 MiB (`4M`)?", undefined],
  ["submit --memory 511", "`--memory 511` has no unit", undefined],
  ["submit --memory lots", "such as `4G` or `512M`", undefined],
  ["submit --memory -4G", "such as `4G` or `512M`", undefined],
  ["submit --memory 1K", "memory is a number with its unit", undefined],
  ["submit --memory 1M", "Batch's least is 4 MiB", undefined],
  ["submit --memory 99999T", "more than any machine has", undefined],
  ["submit --vcpus many", "`--vcpus many`: a whole number goes here, from 1 to", undefined],
  ["submit --vcpus 0", "too few; 1 to", undefined],
  ["submit --vcpus 1.5", "a whole number", undefined],
  ["submit --gpus gpu:a100:2", "which kind (a100) depends on the queue", "--gpus 2"],
  ["submit --gpus 0", "too few", undefined],
  ["submit --array 1", "for a single job leave the option out", undefined],
  ["submit --array 10001", "too many; 2 to 10,000", undefined],
  ["submit --array 10,000", "a whole number goes here", "--array 10000"],
  ["submit --array 1-100", "Batch counts from 0: 0–99 is `--array 100`", "--array 100"],
  ["submit --array 5–7", "cannot begin at 5: 0–2 is `--array 3`", undefined],
  ["submit --array 100%10", "leave `%10` out", "--array 100"],
  ["submit --array 1,3,5", "an array cannot pick indexes", undefined],
  ["submit --attempts 11", "too many; 1 to 10", undefined],
  ["submit --attempts three", "a whole number goes here, from 1 to 10", undefined],
  ["submit --retries 10", "too many; 0 to 9", undefined],
  ["submit --retry-on spott", "`--retry-on spott` can be `spot` or `any`", undefined],
  ["submit --attempts 2 --retry-on s", "can be `spot` or `any`", "--attempts 2 --retry-on spot"],
  ["submit --retry-on any", "needs `--attempts` with 2 or more", undefined],
  ["submit --timeout 60", "60s, 60m or 60h?", undefined],
  ["submit --timeout 30s", "after 60 s at the earliest", "--timeout 60s"],
  ["submit --timeout 01:30", "01h30m or 01m30s?", undefined],
  ["submit --timeout soon", "such as `90m`, `6h`, `1h30m` or `2d`", undefined],
  ["submit --timeout 400d", "up to `365d` is allowed", undefined],
  ["submit --env A", "write `NAME=value`", undefined],
  ["submit --env =b", "write `NAME=value`", undefined],
  ["submit --env {“A”:“b”}", "straight quotes", `--env '{"A":"b"}'`],
  ['submit --env {"A":1}', "has to be text in quotes", undefined],
  ['submit --env [{"A":"b"}]', 'write `{"A":"b"}`', undefined],
  ["submit --env '{\"A\":'", "begins like JSON and is none", undefined],
  ["submit --env A=1 --env A=2", "gives A a second value", undefined],
  ["submit -p peters-u", "did you mean `--pi peters-u`?", "--pi peters-u"],
  ["submit --param sample", "write `NAME=value`", undefined],
  ["submit --tag aws:x=1", "may not begin with `aws:`", undefined],
  ["submit --tag a=b#c", "the tag `a` can hold", undefined],
  ["submit --name 'my job'", "letters, digits, `-` and `_`", "--name my-job"],
  ["submit --name -job-7", "begins with a letter or digit", "--name job-7"],
  ["submit --name _job", "begins with a letter or digit", "--name job"],
  ["submit --jobdef align:latest", "`align` for its newest revision", "--jobdef align"],
  ["submit --jobdef align:0", "written `align:14`", undefined],
  ["submit --queue 'my queue'", "a queue's name is", undefined],
  ["submit --share-id a_b", "letters and digits only", undefined],
  ["submit --pi peters_u", "written like `peters-u`", undefined],
  ["submit --script run.sh", "written `s3://bucket/path/run.sh`", undefined],
  [
    "submit --script https://b-1.s3.us-west-2.amazonaws.com/a/run.sh",
    "has to lie in S3",
    "--script s3://b-1/a/run.sh",
  ],
  ["submit --depends-on afterany:3fa9", "wait until others have succeeded", undefined],
  ["submit --depends-on 3fa9:3,17", "name the job to wait for", undefined],
  ["submit --depends-on '*'", "name the job to wait for", undefined],
  ["submit --to #general", "pick it from the list that Slack shows", undefined],
  ["submit --to <@U1|jblow>", "not to another person", undefined],
  ["submit --to <!here>", "can go to `me`, `here` or a `#channel`", "--to here"],
  ["submit --to dm", "can go to", "--to me"],
  ["submit --shell a -- b", "keep one of them", undefined],
  ["submit --shell a --script s3://bucket/x.sh", "Both `--shell` and `--script`", undefined],
  ["logs @jblow", "is a person, not a job", undefined],
  ["logs <#C1|general>", "is a channel, not a job", undefined],
  ["logs 3fa9:x", "such as `3fa9:7`", undefined],
  ["logs 'align*'", "`/batch list --name 'align*'` shows them", undefined],
  ["logs https://example.org/", "leads to no job", undefined],
  ["logs a/b", "no job and no log stream", undefined],
  ["status 3fa9,4b22", "put a space between jobs", undefined],
  ["logs 3fa9 --tail 0", "too few; 1 to 500", undefined],
  ["logs 3fa9 --tail all", "a whole number goes here, from 1 to 500", undefined],
  ["logs 3fa9 --tail 5 --head 5", "keep one of them", undefined],
  ["logs 3fa9 --grep '('", "a ( is not closed", "3fa9 --grep '\\('"],
  ["logs 3fa9 --grep '(?=x)'", "looks ahead or behind", "3fa9 --grep '\\(\\?=x\\)'"],
  ["logs 3fa9 --grep --tail 5", "`--grep` needs a value", undefined],
  ["logs 3fa9 --index 5-2", "indexes are written `7`, `3,17` or `17-21`", undefined],
  ["logs 3fa9 --index '3, 17'", "indexes are written", "3fa9 --index 3,17"],
  ["logs 3fa9:7 --index 7", "stands behind the job and again", undefined],
  ["logs 3fa9 --attempt 0", "too few; 1 to 10", undefined],
  ["list --state faild", "a state is `waiting`", "--state failed"],
  ["list --state blue", "AWS's words do as well", undefined],
  ["list --since 7", "7m, 7h or 7d?", undefined],
  ["list --since 2026-02-31", "a date such as `2026-11-01`", undefined],
  ["list --since whenever", "such as `10m`, `2d` or `yesterday`", undefined],
  ["list --name 'a b'", "with a `*` where anything may stand", undefined],
  ["list --user jblow", "`--user jblow`: the list holds your own jobs", undefined],
];

describe("one mistake", () => {
  test.each(table)("%s", (text, words, corrected) => {
    const parsed = wrong(text);
    expect(parsed.mistakes).toHaveLength(1);
    expect(parsed.mistakes[0]?.what).toContain(words);
    expect(parsed.mistakes[0]?.what).toMatch(/^[`A-Z].*[.?]$/);
    const line = corrected === undefined ? undefined : `/batch ${text.split(" ")[0]} ${corrected}`;
    expect(parsed.corrected).toBe(line);
  });
});

describe("several mistakes", () => {
  test("come all at once, with what was understood; a correction only if all have one", () => {
    const parsed = wrong("submit --jobdef align:14 --memroy 16 --array 1-9 -n 5 --timeout 60 -- python x.py");
    expect(parsed.mistakes.map(({ part }) => part)).toEqual(["--memroy", "16", "1-9", "-n", "60"]);
    expect(parsed.understood).toBe("--jobdef align:14 -- python x.py");
    expect(parsed.corrected).toBeUndefined();
  });

  test("are corrected together in one line", () => {
    expect(wrong("submit -m 16G –jobdfe align:14 --array 1-9 --env “C=d e” -- echo ‘it is’").corrected).toBe(
      "/batch submit --memory 16G --jobdef align:14 --array 9 --env 'C=d e' -- echo 'it is'",
    );
  });

  test("an alias that counts otherwise stays in the corrected line", () => {
    expect(wrong("submit --retries 2 --memroy 4G").corrected).toBe("/batch submit --retries 2 --memory 4G");
  });

  test("a corrected channel is still the channel that was picked", () => {
    const { corrected = "" } = wrong("submit --to <#C0123|jobs> --memroy 4G");
    expect(corrected).toBe("/batch submit --to '<#C0123|jobs>' --memory 4G");
  });

  test("twenty are enough", () => {
    expect(wrong(`submit ${"--frob ".repeat(500)}`).mistakes).toHaveLength(20);
  });

  test("a text beyond 8,000 characters is refused with a sentence", () => {
    const [mistake, ...others] = wrong(`submit -- ${"x".repeat(8000)}`).mistakes;
    expect(mistake?.what).toContain("a command may have 8,000");
    expect(others).toEqual([]);
  });
});
