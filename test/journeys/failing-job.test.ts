import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { general, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const failing = 'sh -c "echo reading-the-sample; echo no-such-genome >&2; exit 3"';

it("a job that fails says its exit code, and in the lab's own channel soon its last lines too", async () => {
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name broken -- ${failing}`);
  const end = await lab.ended("broken");
  expect(end.text).toMatch(/^<@U0JBLOW> broken failed after .*exit code 3/);
  const withLines = await lab.see(() => {
    const last = lab.replies("broken").at(-1);
    return JSON.stringify(last?.blocks).includes("no-such-genome") ? last : undefined;
  });
  expect(JSON.stringify(withLines.blocks)).toContain("Last lines:");
  expect(withLines.ts).toBe(end.ts);
  expect(payloadOf(withLines)).toEqual({ ...payloadOf(end), kind: "finished" });
  expect(lab.cardOf("broken").text).toMatch(/failed after .* with exit code 3\.$/);
});

it("a program that is not there is told as that", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name absent -- no-such-program-here");
  const end = await lab.ended("absent");
  expect(end.text).toMatch(/^<@U0JBLOW> absent failed/);
  expect(end.text).toMatch(/no-such-program-here|command|program/);
  expect(lab.kinds("absent")).toEqual(["finished"]);
});

it("in a channel of everybody's neither command nor parameters nor log lines are ever shown", async () => {
  const line = `/batch submit --jobdef greet --name public --param who=patient-zero -- ${failing}`;
  await lab.ask(jblow, general, line);
  await lab.ended("public");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name after -- true");
  await lab.ended("after");
  await expectNothingLeft(here);
  const said = here.slack.calls.filter(
    ({ method, args }) => method.startsWith("chat.") && args.channel === general,
  );
  expect(said.length).toBeGreaterThanOrEqual(4);
  const all = JSON.stringify(said);
  for (const word of ["patient-zero", "reading-the-sample", "no-such-genome", "sh -c", "greet", "peters-u"]) {
    expect(all).not.toContain(word);
  }
  expect(lab.replies("public").at(-1)?.text).toMatch(/^<@U0JBLOW> public failed after .*exit code 3/);
  expect(here.slack.messages(petersLab).some(({ text }) => text.includes("public"))).toBe(false);
});

it("with --to me all of it is told in direct messages, command and lines included", async () => {
  const before = here.slack.messages(petersLab).length;
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name mine --to me -- ${failing}`);
  await lab.ended("mine");
  const card = lab.cardOf("mine");
  expect(card.channel).toBe("D0JBLOW");
  expect(JSON.stringify(card.blocks)).toContain("no-such-genome &gt;&amp;2");
  await lab.see(() => JSON.stringify(lab.replies("mine").at(-1)?.blocks ?? []).includes("Last lines:"));
  expect(here.slack.messages(petersLab)).toHaveLength(before);
});

it("a card can be sent to another channel, and stands there alone", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name shown --to #general -- echo hi");
  await lab.ended("shown");
  expect(lab.cardOf("shown").channel).toBe(general);
});
