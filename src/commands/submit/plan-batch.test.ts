import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { aDefinition, anEnvironment, aQueue } from "../../../test/fixtures/a-submission.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { readTable, type TableMistake } from "../../domain/submission/table.ts";
import type { Request } from "../request.ts";
import { parse } from "../typing/parse.ts";
import { type BatchPlan, planBatch } from "./plan-batch.ts";
import { submit } from "./submit.ts";
import type { SubmitInput } from "./submit-options.ts";

const definition = aDefinition({
  command: ["align.sh", "Ref::sample", "Ref::lane"],
  parameters: { lane: "1" },
});

function request(openSubmissions = 0): Request {
  return {
    member: { id: "U0JBLOW", memberships: [{ pi: "peters-u", hutchnet: "jblow" }], isAdmin: false },
    services: {
      clock: { nowMs: () => 0 },
      queues: async () => [aQueue({ environments: [anEnvironment({ maxVcpus: 64 })] })],
      definition: async (_pi: Pi, _actor: unknown, named: string) =>
        named.startsWith("align") ? definition : undefined,
      definitionNames: async () => ["align"],
      store: {
        jobs: { countOpen: async () => openSubmissions },
        formValues: { definitions: async () => [] },
        jobUse: { now: async () => ({ vcpus: 0, memoryMiB: 0 }) },
      },
    },
  } as unknown as Request;
}

type Options = { line?: string; pi?: Pi; open?: number };

async function read(csv: string, { line = "--jobdef align", pi = aPi(), open = 0 }: Options = {}) {
  const parsed = parse(submit, line);
  if (!parsed.ok) throw new Error(`${line} does not read`);
  const { table, mistakes } = readTable(csv);
  if (table === undefined) return { mistakes };
  const input = parsed.input as SubmitInput;
  const planned = await planBatch(request(open), pi, { input, table });
  return "mistakes" in planned
    ? { mistakes: [...mistakes, ...planned.mistakes] }
    : { mistakes: [...mistakes, ...planned.plan.bad], plan: planned.plan };
}

function placed({ row, column, what }: TableMistake): string {
  return `${row ?? "-"} ${column ?? "-"} ${what}`;
}

/** `ROW COLUMN words of the answer`. */
type Malformed = [name: string, csv: string, wrong: readonly RegExp[], options?: Options];

const unskippable: readonly Malformed[] = [
  ["nothing at all", "", [/^- - The table is empty/]],
  ["nothing but empty lines", "\n\r\n,,\n", [/^- - The table is empty/]],
  ["column names alone", "sample,lane\n", [/^- - .* no rows/]],
  ["an Excel workbook", "PK\u0003\u0004\u0014\u0000", [/^- - This is an Excel workbook.*CSV UTF-8/]],
  ["a text in UTF-16 read as another", "s\0a\0m\0p\0l\0e\0", [/^- - .*UTF-8/]],
  ["JSON", '[{"sample":"NA1"}]', [/^- - This is JSON/]],
  ["a web page", "<html><table>", [/^- - This is a web page/]],
  ["a column without a name", "sample,,lane\nNA1,x,1", [/^1 - Column 2 has no name/]],
  [
    "two columns of one name",
    "sample,lane,Sample\nNA1,1,NA2",
    [/^1 Sample Columns 1 and 3 have the same name/],
  ],
  [
    "spaces between columns",
    "sample lane memory\nNA1 1 4G",
    [/^1 - The columns are separated by spaces: write commas/],
  ],
  ["an open quotation mark", 'sample,lane\nNA1,1\n"NA2,2\nNA3,3', [/^3 - A quotation mark opens here/]],
  [
    "a quotation mark in a cell",
    'sample,lane\nNA"1",1\nNA2,2',
    [/^2 - A quotation mark stands in the middle/],
  ],
  [
    "letters behind a quotation",
    'sample,lane\n"NA1"x,1\nNA2,2',
    [/^2 - Something follows a closing quotation mark/],
  ],
  ["501 rows", `sample\n${"NA\n".repeat(501)}`, [/^- - The table has 501 rows, and 500 are the most/]],
  ["too many columns", `${"c,".repeat(60)}c\n1`, [/^- - The table has 61 columns, and 50/]],
  [
    "a queue for each",
    "sample,queue\nNA1,default",
    [/^- queue It is the same for all jobs.*`--queue`.*`param.queue`/],
  ],
  ["a definition for each", "sample,job_definition\nNA1,align", [/^- job_definition .*`--jobdef` once/]],
  ["a command for each", "sample,command\nNA1,ls", [/^- command .*behind `--`/]],
  [
    "a name that no parameter has",
    "sample id\nNA1",
    [/^- sample id .*letters, digits, `-` and `_`: `sample_id` would do/],
  ],
  [
    "a name that no variable has",
    "sample,env.MY-VAR\nNA1,x",
    [/^- env.MY-VAR .*`env.MY_VAR`|^- env.MY-VAR It is no name/],
  ],
  [
    "a parameter that is typed too",
    "sample\nNA1",
    [/^- sample `--param sample` is given for all jobs too/],
    { line: "--jobdef align --param sample=NA9" },
  ],
  [
    "memory that is typed too",
    "sample,mem\nNA1,4G",
    [/^- mem `--memory` is given for all jobs too/],
    { line: "--jobdef align --memory 8G" },
  ],
  ["no required column", "lane\n1\n2", [/^- - align:14 needs the parameter sample/]],
  [
    "a definition that is not there",
    "sample\nNA1",
    [/^- - There is no active definition `algin`.*`align`/],
    { line: "--jobdef algin" },
  ],
  ["all of them too large", "sample,vcpus\nNA1,96\nNA2,96", [/^- - .*96 vCPUs.*64/]],
  [
    "too much together",
    "sample,vcpus\nNA1,8\nNA2,8\nNA3,8",
    [/^- - .*20 vCPUs, and these 3 jobs ask for 24 together; the first 2/],
    { pi: aPi({ limits: { vcpus: 20 } }) },
  ],
  [
    "too many with those that are open",
    "sample\nNA1\nNA2",
    [/^- - You have 9 jobs.*10 is the most, and these are 2: 1 more/],
    { open: 9, pi: aPi({ limits: { openSubmissions: 10 } }) },
  ],
];

const skippable: readonly Malformed[] = [
  [
    "a row with too many cells",
    "sample,lane\nNA1,1\nNA2,2,3",
    [/^3 - The row has 3 cells and there are 2 columns/],
  ],
  ["a row that ends early", "sample,lane\nNA1,1\nNA2", [/^3 lane The row ends after 1 of 2 cells/]],
  ["an error of the spreadsheet", "sample,lane\nNA1,1\n#REF!,2", [/^3 sample `#REF!` is an error/]],
  ["a column too narrow", "sample,lane\nNA1,1\n#####,2", [/^3 sample `#####`/]],
  ["a formula", "sample,lane\nNA1,1\n=A2,2", [/^3 sample A formula/]],
  ["a line break in a cell", 'sample,lane\nNA1,1\n"NA\n2",2\nNA3,3', [/^3 sample A line break/]],
  [
    "a letter that could not be read",
    "sample,lane\nNA1,1\nM\uFFFDller,2",
    [/^3 sample A letter in it.*UTF-8/],
  ],
  ["memory without a unit", "sample,memory\nNA1,4G\nNA2,8", [/^3 memory `8` has no unit/]],
  [
    "memory that is a word",
    "sample,memory\nNA1,4G\nNA2,lots",
    [/^3 memory `lots`: memory is a number with its unit/],
  ],
  ["vCPUs that are none", "sample,vcpus\nNA1,4\nNA2,0", [/^3 vcpus `0`: that is too few/]],
  ["more vCPUs than the queue has", "sample,cpus\nNA1,4\nNA2,96", [/^3 cpus .*96 vCPUs.*64/]],
  ["a time without a unit", "sample,timeout\nNA1,2h\nNA2,60", [/^3 timeout `60`/]],
  ["a time too short", "sample,timeout\nNA1,2h\nNA2,30s", [/^3 timeout .*60/]],
  ["too many attempts", "sample,attempts\nNA1,2\nNA2,11", [/^3 attempts `11`: that is too many; 1 to 10/]],
  ["a name that no job has", "sample,name\nNA1,good\nNA2,not good", [/^3 name `not good`: a job's name/]],
  ["a missing value", "sample,lane\nNA1,1\n,2", [/^3 sample The cell is empty, and align:14 needs a value/]],
  ["a tag that AWS does not take", "sample,tag.cost\nNA1,x\nNA2,a*b", [/^3 tag.cost `a\*b`: the tag/]],
  [
    "several things in several rows",
    "sample,memory,vcpus\nNA1,4,2\nNA2,4G,2\n,4G,none\nNA4,5G,1",
    [/^2 memory/, /^4 vcpus/, /^4 sample/],
  ],
];

describe("of a table with", () => {
  test.each(unskippable)(
    "%s, everything wrong is told with its place, and nothing can be sent",
    async (_, csv, wrong, options) => {
      const { mistakes, plan } = await read(csv, options);
      expect(plan).toBeUndefined();
      expect(mistakes.map(placed)).toEqual(wrong.map((words) => expect.stringMatching(words)));
    },
  );

  test.each(skippable)(
    "%s, the row and the column are told, and the rest is kept",
    async (_, csv, wrong, options) => {
      const { mistakes, plan } = await read(csv, options);
      expect(mistakes.map(placed)).toEqual(wrong.map((words) => expect.stringMatching(words)));
      const bad = new Set(mistakes.map(({ row }) => row));
      expect(plan?.rows.length).toBeGreaterThan(0);
      expect(plan?.rows.some(({ row }) => bad.has(row))).toBe(false);
    },
  );
});

async function planOf(csv: string, options?: Options): Promise<BatchPlan> {
  const { plan, mistakes } = await read(csv, options);
  if (plan === undefined || mistakes.length > 0) throw new Error(mistakes.map(placed).join("\n"));
  return plan;
}

describe("a table makes the same jobs", () => {
  const plain = "sample,lane\nNA1,1\nNA2,2";
  test.each([
    ["with semicolons", "sample;lane\nNA1;1\nNA2;2"],
    ["with a first line that says so", "sep=;\r\nsample;lane\r\nNA1;1\r\nNA2;2"],
    ["with tabs", "sample\tlane\nNA1\t1\nNA2\t2"],
    ["as Windows writes it", "\uFEFFsample,lane\r\nNA1,1\r\nNA2,2\r\n"],
    ["as an old Mac writes it", "sample,lane\rNA1,1\rNA2,2\r"],
    ["in quotes", '"sample","lane"\n"NA1","1"\n"NA2","2"'],
    ["with spaces around", " sample , lane \n NA1 ,1\n\u00A0NA2, 2"],
    ["with numbers kept as text", 'sample,lane\nNA1,"=""1"""\nNA2,2'],
    ["with columns that Excel left behind", "sample,lane,,\nNA1,1,,\nNA2,2,,\n,,,\n"],
  ])("%s", async (_, csv) => {
    const wishes = (plan: BatchPlan) => plan.rows.map(({ wish }) => wish);
    expect(wishes(await planOf(csv))).toEqual(wishes(await planOf(plain)));
  });
});

test("columns are parameters, and by their names options, environment and tags", async () => {
  const { rows } = await planOf(
    "sample,MEM,vCPUs,env.MODE,tag.cost,param.name\nNA1,8G,2,full,a b,x\nNA2,,,,,",
  );
  expect(rows.map(({ row, wish }) => ({ row, wish }))).toEqual([
    {
      row: 2,
      wish: {
        name: "align-NA1",
        vcpus: 2,
        memoryMiB: 8_192,
        environment: [{ name: "MODE", value: "full" }],
        parameters: [
          { name: "sample", value: "NA1" },
          { name: "name", value: "x" },
        ],
        retryOn: "spot",
        dependsOn: [],
        tags: [{ name: "cost", value: "a b" }],
      },
    },
    {
      row: 3,
      wish: {
        name: "align-NA2",
        environment: [],
        parameters: [{ name: "sample", value: "NA2" }],
        retryOn: "spot",
        dependsOn: [],
        tags: [],
      },
    },
  ]);
});

test("jobs are named after the value that tells them apart and is no secret, or as their row says, each once", async () => {
  const names = async (csv: string, options?: Options) =>
    (await planOf(csv, options)).rows.map(({ wish }) => wish.name);
  expect(await names("memory,sample\n4G,NA1\n4G,NA1\n8G,s3://b/run 7/x.fq.gz")).toEqual([
    "align-NA1",
    "align-NA1-2",
    "align-x-fq-gz",
  ]);
  expect(await names("sample,name\nNA1,mine\nNA2,", { line: "--jobdef align --name all" })).toEqual([
    "mine",
    "all-NA2",
  ]);
  const secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
  expect(await names(`api_token,sample\n${secret},NA1`)).toEqual(["align-NA1"]);
  const given = { line: "--jobdef align --param sample=NA1" };
  expect(await names(`env.GITHUB_TOKEN\n${secret}`, given)).toEqual(["align-2"]);
  const long = "a".repeat(128);
  const [first = "", second = ""] = await names("sample\nNA1\nNA2", {
    line: `--jobdef align --name ${long}`,
  });
  expect([first, second].map((name) => name.slice(-6))).toEqual(["aa-NA1", "aa-NA2"]);
  expect(first.length + "jblow--k3x9q2".length).toBeLessThanOrEqual(128);
});

test("what a spreadsheet may have spoilt, and what nothing uses, is said and not refused", async () => {
  const { said } = await planOf("sample,notes\n1.2E+11,x\n1-Mar,y");
  expect(said).toEqual([
    "align is align:14, the newest",
    "align:14 does not use the parameter notes",
    "row 2, column sample: `1.2E+11` looks like an id that a spreadsheet has made a number of",
    "row 3, column sample: `1-Mar` looks like a name that a spreadsheet has made a date of",
  ]);
});
