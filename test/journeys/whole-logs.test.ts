import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

const direct = `D${jblow.slice(1)}`;

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  await submit("small", "sh -c 'echo one; printf \"%s=%s\\n\" token hunter2hunter2; echo three'");
  await lab.ended("small");
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submit = (name: string, command: string) =>
  lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} -- ${command}`);

const sentFiles = () =>
  here.slack.messages(direct).flatMap(({ files = [], text }) => files.map((file) => ({ ...file, text })));
const fileNamed = (name: RegExp) => lab.see(() => sentFiles().find((file) => name.test(file.name)));
const textOf = (id: string): string =>
  here.slack
    .files()
    .find((file) => file.id === id)
    ?.content?.toString() ?? "";

describe("the whole log as a file", () => {
  it("comes to the person's direct messages, masked, and says what it is", async () => {
    const answer = await lab.ask(jblow, petersLab, "/batch logs small --file");
    expect(answer.text).toMatch(
      /^The whole log of small comes to your direct messages as the file `small_[0-9a-f]{4}\.log`/,
    );
    expect(buttonsIn(answer)).toEqual(["logs.stopfile"]);
    const file = await fileNamed(/^small_/);
    expect(file.text).toMatch(
      /^The whole log of small: 3 lines, \d+ B\. 1 value masked as possible secrets\.$/,
    );
    const text = textOf(file.id);
    expect(text).toMatch(
      /^# The whole log of small\n# Job [0-9a-f-]{36} of peters-u, queue default, definition hello/,
    );
    expect(text).toContain("are in the zone America/Los_Angeles");
    expect(text).toMatch(/\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} {2}one\n/);
    expect(text).not.toContain("hunter2");
    expect(text.endsWith("three\n")).toBe(true);
  });
});
