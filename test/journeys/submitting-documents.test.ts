import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersAccount, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere();
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const guide = {
  jobName: "jblow-guide-job",
  jobQueue: "default",
  jobDefinition: "hello",
  containerOverrides: {
    command: ["echo", "hello world"],
    environment: [
      { name: "FAVORITE_COLOR", value: "blue" },
      { name: "FAVORITE_MONTH", value: "December" },
    ],
  },
};

/** What AWS was asked, without the name and the tags, which are ours. */
function submitted(): unknown {
  const call = here.aws.calls().findLast(({ operation }) => operation === "SubmitJob");
  if (call === undefined) throw new Error("Nothing was submitted");
  const { jobName: _name, tags: _tags, ...input } = call.input as Record<string, unknown>;
  return input;
}

it("the JSON of the users' guide is submitted unchanged, whether it stands in many lines or in a code block", async () => {
  const answer = await lab.ask(jblow, petersLab, `/batch submit ${JSON.stringify(guide, null, 4)}`);
  expect(answer.text).toMatch(/^jblow-guide-job is submitted to queue default/);
  expect(lab.jobNamed("guide-job").jobName).toMatch(/^jblow-guide-job-[a-z0-9]{6}$/);
  const { jobName: _name, ...rest } = guide;
  expect(submitted()).toEqual({ ...rest, jobDefinition: expect.stringMatching(/^hello:\d+$/) });
  await lab.ended("guide-job");
  const fenced = `/batch submit \`\`\`json\n${JSON.stringify({ ...guide, jobName: "fenced" }, null, 2)}\n\`\`\` --to here`;
  await lab.ask(jblow, petersLab, fenced);
  expect(submitted()).toEqual({ ...rest, jobDefinition: expect.stringMatching(/^hello:\d+$/) });
  await lab.ended("fenced");
});

it("a document beside values is a job for each of them, shown first", async () => {
  const document = JSON.stringify({ ...guide, jobName: "many" });
  const shown = await lab.ask(jblow, petersLab, `/batch submit ${document} --each sample=NA1,NA2`);
  expect(shown.text).toBe("2 jobs of many are ready; nothing was submitted yet.");
  await lab.follow(jblow, shown, "submit.batch");
  await lab.see(() => lab.posts().find(({ text }) => text.includes("many: all 2 jobs succeeded")));
  expect(
    here.aws
      .calls()
      .filter(({ operation }) => operation === "SubmitJob")
      .slice(-2),
  ).toMatchObject([
    { input: { parameters: { sample: "NA1" }, containerOverrides: guide.containerOverrides } },
    { input: { parameters: { sample: "NA2" }, containerOverrides: guide.containerOverrides } },
  ]);
});

it("a line of the AWS CLI is submitted as it is, over several lines and with its short way of writing", async () => {
  const line = [
    "aws batch submit-job --job-name pasted --job-queue default --job-definition hello:1 \\",
    "  --container-overrides 'vcpus=1,memory=512,command=[echo,it is here]' \\",
    "  --retry-strategy attempts=2 --timeout attemptDurationSeconds=120 --output json | jq .jobId",
  ].join("\n");
  const answer = await lab.ask(jblow, petersLab, `/batch submit ${line}`);
  expect(answer.text).toMatch(/^pasted is submitted to queue default/);
  expect(submitted()).toEqual({
    jobQueue: "default",
    jobDefinition: "hello:1",
    containerOverrides: { vcpus: 1, memory: 512, command: ["echo", "it is here"] },
    retryStrategy: { attempts: 2 },
    timeout: { attemptDurationSeconds: 120 },
  });
  await lab.ended("pasted");
});

it("a call of boto3 is submitted with all that stands around it", async () => {
  const code = [
    "import boto3",
    "",
    "batch = boto3.client('batch')",
    "",
    "response = batch.submit_job(jobName='called', # don't forget",
    "                            jobQueue='default',",
    "                            jobDefinition='hello:1',",
    "                            containerOverrides={",
    "                                \"command\": ['echo', 'hello', \"it's\"],",
    "                            })",
    "",
    "print(\"Job ID is {}.\".format(response['jobId']))",
  ].join("\n");
  await lab.ask(jblow, petersLab, `/batch submit ${code}`);
  expect(submitted()).toEqual({
    jobQueue: "default",
    jobDefinition: "hello:1",
    containerOverrides: { command: ["echo", "hello", "it's"] },
  });
  await lab.ended("called");
});

it("an ARN of the lab's own account is its name; one of another account is refused by name", async () => {
  const arn = (account: string) => `arn:aws:batch:us-west-2:${account}:job-queue/default`;
  const document = (account: string) =>
    JSON.stringify({ jobName: "by-arn", jobQueue: arn(account), jobDefinition: "hello:1" });
  await lab.ask(jblow, petersLab, `/batch submit ${document(petersAccount)}`);
  expect(submitted()).toMatchObject({ jobQueue: "default" });
  await lab.ended("by-arn");
  const refused = await lab.ask(jblow, petersLab, `/batch submit ${document("222233334444")}`);
  expect(refused.text).toMatch(/is in account 222233334444, and peters-u works in 111122223333/);
});

it("what is wrong in a document is said with its path, and the correction is one press away", async () => {
  const wrong = { jobName: "mended", jobDefinition: "hello:1", containerOverrides: { command: ["echo", 3] } };
  const answer = await lab.ask(jblow, petersLab, `/batch submit ${JSON.stringify(wrong)}`);
  expect(answer.text).toMatch(
    /`containerOverrides\.command\[1\]` must be text, and is the number 3: write `"3"`/,
  );
  expect(buttonsIn(answer)).toEqual(["submit.corrected"]);
  await lab.follow(jblow, answer, "submit.corrected");
  expect(submitted()).toMatchObject({ containerOverrides: { command: ["echo", "3"] } });
  await lab.ended("mended");
});

it("what is pasted without a verb is offered to be submitted, and not run", async () => {
  const before = here.aws.calls().length;
  const line = "aws batch submit-job --job-name bare --job-definition hello:1 --job-queue default";
  const answer = await lab.ask(jblow, petersLab, `/batch ${line}`);
  expect(answer.text).toMatch(/^What to do with it stands in front: `submit`\./);
  expect(here.aws.calls()).toHaveLength(before);
  await lab.follow(jblow, answer, "submit.corrected");
  await lab.ended("bare");
});

it("what only a document could say is said again when the job is run again", async () => {
  const document = {
    jobQueue: "default",
    jobDefinition: "hello:1",
    containerOverrides: { command: ["sh", "-c", "exit 3"] },
    retryStrategy: { attempts: 2, evaluateOnExit: [{ onExitCode: "3", action: "EXIT" }] },
    propagateTags: true,
  };
  await lab.ask(jblow, petersLab, `/batch submit ${JSON.stringify({ jobName: "again", ...document })}`);
  expect(submitted()).toEqual(document);
  await lab.ended("again");
  await lab.ask(jblow, petersLab, "/batch retry again");
  await lab.see(() => lab.jobsNamed("again").length === 2);
  expect(submitted()).toEqual(document);
  await lab.see(() => lab.jobsNamed("again").every(({ status }) => status === "FAILED"));
});

it("the line of a dry run, pasted back, is the same job", async () => {
  const shown = await lab.ask(
    jblow,
    petersLab,
    `/batch submit --dry-run --jobdef hello --name twice --env "A=it's & <b>" --attempts 2 --timeout 2h -- echo 'a  b' "$x"`,
  );
  const line = /aws batch submit-job [^\n]*/.exec(textsIn(shown).join("\n"))?.[0] ?? "";
  expect(line).toContain("--region us-west-2 --job-name jblow-twice-");
  await lab.follow(jblow, shown, "submit.confirm");
  const first = submitted();
  await lab.ended("twice");
  const name = lab.jobNamed("twice").jobName;
  const answer = await lab.ask(jblow, petersLab, `/batch submit ${line}`);
  expect(answer.text).toMatch(/^jblow-twice is submitted/);
  expect(submitted()).toEqual(first);
  await lab.see(() => lab.jobsNamed("twice").length === 2);
  expect(lab.jobsNamed("twice").map(({ jobName }) => jobName)).toContain(name);
  await lab.see(() => lab.jobsNamed("twice").every(({ status }) => status === "SUCCEEDED"));
});

/** All texts of its blocks, as a reader would copy them. */
function textsIn({ blocks }: { blocks?: unknown }): string[] {
  const found: string[] = [];
  JSON.stringify(blocks, (key, value) => {
    if (key === "text" && typeof value === "string") found.push(value);
    return value;
  });
  return found;
}
