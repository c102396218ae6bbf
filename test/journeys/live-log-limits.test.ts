import { afterAll, beforeAll, expect, it } from "vitest";
import { limits } from "../../src/domain/limits.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { amate, general, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";
import { type Printer, printer } from "../support/printer.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
const running: Printer[] = [];

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  for (const name of ["one", "two", "three", "four"]) {
    const program = printer(here.folder, name);
    running.push(program);
    await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} -- ${program.command}`);
    await lab.shows(name, "running");
    program.print(`${name} begins`);
  }
});

afterAll(async () => {
  for (const each of running) each.end();
  await expectNothingLeft(here).finally(() => here.close());
});

const tailsWith = (words: string) =>
  lab
    .posts()
    .filter((post) => payloadOf(post)?.kind === "tail" && JSON.stringify(post.blocks).includes(words));

it("nobody follows more than three at once, and is told which they are, with a button to stop each", async () => {
  for (const name of ["one", "two", "three"]) await lab.ask(jblow, petersLab, `/batch follow ${name}`);
  const refused = await lab.ask(jblow, petersLab, "/batch follow four");
  expect(refused.text).toMatch(
    /^You follow 3 logs already, and no more are shown at once: one, two, three\./,
  );
  expect(buttonsIn(refused)).toEqual(["logs.stop.1", "logs.stop.2", "logs.stop.3"]);
  await here.slack.acts.click(jblow, { ephemeralId: refused.id, actionId: "logs.stop.1" });
  await lab.see(() => tailsWith("was stopped by J. Blow").length === 1);
  await lab.ask(jblow, petersLab, "/batch follow four");
  await lab.see(() => tailsWith("four begins").length === 1);
  // Another person's three are their own.
  const mate = await lab.ask(amate, petersLab, "/batch follow one");
  expect(mate.text).toMatch(/^I show the log of one as it grows/);
});

it("who asks in another channel joins the message in the job's thread, where they read too", async () => {
  await lab.ask(amate, general, "/batch follow two");
  const { jobId } = lab.jobNamed("two");
  const ofTwo = () =>
    lab.posts().filter((post) => payloadOf(post)?.kind === "tail" && payloadOf(post).job === jobId);
  await lab.see(() => ofTwo().length === 1 && JSON.stringify(ofTwo()[0]?.blocks).includes("two begins"));
  const { logs, messages } = await here.store.liveLogs.counts();
  expect({ logs, messages }).toEqual({ logs: 4, messages: 4 });
});

it("has a bound for a workspace that Slack's pace bears", () => {
  const lookMs = (limits.liveAtOnce * 60_000) / limits.liveEdits;
  expect(lookMs).toBeLessThanOrEqual(60_000);
  expect(limits.liveEdits + limits.liveEditsLeft).toBeLessThanOrEqual(limits.slackPerMinute["chat.update"]);
});
