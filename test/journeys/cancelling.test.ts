import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import {
  admin,
  amate,
  doeAccount,
  doeLab,
  general,
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
  here.aws.blockQueue(petersAccount, "highmem", "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none");
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

it("one's own job that has not started is stopped without a question", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --queue highmem --name early -- true");
  await lab.shows("early", "waiting");
  const answer = await lab.ask(jblow, petersLab, '/batch cancel early --reason "wrong genome"');
  expect(answer.text).toBe("AWS is told to stop early. Its card will show when it has ended.");
  const end = await lab.ended("early");
  expect(lab.kinds("early")).toEqual(["stopping", "finished"]);
  expect(end.text).toMatch(/^<@U0JBLOW> early was stopped by J. Blow.*wrong genome/);
  expect(lab.cardOf("early").text).toMatch(/^early of J. Blow for peters-u was stopped by J. Blow/);
  expect(terminations().at(-1)).toMatchObject({
    sessionName: "batchmate-jblow",
    sourceIdentity: jblow,
    input: { reason: "Stopped by jblow: wrong genome" },
  });
});

it("one's own running job is stopped after a question, and a double yes is one", async () => {
  await running("midway");
  const before = terminations().length;
  const question = await lab.ask(jblow, petersLab, "/batch cancel midway");
  expect(question.text).toMatch(
    /^Stop midway \(`[0-9a-f]{8}`\)\? It has run .* What is stopped cannot be resumed\.$/,
  );
  expect(buttonsIn(question)).toEqual(["cancel.confirm"]);
  expect(terminations()).toHaveLength(before);
  const yes = () => here.slack.acts.click(jblow, { ephemeralId: question.id, actionId: "cancel.confirm" });
  await Promise.all([yes(), yes()]);
  await lab.ended("midway");
  expect(lab.kinds("midway")).toEqual(["started", "stopping", "finished"]);
  expect(terminations()).toHaveLength(before + 1);
});

it("a lab mate's job is stopped after a question that says whose it is", async () => {
  const card = await running("mates");
  const question = await lab.press(amate, { channel: petersLab, ts: card.ts }, "cancel");
  expect(question.text).toMatch(/^Stop mates .* It is J. Blow's job\. It has run /);
  const answer = await lab.follow(amate, question, "cancel.confirm");
  expect(answer.text).toMatch(/^AWS is told to stop mates\./);
  const end = await lab.ended("mates");
  expect(end.text).toMatch(/^<@U0JBLOW> mates was stopped by A. Mate/);
  expect(terminations().at(-1)).toMatchObject({ sessionName: "batchmate-amate", sourceIdentity: amate });
});

it("with --yes nothing is asked", async () => {
  await running("sure");
  const answer = await lab.ask(jblow, petersLab, "/batch cancel sure --yes");
  expect(answer.text).toMatch(/^AWS is told to stop sure\./);
  await lab.ended("sure");
});

it("of two jobs of one name it is asked which", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --queue highmem --name same -- true");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --queue highmem --name same -- true");
  const which = await lab.ask(jblow, petersLab, "/batch cancel same");
  expect(which.text).toMatch(/^2 jobs fit `same`\. Which one do you mean\?/);
  const [first = "", second = ""] = buttonsIn(which);
  expect([first, second]).toEqual(["cancel.pick.1", "cancel.pick.2"]);
  await lab.follow(jblow, which, second);
  await lab.see(() => lab.jobsNamed("same").filter(({ status }) => status === "FAILED").length === 1);
  here.aws.unblockQueue(petersAccount, "highmem");
  await lab.see(() => lab.jobsNamed("same").some(({ status }) => status === "SUCCEEDED"));
});

it("a job that has ended has nothing left to stop", async () => {
  const before = terminations().length;
  const answer = await lab.ask(jblow, petersLab, "/batch cancel midway");
  expect(answer.text).toMatch(/^There is nothing left to stop: midway was stopped by J. Blow/);
  expect(terminations()).toHaveLength(before);
});

it("where a lab lets only owners stop, a lab mate is told whom to ask, and an admin may", async () => {
  await running("guarded", klee, doeLab, doeAccount);
  const before = terminations().length;
  const refusal = await lab.ask(kfoe, doeLab, "/batch cancel guarded --yes");
  expect(refusal.text).toBe(
    "Nothing was stopped: in doe-j, a job is stopped by its owner or a manager, and guarded is K. Lee's. Ask them, or a manager of the lab.",
  );
  expect(terminations()).toHaveLength(before);
  const answer = await lab.ask(admin, general, "/batch cancel guarded --yes");
  expect(answer.text).toMatch(/^AWS is told to stop guarded\./);
  const end = await lab.ended("guarded", doeAccount);
  expect(end.text).toMatch(/^<@U0KLEE> guarded was stopped by S. Admin/);
});

it("what AWS refuses to stop goes on, and its card says so", async () => {
  const { command, open } = gate(here.folder, "refused");
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name refused -- ${command}`);
  await lab.shows("refused", "running");
  here.aws.faults.add({
    service: "batch",
    operation: "TerminateJob",
    times: 1,
    effect: { kind: "refuse", code: "ClientException", message: "no such thing" },
  });
  const answer = await lab.ask(jblow, petersLab, "/batch cancel refused --yes");
  expect(answer.text).toMatch(/refused/);
  open();
  await lab.ended("refused");
  expect(lab.cardOf("refused").text).toMatch(/succeeded/);
});
