import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import {
  amate,
  doeAccount,
  doeLab,
  jblow,
  kfoe,
  klee,
  petersAccount,
  petersLab,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  for (const account of [petersAccount, doeAccount])
    here.aws.blockQueue(account, "highmem", "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none");
});

afterAll(() =>
  expectNothingLeft(here, { awsTrouble: ["TerminateJob ClientException"] }).finally(() => here.close()),
);

const terminations = () => here.aws.calls().filter(({ operation }) => operation === "TerminateJob");

const lasting = (name: string) => gate(here.folder, name).command;

async function running(name: string, user = jblow, channel = petersLab, account = petersAccount) {
  await lab.ask(user, channel, `/batch submit --jobdef hello --name ${name} -- ${lasting(name)}`);
  return lab.shows(name, "running", account);
}

async function waiting(
  name: string,
  {
    user = jblow,
    channel = petersLab,
    account = petersAccount,
    tag = "",
  }: { user?: string; channel?: string; account?: string; tag?: string } = {},
) {
  const tags = tag === "" ? "" : `--tag nextflow-run=${tag}`;
  await lab.ask(user, channel, `/batch submit --jobdef hello --queue highmem --name ${name} ${tags} -- true`);
  return lab.shows(name, "waiting", account);
}

it("three jobs are stopped after one question that says what is lost, and one reply says what came of it", async () => {
  await running("first");
  await waiting("second");
  await waiting("third", { user: amate });
  const before = terminations().length;
  const question = await lab.ask(
    jblow,
    petersLab,
    '/batch cancel first second third --reason "wrong genome"',
  );
  expect(question.text).toMatch(
    /^Stop 3 jobs\? 1, first, has run .*; 2 have not started\. What is stopped cannot be resumed\.$/,
  );
  expect(JSON.stringify(question.blocks)).toContain("of A. Mate");
  expect(buttonsIn(question)).toEqual(["cancel.confirm"]);
  expect(terminations()).toHaveLength(before);
  const yes = () => here.slack.acts.click(jblow, { ephemeralId: question.id, actionId: "cancel.confirm" });
  await Promise.all([yes(), yes()]);
  for (const name of ["first", "second", "third"]) await lab.ended(name);
  expect(terminations()).toHaveLength(before + 3);
  expect(lab.kinds("third")).toEqual(["stopping", "finished"]);
  expect(lab.replies("third").at(-1)?.text).toMatch(/^<@U0AMATE> third was stopped by J. Blow.*wrong genome/);
  const reply = here.slack.ephemerals(jblow).find(({ id }) => id === question.id);
  expect(reply?.text).toBe("AWS is told to stop 3 jobs. Their cards will show when they have ended.");
});

it("what has ended meanwhile, is not there or was typed twice is told apart", async () => {
  await waiting("fourth");
  await waiting("fifth");
  const question = await lab.ask(jblow, petersLab, "/batch cancel fourth first nowhere fifth fourth");
  expect(question.text).toContain("Stop 2 jobs? None of them has started.");
  expect(question.text).toMatch(/first \(`[0-9a-f]{8}`\) has ended already\./);
  expect(question.text).toContain("I find no job `nowhere` that you can see.");
  await lab.ask(jblow, petersLab, "/batch cancel fourth");
  await lab.ended("fourth");
  const answer = await lab.follow(jblow, question, "cancel.confirm");
  expect(answer.text).toMatch(/^AWS is told to stop fifth \(`[0-9a-f]{8}`\)\./);
  expect(answer.text).toMatch(/fourth \(`[0-9a-f]{8}`\) has ended already\./);
  await lab.ended("fifth");
});

it("a filter finds one's own jobs that have not ended, and stops what was shown and no more", async () => {
  for (const name of ["call-1", "call-2", "other"]) await waiting(name);
  await waiting("call-3", { user: amate });
  const question = await lab.ask(
    jblow,
    petersLab,
    "/batch cancel --mine --state waiting --name 'call*' --queue highmem",
  );
  expect(question.text).toMatch(/^Stop 2 jobs\?/);
  await waiting("call-4");
  const answer = await lab.follow(jblow, question, "cancel.confirm");
  expect(answer.text).toMatch(/^AWS is told to stop 2 jobs\./);
  await lab.ended("call-1");
  await lab.ended("call-2");
  expect(lab.jobNamed("call-4").status).toBe("RUNNABLE");
  const all = await lab.ask(jblow, petersLab, "/batch cancel --all --name 'call*'");
  expect(all.text).toMatch(/^Stop 2 jobs\?/);
  await lab.follow(jblow, all, "cancel.confirm");
  await lab.ended("call-3");
  await lab.ended("call-4");
  await lab.ask(jblow, petersLab, "/batch cancel other");
  await lab.ended("other");
  const none = await lab.ask(jblow, petersLab, "/batch cancel --mine");
  expect(none.text).toBe("Nothing was stopped. There is no such job that has not ended.");
});

it("a run is stopped as a whole: a workflow's by its tag, with a warning, and a table's by its name", async () => {
  for (const [name, user] of [
    ["task-1", jblow],
    ["task-2", jblow],
    ["task-3", amate],
  ] as const)
    await waiting(name, { user, tag: "mad_euler" });
  const listed = await lab.ask(jblow, petersLab, "/batch list --run mad_euler --state waiting");
  expect(listed.text).toMatch(/^Waiting jobs of run mad_euler: 3 jobs\./);
  expect(JSON.stringify(listed.blocks)).toContain("A. Mate");
  const question = await lab.ask(jblow, petersLab, "/batch cancel --run mad_euler --state waiting");
  expect(question.text).toBe(
    "Stop 2 jobs? None of them has started. What is stopped cannot be resumed. They belong to a Nextflow run, and Nextflow will most likely submit them again: to end the run, stop it where it was started.",
  );
  await lab.follow(jblow, question, "cancel.confirm");
  await lab.ended("task-1");
  await lab.ended("task-2");
  const others = await lab.ask(jblow, petersLab, "/batch cancel --run mad_euler");
  expect(others.text).toContain("but 1 of somebody else's has not ended");
  const all = await lab.follow(jblow, others, "cancel.corrected");
  expect(all.text).toMatch(/^Stop task-3 /);
  await lab.follow(jblow, all, "cancel.confirm");
  await lab.ended("task-3");
  const line = "--jobdef hello --queue highmem --name cohort --each sample=NA1,NA2 -- echo Ref::sample";
  const table = await lab.ask(jblow, petersLab, `/batch submit ${line}`);
  await lab.follow(jblow, table, "submit.batch");
  await lab.see(() => lab.jobs().filter(({ jobName }) => /cohort/.test(jobName)).length === 2);
  const ofTable = await lab.ask(jblow, petersLab, "/batch cancel --run cohort");
  expect(ofTable.text).toMatch(/^Stop 2 jobs\?/);
  expect(JSON.stringify(ofTable.blocks)).toMatch(/cohort-NA1.*cohort-NA2/);
  const active = await lab.ask(jblow, petersLab, "/batch list --run cohort --state active");
  expect(active.text).toMatch(/^Active jobs of run cohort: 2 jobs\./);
  await lab.follow(jblow, ofTable, "cancel.confirm");
  await lab.see(() => lab.posts().some(({ text }) => text.startsWith(`<@${jblow}> cohort:`)));
  const [mine, theirs] = [
    await lab.ask(kfoe, doeLab, "/batch cancel --run mad_euler"),
    await lab.ask(kfoe, doeLab, "/batch cancel --run nothing"),
  ];
  expect(mine.text.replace("mad_euler", "nothing")).toBe(theirs.text);
  expect(mine.text).toMatch(/^I find no run `mad_euler` that you can see\./);
});

it.each([
  ["--all", /`--all` would stop every job of the lab/],
  ["first --mine", /not both/],
  ["--mine --state failed", /what has ended cannot be stopped/],
  ["--mine --yes", /is always shown before it is stopped/],
])("%s is no filter to stop by", async (line, why) => {
  const answer = await lab.ask(jblow, petersLab, `/batch cancel ${line}`);
  expect(answer.text).toMatch(why);
});

it("where a lab lets only owners stop, those of others are left out, and a job of another lab is not there", async () => {
  await waiting("guarded", { user: klee, channel: doeLab, account: doeAccount });
  await waiting("own", { user: kfoe, channel: doeLab, account: doeAccount });
  await running("far");
  const question = await lab.ask(kfoe, doeLab, "/batch cancel own guarded far");
  expect(question.text).toMatch(/^Stop own \(`[0-9a-f]{8}`\)\? It has not started\./);
  expect(question.text).toMatch(/guarded \(`[0-9a-f]{8}`\) is K. Lee's: ask them, or a manager of the lab\./);
  expect(question.text).toContain("I find no job `far` that you can see.");
  await lab.follow(kfoe, question, "cancel.confirm");
  await lab.ended("own", doeAccount);
  expect(lab.jobNamed("guarded", doeAccount).status).toBe("RUNNABLE");
  await lab.ask(klee, doeLab, "/batch cancel guarded");
  await lab.ended("guarded", doeAccount);
  await lab.ask(jblow, petersLab, "/batch cancel far --yes");
  await lab.ended("far");
});

it("of what AWS refuses to stop it is said that it goes on", async () => {
  await waiting("kept");
  await waiting("gone");
  here.aws.faults.add({
    service: "batch",
    operation: "TerminateJob",
    times: 1,
    effect: { kind: "refuse", code: "ClientException", message: "no such thing" },
  });
  const answer = await lab.ask(jblow, petersLab, "/batch cancel kept gone --yes");
  expect(answer.text).toMatch(
    /^AWS is told to stop 1 of 2\. .* AWS would not stop (kept|gone) \(`[0-9a-f]{8}`\); it goes on as it was\.$/,
  );
  const question = await lab.ask(jblow, petersLab, "/batch cancel kept gone");
  await lab.follow(jblow, question, "cancel.confirm");
  await lab.ended("kept");
  await lab.ended("gone");
});

it("children of an array are stopped while the others go on, and its card and thread say so", async () => {
  const { command, open } = gate(here.folder, "array");
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name many --array 8 -- ${command}`);
  await lab.shows("many", "running");
  await lab.see(
    () => lab.jobs().filter(({ jobId, status }) => isChild(jobId) && status === "RUNNING").length === 8,
  );
  const question = await lab.ask(jblow, petersLab, '/batch cancel many:1,5-6 --reason "bad samples"');
  expect(question.text).toMatch(
    /^Stop 3 children \(index 1, 5–6\) of many \(`[0-9a-f]{8}`\)\? 3 have begun; many \(index \d\) has run longest, .* Other children go on\. What is stopped cannot be resumed\.$/,
  );
  const answer = await lab.follow(jblow, question, "cancel.confirm");
  expect(answer.text).toMatch(/^AWS is told to stop 3 children \(index 1, 5–6\) of many /);
  await lab.see(() => lab.kinds("many").includes("stopping"));
  expect(lab.replies("many").find(({ text }) => /is stopping/.test(text))?.text).toBe(
    "J. Blow is stopping 3 children (index 1, 5–6) of many: “bad samples”. The others go on.",
  );
  await lab.see(() => /3 stopped/.test(lab.cardOf("many").text));
  open();
  const end = await lab.ended("many");
  expect(end.text).toContain("3 of its 8 children were stopped, 5 succeeded");
  const again = await lab.ask(jblow, petersLab, "/batch cancel many:1");
  expect(again.text).toMatch(/^Nothing was stopped\. .*many .* has ended already\.$/);
});

it("an index that an array does not have is named", async () => {
  const answer = await lab.ask(jblow, petersLab, "/batch cancel many:9");
  expect(answer.text).toContain("This array has 8 children, counted from 0 to 7.");
});

const isChild = (jobId: string): boolean => jobId.startsWith(`${lab.jobNamed("many").jobId}:`);
