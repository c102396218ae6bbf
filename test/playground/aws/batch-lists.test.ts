import { ListJobsCommand, type ListJobsCommandInput } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, type Lab, openLab, region } from "./support/local-lab.ts";
import { submit, submitScript, whenDone, whenStatus } from "./support/run-job.ts";

let lab: Lab;
let first: string;
let running: string;
beforeAll(async () => {
  lab = await openLab();
  first = await submit(lab, { jobName: "Align-NA12878" });
  const others = [
    await submit(lab, { jobName: "align-NA12878" }),
    await submit(lab, { jobName: "align-NA12879" }),
    await submit(lab, { jobName: "call-NA12878", jobQueue: "shared", shareIdentifier: "team" }),
  ];
  running = await submitScript(lab, "sleep 60", { jobName: "sleeper" });
  await Promise.all([first, ...others].map((id) => whenDone(lab, id)));
  await whenStatus(lab, running, "RUNNING");
});
afterAll(() => lab.close());

async function list(input: ListJobsCommandInput) {
  const { jobSummaryList = [], nextToken } = await lab.batch.send(new ListJobsCommand(input));
  return { names: jobSummaryList.map(({ jobName }) => jobName), jobSummaryList, nextToken };
}

const byName = (value: string) => ({ jobQueue: "default", filters: [{ name: "JOB_NAME", values: [value] }] });

test("without a status only what is RUNNING is listed", async () => {
  expect((await list({ jobQueue: "default" })).names).toEqual(["sleeper"]);
});

test("a status lists the jobs in it", async () => {
  const { jobSummaryList } = await list({ jobQueue: "default", jobStatus: "SUCCEEDED" });
  expect(jobSummaryList).toContainEqual(
    expect.objectContaining({ jobId: first, status: "SUCCEEDED", container: { exitCode: 0 } }),
  );
});

test("a name filter ignores case and status, and newest come first", async () => {
  const { names } = await list({ ...byName("ALIGN-na12878"), jobStatus: "RUNNING" });
  expect(names).toEqual(["align-NA12878", "Align-NA12878"]);
});

test("only a trailing star is a wildcard", async () => {
  expect((await list(byName("align*"))).names).toHaveLength(3);
  expect((await list(byName("*align"))).names).toEqual([]);
});

test("summaries carry no tags", async () => {
  const { jobSummaryList } = await list(byName("align*"));
  for (const summary of jobSummaryList) expect(summary).not.toHaveProperty("tags");
});

test("jobs are found by definition, by time and by share identifier", async () => {
  const filtered = (name: string, value: string, jobQueue = "default") =>
    list({ jobQueue, filters: [{ name, values: [value] }] });
  expect((await filtered("JOB_DEFINITION", "shell")).names).toEqual(["sleeper"]);
  const arn = `arn:aws:batch:${region}:${account}:job-definition/hello:1`;
  expect((await filtered("JOB_DEFINITION", arn)).names).toHaveLength(3);
  expect((await filtered("AFTER_CREATED_AT", "0")).names).toHaveLength(4);
  expect((await filtered("BEFORE_CREATED_AT", "0")).names).toEqual([]);
  expect((await filtered("SHARE_IDENTIFIER", "team", "shared")).names).toEqual(["call-NA12878"]);
});

test("pages follow each other without gap or double, even while jobs are added", async () => {
  const one = await list({ ...byName("align*"), maxResults: 2 });
  expect(one.names).toEqual(["align-NA12879", "align-NA12878"]);
  await submit(lab, { jobName: "align-new" });
  const two = await list({ ...byName("align*"), maxResults: 2, nextToken: one.nextToken });
  expect(two.names).toEqual(["Align-NA12878"]);
  expect(two.nextToken).toBeUndefined();
});

test.each<[string, ListJobsCommandInput]>([
  ["neither queue nor parent", {}],
  ["both queue and parent", { jobQueue: "default", arrayJobId: "x" }],
  ["an unknown queue", { jobQueue: "none" }],
  [
    "two filters",
    {
      jobQueue: "default",
      filters: [
        { name: "JOB_NAME", values: ["a"] },
        { name: "JOB_NAME", values: ["b"] },
      ],
    },
  ],
  ["a filter nobody knows", { jobQueue: "default", filters: [{ name: "OWNER", values: ["a"] }] }],
  ["a token of somebody else's", { jobQueue: "default", nextToken: "x" }],
])("%s is refused", async (_what, input) => {
  await expect(list(input)).rejects.toMatchObject({ name: "ClientException" });
});

test("a queue with more than a hundred matches gives a hundred at a time", async () => {
  const own = await openLab({ timings: { submittedMs: 60_000 } });
  for (let n = 0; n < 101; n += 1) await submit(own, { jobName: `many-${n}` });
  const { jobSummaryList, nextToken } = await own.batch.send(new ListJobsCommand(byName("many*")));
  expect(jobSummaryList).toHaveLength(100);
  const rest = await own.batch.send(new ListJobsCommand({ ...byName("many*"), nextToken }));
  expect(rest.jobSummaryList?.map(({ jobName }) => jobName)).toEqual(["many-0"]);
  await own.close();
});
