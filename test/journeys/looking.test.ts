import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { admin, amate, bot, general, jblow, petersLab, stranger } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name alpha -- echo one two three");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name beta -- sh -c 'exit 9'");
  await lab.ended("alpha");
  await lab.ended("beta");
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const mention = (name: string, text: string, user = jblow) => {
  const { channel, ts } = lab.cardOf(name);
  return lab.ask(user, { channel, threadTs: ts }, `<@${bot.userId}> ${text}`);
};

it("a job is found by its id, its first letters, its name and the name it was sent by", async () => {
  const { jobId, jobName } = lab.jobNamed("alpha");
  const refs = [jobId, jobId.slice(0, 8), jobId.slice(0, 4).toUpperCase(), "alpha", jobName];
  const answers: string[] = [];
  for (const ref of refs) answers.push((await lab.ask(amate, petersLab, `/batch status ${ref}`)).text);
  expect(new Set(answers)).toEqual(
    new Set([expect.stringMatching(/^alpha of J. Blow for peters-u succeeded/)]),
  );
});

it("its details are fresh from AWS, under the name of who asked", async () => {
  const { jobId, jobName } = lab.jobNamed("beta");
  const details = await lab.ask(amate, petersLab, "/batch why beta");
  expect(details.text).toMatch(/^beta of J. Blow for peters-u failed after .* with exit code 9\. Why: /);
  const shown = JSON.stringify(details.blocks);
  for (const words of [jobId, jobName, "FAILED", "exit 9", "111122223333, us-west-2"])
    expect(shown).toContain(words);
  const asked = here.aws.calls().filter(({ operation }) => operation === "DescribeJobs");
  const hers = { sessionName: "batchmate-amate", sourceIdentity: amate };
  expect(asked).toContainEqual(expect.objectContaining(hers));
});

it("one's own jobs are listed newest first, and can be narrowed by state", async () => {
  const all = await lab.ask(jblow, petersLab, "/batch list");
  expect(all.text.indexOf("beta")).toBeGreaterThan(-1);
  expect(all.text.indexOf("beta")).toBeLessThan(all.text.indexOf("alpha"));
  const failed = await lab.ask(jblow, petersLab, "/batch ls --state FAILED");
  expect(failed.text).toContain("beta");
  expect(failed.text).not.toContain("alpha");
  const mates = await lab.ask(amate, petersLab, "/batch list");
  expect(mates.text).not.toContain("alpha");
});

it("the command alone shows one's own jobs and where to begin", async () => {
  const start = await lab.ask(jblow, petersLab, "/batch");
  expect(JSON.stringify(start.blocks)).toContain("alpha");
  expect(buttonsIn(start).length).toBeGreaterThan(0);
});

it("whoami says which labs one is in, and a stranger is told how to get in", async () => {
  expect((await lab.ask(jblow, petersLab, "/batch whoami")).text).toMatch(/^You are in 1 lab: peters-u\./);
  expect((await lab.ask(admin, general, "/batch whoami")).text).toContain("You are an admin.");
  for (const line of ["/batch whoami", "/batch", "/batch submit --jobdef hello -- true"]) {
    const answer = await lab.ask(stranger, general, line);
    expect(answer.text).toMatch(/^I do not know your lab yet, so I cannot run or show jobs for you\./);
  }
});

it("help lists every command, and tells each by itself however it is asked", async () => {
  const help = await lab.ask(stranger, general, "/batch help");
  for (const verb of ["submit", "status", "logs", "list", "cancel", "whoami"])
    expect(JSON.stringify(help.blocks)).toContain(verb);
  const texts: string[] = [];
  for (const line of ["help cancel", "cancel --help", "cancel -h"])
    texts.push((await lab.ask(jblow, petersLab, `/batch ${line}`)).text);
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain("cancel");
});

it("in a job's thread a mention means that job, and the answer stands there", async () => {
  const log = await mention("alpha", "logs");
  expect(log.text).toMatch(/^The last line of the log of alpha:\n.*one two three$/);
  expect(log.threadTs).toBe(lab.cardOf("alpha").ts);
  expect((await mention("beta", "status", amate)).text).toMatch(/^beta of J. Blow for peters-u failed/);
  expect((await mention("alpha", "cancel")).text).toMatch(/^There is nothing left to stop: alpha/);
  expect((await mention("beta", "status alpha")).text).toMatch(/^alpha of J. Blow/);
});

it("outside of a job's thread a mention has to say which job", async () => {
  const answer = await lab.ask(jblow, petersLab, `<@${bot.userId}> logs`);
  expect(answer.text).toMatch(/^Say which job/);
  expect(answer.threadTs).toBeUndefined();
});

it("a log can be searched and read from its beginning", async () => {
  const line = "/batch submit --jobdef hello --name lines -- seq 1 40";
  await lab.ask(jblow, petersLab, line);
  await lab.ended("lines");
  const head = await lab.ask(jblow, petersLab, "/batch logs lines --head 2");
  expect(JSON.stringify(head.blocks)).toContain("Times in America/Los_Angeles");
  expect(head.text).toMatch(/^The first 2 lines of the log of lines:\n\S+ {2}1\n\S+ {2}2$/);
  const found = await lab.ask(jblow, petersLab, "/batch logs lines --grep ^3.$");
  expect(found.text).toMatch(/^10 lines of the log of lines that match `\^3\.\$`/);
});
