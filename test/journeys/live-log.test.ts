import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { amate, doeLab, general, jblow, klee, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, buttonValue, payloadOf } from "../support/people-at-work.ts";
import { type Printer, printer } from "../support/printer.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
const running: Printer[] = [];

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
});

afterAll(async () => {
  for (const each of running) each.end();
  await expectNothingLeft(here).finally(() => here.close());
});

/** A job that prints what it is told to, and has begun. */
async function prints(name: string, { by = jblow, channel = petersLab, first = "reading reads" } = {}) {
  const program = printer(here.folder, name);
  running.push(program);
  const line = `/batch submit --jobdef hello --name ${name} -- ${program.command}`;
  await lab.ask(by, channel, line);
  await lab.shows(name, "running");
  program.print(first);
  return program;
}

const words = (message: Message): string => JSON.stringify(message.blocks);
const tails = (name: string): Message[] =>
  lab
    .posts()
    .filter((post) => payloadOf(post)?.kind === "tail" && payloadOf(post).job === lab.jobNamed(name).jobId);
const shows = (name: string, text: string | RegExp): Promise<Message> =>
  lab.see(() => tails(name).find((each) => new RegExp(text).test(words(each))));

it("a log grows in its job's thread, in one message, and ends with its job", async () => {
  const program = await prints("growing");
  const { channel, ts } = lab.cardOf("growing");
  const inMenu = `logs.follow ${buttonValue(lab.cardOf("growing"), "cancel")}`;
  const answer = await lab.press(amate, { channel, ts }, "more", inMenu);
  expect(answer.text).toMatch(
    /^I show the log of growing as it grows, for 30 min at most, in <https:[^|]+\|its thread>\.$/,
  );
  const first = await shows("growing", "reading reads");
  expect(first.threadTs).toBe(ts);
  program.print("aligning chr1");
  await shows("growing", "reading reads.*aligning chr1");
  expect(buttonsIn(first)).toEqual(["logs.stop"]);
  program.end("all aligned");
  await lab.ended("growing");
  const last = await shows("growing", "The live log of .*growing.* has ended with its job, which succeeded");
  expect(words(last)).toContain("all aligned");
  expect(last.ts).toBe(first.ts);
  expect(tails("growing")).toHaveLength(1);
  expect(buttonsIn(last)).toEqual(["logs", "status"]);
});

it("who follows the same log in the same thread shares its message; who started it, the owner and a manager stop it", async () => {
  await prints("shared");
  await lab.ask(amate, petersLab, "/batch logs shared --follow");
  const tail = await shows("shared", "reading reads");
  const again = await lab.ask(upeters, petersLab, "/batch tailf shared");
  expect(again.text).toMatch(
    /^The log of shared is shown as it grows already, in .*its thread>; it goes on for 30 min/,
  );
  expect(tails("shared")).toHaveLength(1);
  const value = buttonValue(tail, "logs.stop");
  await here.slack.acts.click(jblow, { channel: tail.channel, ts: tail.ts, actionId: "logs.stop", value });
  await shows("shared", "was stopped by J. Blow, and the job goes on");
});

it("a log that was stopped goes on in the same message, and only its people may stop it", async () => {
  const program = await prints("again", { by: upeters });
  await lab.ask(upeters, petersLab, "/batch logs again -f");
  const tail = await shows("again", "reading reads");
  const place = { channel: tail.channel, ts: tail.ts };
  const refused = await lab.press(amate, place, "logs.stop", buttonValue(tail, "logs.stop"));
  expect(refused.text).toMatch(/^Nothing was stopped: a live log is stopped by who asked for it/);
  await here.slack.acts.click(upeters, {
    ...place,
    actionId: "logs.stop",
    value: buttonValue(tail, "logs.stop"),
  });
  const stopped = await shows("again", "was stopped by U. Peters");
  expect(buttonsIn(stopped)).toEqual(["logs.resume", "logs", "status"]);
  await lab.press(amate, place, "logs.resume", buttonValue(stopped, "logs.resume"));
  program.print("and on it goes");
  await shows("again", "and on it goes");
  expect(tails("again")).toHaveLength(1);
});

it("where others than the lab read, it goes to the direct messages of who asked, and says so", async () => {
  const program = await prints("private", { channel: general, first: "patient-zero" });
  const answer = await lab.ask(jblow, general, "/batch logs private --follow");
  expect(answer.text).toBe(
    "I show the log of private as it grows, for 30 min at most, in your direct messages, because others than the lab may read here.",
  );
  const tail = await shows("private", "patient-zero");
  expect(tail.channel).toBe("D0JBLOW");
  program.end();
  await lab.ended("private");
  await shows("private", "has ended with its job");
  expect(JSON.stringify(here.slack.messages(general))).not.toContain("patient-zero");
});

it("another lab's job is not there, whatever is typed", async () => {
  await prints("hidden");
  await lab.ask(jblow, petersLab, "/batch follow hidden");
  await shows("hidden", "reading reads");
  const { jobId } = lab.jobNamed("hidden");
  const nothing = await lab.ask(klee, doeLab, "/batch logs 00000000 --follow");
  const theirs = await lab.ask(klee, doeLab, `/batch logs ${jobId.slice(0, 8)} --follow`);
  expect(theirs.text.replace(jobId.slice(0, 8), "ID")).toBe(nothing.text.replace("00000000", "ID"));
});

it("a child of an array is followed by its index, and the array itself is asked about", async () => {
  const program = printer(here.folder, "many");
  running.push(program);
  const line = `/batch submit --jobdef hello --name many --array 2 -- ${program.command}`;
  await lab.ask(jblow, petersLab, line);
  await lab.shows("many", "running");
  program.print("in both");
  const whole = await lab.ask(upeters, petersLab, "/batch logs many --follow");
  expect(whole.text).toMatch(/each child has its own log/);
  const lookAt = () => lab.ask(upeters, petersLab, "/batch logs many:1");
  let seen = await lookAt();
  // CloudWatch has a line some time after it was printed.
  while (!buttonsIn(seen).includes("logs.follow")) seen = await lookAt();
  for (const button of ["logs", "logs.follow", "status"])
    expect(buttonValue(seen, button)).toBe(`${lab.jobNamed("many").jobId}:1`);
  const answer = await lab.follow(upeters, seen, "logs.follow");
  expect(answer.text).toMatch(/^I show the log of many \(index 1\) as it grows/);
  const tail = await shows("many", "in both");
  expect(tail.text).toMatch(/^Live log of many \(index 1\):/);
  program.end("done in both");
  const last = await shows("many", "has ended with its job, which succeeded.*done in both");
  const place = { channel: last.channel, ts: last.ts };
  const lines = await lab.press(upeters, place, "logs.resume", buttonValue(last, "logs.resume"));
  expect(lines.text).toMatch(/^The last \d+ lines of the log of many \(index 1\)/);
});

it("a job that has ended already is answered by its last lines", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name over -- echo that was it");
  await lab.ended("over");
  const answer = await lab.ask(jblow, petersLab, "/batch logs over --follow");
  expect(answer.text).toMatch(/^The last line of the log of over:\n.*that was it$/);
  expect(tails("over")).toEqual([]);
});
