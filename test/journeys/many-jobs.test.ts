import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { bot, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submits = (name: string) =>
  here.aws
    .calls()
    .filter(({ operation }) => operation === "SubmitJob")
    .map(({ input }) => (input as { jobName: string }).jobName)
    .filter((sent) => sent.startsWith(`jblow-${name}-`));

const closing = (name: string) =>
  lab.see(() => lab.posts().find(({ text }) => text.startsWith(`<@${jblow}> ${name}:`)));

const cardsOf = (name: string) => lab.cards().filter(({ text }) => text.startsWith(`${name}, `));

it("jobs from one line: shown first, sent once at a double press, one card, one closing mention", async () => {
  const line =
    "/batch submit --jobdef hello --name align --each sample=NA1,NA2,NA3 -- sh -c 'test $0 != NA2' Ref::sample";
  const shown = await lab.ask(jblow, petersLab, line);
  expect(shown.text).toBe("3 jobs of align are ready; nothing was submitted yet.");
  expect(buttonsIn(shown)).toEqual(["submit.batch"]);
  expect(JSON.stringify(shown.blocks)).toContain("Submit 3 jobs");
  expect(submits("align")).toEqual([]);

  const press = () => here.slack.acts.click(jblow, { ephemeralId: shown.id, actionId: "submit.batch" });
  await Promise.all([press(), press()]);
  const end = await closing("align");
  expect(end.text).toBe(`<@${jblow}> align: 2 of 3 succeeded, 1 failed: align-NA2 (exit code 1).`);
  expect(submits("align").toSorted()).toEqual([
    expect.stringMatching(/^jblow-align-NA1-[a-z0-9]{6}$/),
    expect.stringMatching(/^jblow-align-NA2-[a-z0-9]{6}$/),
    expect.stringMatching(/^jblow-align-NA3-[a-z0-9]{6}$/),
  ]);
  const card = await lab.see(() => cardsOf("align").find(({ text }) => text.includes("3 of 3 ended")));
  expect(cardsOf("align")).toHaveLength(1);
  expect(payloadOf(card)).toEqual({
    kind: "card",
    submission: expect.stringMatching(/^s_/),
    notice: expect.stringMatching(/^n_/),
    state: "failed",
    version: expect.any(Number),
  });
  const replies = here.slack.thread(card.channel, card.ts).filter(({ threadTs }) => threadTs !== undefined);
  expect(replies.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^align-NA2 of J\. Blow failed after .*exit code 1/),
    end.text,
  ]);
  expect(lab.posts().filter(({ text }) => text.includes(`<@${jblow}>`))).toEqual([end]);
});

it("in the thread of many jobs a mention asks which one, and a press answers", async () => {
  const [card] = cardsOf("align");
  const asked = await lab.ask(
    jblow,
    { channel: petersLab, threadTs: card?.ts ?? "" },
    `<@${bot.userId}> status`,
  );
  expect(asked.text).toMatch(/^This thread is about 3 jobs\. Which one do you mean\?/);
  const answer = await lab.follow(jblow, asked, "status.pick.1");
  expect(answer.text).toMatch(/^align-NA2 of J\. Blow for peters-u failed/);
  const named = await lab.ask(jblow, petersLab, "/batch status align-NA3");
  expect(named.text).toMatch(/^align-NA3 of J\. Blow for peters-u succeeded/);
});

it("a value that is not right is listed, and left out at a press", async () => {
  const line =
    "/batch submit --jobdef hello --name sized --each sample=NA1,NA2,NA3 --each memory=512M,8,256M -- echo Ref::sample";
  const shown = await lab.ask(jblow, petersLab, line);
  expect(shown.text).toBe("2 of 3 values are good; nothing was submitted yet.");
  const words = JSON.stringify(shown.blocks);
  expect(words).toContain("Value 2, --each memory: ");
  expect(words).toContain("Skip 1 bad value");
  await lab.follow(jblow, shown, "submit.batch");
  expect((await closing("sized")).text).toBe(`<@${jblow}> sized: all 2 jobs succeeded.`);
  expect(submits("sized")).toEqual([
    expect.stringMatching(/^jblow-sized-NA1-/),
    expect.stringMatching(/^jblow-sized-NA3-/),
  ]);
});

it("values of different number are a mistake that says what would be right", async () => {
  const line = "/batch submit --jobdef hello --each sample=NA1,NA2 --each lane=1,2,3";
  const answer = await lab.ask(jblow, petersLab, line);
  expect(answer.text).toMatch(
    /`--each sample` has 2 values and `--each lane` has 3: they go in step.*Nothing was submitted yet/,
  );
});
