import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { amate, botless, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere();
  lab = atWork(here);
});

afterAll(() =>
  expectNothingLeft(here, { slackTrouble: ["files.info file_not_found"] }).finally(() => here.close()),
);

async function upload(user: string, name: string, content: string | Buffer): Promise<string> {
  const sent = await fetch(`${here.slack.url}/play/upload?as=${user}&name=${name}`, {
    method: "POST",
    body: content,
  });
  return ((await sent.json()) as { file: { id: string } }).file.id;
}

type Written = { by?: string; channel?: string; text?: string; files?: string[]; threadTs?: string };

async function writes({ by = jblow, channel = petersLab, text = "", ...rest }: Written) {
  const { message } = await here.slack.acts.types(by, { channel, text, ...rest });
  if (message === undefined) throw new Error("nothing was written");
  return message;
}

/** Chooses *Submit this job* in the menu of a message, and gives the private answer. */
async function chooses(user: string, { channel, ts }: { channel: string; ts: string }) {
  const before = new Set(here.slack.ephemerals(user).map(({ id }) => id));
  const chosen = await here.slack.acts.messageShortcut(user, { callbackId: "submit", channel, ts });
  expect(chosen.status).toBe(200);
  return lab.see(() => here.slack.ephemerals(user).find(({ id }) => !before.has(id)));
}

const job = (name: string) => ({
  jobName: name,
  jobQueue: "default",
  jobDefinition: "hello:1",
  containerOverrides: { command: ["echo", name] },
});

const submitted = () =>
  here.aws
    .calls()
    .filter(({ operation }) => operation === "SubmitJob")
    .map(({ input }) => input as Record<string, unknown>);

it("the job in an attached file is submitted from the menu of its message", async () => {
  const file = await upload(jblow, "job.json", JSON.stringify(job("attached"), null, 4));
  const answer = await chooses(jblow, await writes({ text: "this one", files: [file] }));
  expect(answer.text).toMatch(/^attached is submitted to queue default/);
  expect(submitted().at(-1)).toMatchObject({
    ...job("attached"),
    jobName: expect.stringMatching(/^jblow-attached-/),
  });
  await lab.ended("attached");
});

it("a program that calls boto3 and a file of the AWS CLI are read as well", async () => {
  const code = `import boto3\nbatch = boto3.client("batch")\nbatch.submit_job(jobName="py", jobDefinition="hello:1")\n`;
  await chooses(jblow, await writes({ files: [await upload(jblow, "submit_job.py", code)] }));
  await lab.ended("py");
  const script =
    "#!/bin/sh\n# my job\naws batch submit-job --job-name sh --job-definition hello:1 \\\n  --job-queue default\n";
  await chooses(jblow, await writes({ files: [await upload(jblow, "run.sh", script)] }));
  await lab.ended("sh");
});

it("the job in a code block is submitted, whatever is said around it", async () => {
  const text = `Could you try this?\n\`\`\`${JSON.stringify(job("blocked"), null, 2)}\`\`\`\nthanks`;
  await chooses(jblow, await writes({ text }));
  await lab.ended("blocked");
});

it("another's words are shown first, and run only when that is pressed", async () => {
  const before = submitted().length;
  const message = await writes({ by: amate, text: `\`\`\`${JSON.stringify(job("others"))}\`\`\`` });
  const shown = await chooses(jblow, message);
  expect(shown.text).toMatch(/^This is what would be sent for others/);
  expect(submitted()).toHaveLength(before);
  await lab.follow(jblow, shown, "submit.confirm");
  await lab.ended("others");
  expect(lab.jobNamed("others").jobName).toMatch(/^jblow-/);
});

it("another's line that shows what it would do, as it is or mistyped, is shown and can be sent", async () => {
  const line =
    "aws batch submit-job --job-name looked --job-queue default --job-definition hello:1 --dry-run";
  const shown = await chooses(jblow, await writes({ by: amate, text: `\`\`\`${line}\`\`\`` }));
  expect(shown.text).toMatch(/^This is what would be sent for looked/);
  const mistyped = line.replace("--job-queue", "--job-queu").replace("looked", "mended");
  const corrected = await chooses(jblow, await writes({ by: amate, text: `\`\`\`${mistyped}\`\`\`` }));
  const mended = await lab.follow(jblow, corrected, "submit.corrected");
  expect(mended.text).toMatch(/^This is what would be sent for mended/);
  await lab.follow(jblow, shown, "submit.confirm");
  await lab.ended("looked");
});

it("a press that Slack delivers twice makes one job", async () => {
  const file = await upload(jblow, "job.json", JSON.stringify(job("pressed")));
  const { channel, ts } = await writes({ files: [file] });
  const { payload } = await here.slack.acts.messageShortcut(jblow, { callbackId: "submit", channel, ts });
  await here.slack.deliver("interactive", payload);
  await lab.ended("pressed");
  expect(lab.jobsNamed("pressed")).toHaveLength(1);
});

it("what holds no job, or cannot be read, is said, and nothing is submitted", async () => {
  const before = submitted().length;
  const none = await chooses(jblow, await writes({ text: "good morning" }));
  expect(none.text).toMatch(/^I find no job in that message: it takes the JSON of/);
  const wrong = await upload(jblow, "job.json", '{"jobDefinition": "hello:1", "jobNmae": "x"}');
  const mistaken = await chooses(jblow, await writes({ files: [wrong] }));
  expect(mistaken.text).toMatch(/There is no field `jobNmae`; did you mean `jobName`\?/);
  expect(buttonsIn(mistaken)).toEqual(["submit.corrected"]);
  const picture = await upload(jblow, "job.json", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]));
  expect((await chooses(jblow, await writes({ files: [picture] }))).text).toMatch(
    /is no text that I can read/,
  );
  const large = await upload(jblow, "job.json", `{"x": "${"y".repeat(300 * 1024)}"}`);
  expect((await chooses(jblow, await writes({ files: [large] }))).text).toMatch(/is larger than the 256 KiB/);
  const png = await upload(jblow, "plot.png", "x");
  expect((await chooses(jblow, await writes({ files: [png] }))).text).toMatch(
    /`plot\.png` is no file that I read/,
  );
  const [one, two] = [await upload(jblow, "a.json", "{}"), await upload(jblow, "b.json", "{}")];
  expect((await chooses(jblow, await writes({ files: [one, two] }))).text).toMatch(
    /There are 2 files in that message \(`a\.json`, `b\.json`\)/,
  );
  const hidden = await upload(jblow, "job.json", JSON.stringify(job("hidden")));
  expect((await chooses(jblow, await writes({ channel: botless, files: [hidden] }))).text).toMatch(
    /I cannot read `job\.json`: Slack shows me files only in channels that I am in/,
  );
  expect(submitted()).toHaveLength(before);
});
