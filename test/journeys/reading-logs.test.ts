import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ephemeral } from "../../src/playground/slack/local-slack.ts";
import { withBot } from "../support/bot-apart.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { amate, doeLab, jblow, klee, petersAccount, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";
import { killAndStart } from "../support/survives.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 4 });
  lab = atWork(here);
  await submit("long", "seq 1 25000");
  await submit("many", "sh -c 'echo child; echo needle-$AWS_BATCH_JOB_ARRAY_INDEX'", "--array 4");
  for (const name of ["long", "many"]) await lab.ended(name);
});

const provoked = [
  "GetLogEvents ThrottlingException",
  "GetLogEvents InvalidParameterException",
  "GetLogEvents ResourceNotFoundException",
  "GetLogEvents AccessDeniedException",
];
afterAll(() => expectNothingLeft(here, { awsTrouble: provoked }).finally(() => here.close()));

const submit = (name: string, command: string, options = "") =>
  lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} ${options} -- ${command}`);
const ask = (line: string, user = jblow, where = petersLab) => lab.ask(user, where, `/batch logs ${line}`);
const numbersIn = ({ blocks = [] }: { blocks?: readonly unknown[] }): number[] =>
  [...JSON.stringify(blocks).matchAll(/\d\d:\d\d:\d\d {2}(\d+)/g)].map(([, n]) => Number(n));
/** There is only so much time for one answer: its button goes on. */
const onUntil = async (
  first: Ephemeral,
  button: string,
  isThere: (answer: Ephemeral) => boolean,
): Promise<Ephemeral> => {
  let answer = first;
  while (!isThere(answer)) answer = await lab.follow(jblow, answer, button);
  return answer;
};
const streamOf = (name: string): string => {
  const { container } = here.aws.job(lab.jobNamed(name).jobId) as { container: { logStreamName: string } };
  return container.logStreamName;
};
const pages = () => here.aws.calls().filter(({ operation }) => operation === "GetLogEvents").length;

describe("a long log", () => {
  it("is shown from its end in one call, and gone back through", async () => {
    const before = pages();
    const last = await ask("long --tail 3");
    expect(pages() - before).toBe(1);
    expect(numbersIn(last)).toEqual([24_998, 24_999, 25_000]);
    expect(buttonsIn(last)).toContain("logs.more");
    const earlier = await lab.follow(jblow, last, "logs.more");
    expect(earlier.text).toMatch(/^3 earlier lines of the log of long/);
    expect(numbersIn(earlier)).toEqual([24_995, 24_996, 24_997]);
  });

  it("is searched, with what stands around, and on from there though AWS no longer knows the place", async () => {
    const found = await ask("long --grep '^11[0-9]00$' --tail 2 -C 1");
    expect(numbersIn(found)).toEqual([11_799, 11_800, 11_801, 11_899, 11_900, 11_901]);
    const refuse = {
      kind: "refuse",
      code: "InvalidParameterException",
      message: "The specified nextToken is invalid.",
    } as const;
    here.aws.faults.add({ service: "logs", operation: "GetLogEvents", times: 1, effect: refuse });
    const further = await lab.follow(jblow, found, "logs.more");
    expect(further.text).toMatch(/^2 further lines of the log of long that match `\^11\[0-9\]00\$`/);
    expect(numbersIn(further)).toEqual([11_599, 11_600, 11_601, 11_699, 11_700, 11_701]);
  });

  it("is searched to its end though pages are empty before it, and AWS throttles", async () => {
    here.aws.emptyLogPages(petersAccount, "/aws/batch/job", streamOf("long"), 2);
    here.aws.faults.add({
      service: "logs",
      operation: "GetLogEvents",
      times: 4,
      effect: { kind: "throttle" },
    });
    const found = await onUntil(
      await ask("long --grep '^1234$'"),
      "logs.more",
      (answer) => numbersIn(answer).length > 0,
    );
    expect(numbersIn(found)).toEqual([1_234]);
    const end = await onUntil(found, "logs.more", (answer) => !buttonsIn(answer).includes("logs.more"));
    expect(numbersIn(end).filter((n) => n !== 1_234)).toEqual([]);
    here.aws.emptyLogPages(petersAccount, "/aws/batch/job", streamOf("long"), 0);
  });
});

describe("an array", () => {
  it("is searched as a whole", async () => {
    const found = await ask("many --grep needle-3");
    expect(found.text).toBe(
      "Lines that match `needle-3` are in the logs of 1 child of many. No line matches: index 0–2.",
    );
    expect(buttonsIn(found)).not.toContain("logs.next");
  });
});

describe("a stream by its own name", () => {
  it("leads to its job for the lab, and to nothing for another's", async () => {
    const stream = streamOf("long");
    expect(numbersIn(await ask(`${stream} --tail 1`, amate))).toEqual([25_000]);
    const theirs = await ask(stream, klee, doeLab);
    const absent = await ask("hello/default/0123456789abcdef0123456789abcdef", klee, doeLab);
    expect(theirs.text).toMatch(/^I find no job/);
    expect(theirs.text.replace(stream, "…")).toBe(absent.text.replace(/hello\/default\/[0-9a-f]+/, "…"));
  });
});

describe("a log that is not to be had", () => {
  it("is said to be so by its reason", async () => {
    await submit("gone", "echo hello");
    await lab.ended("gone");
    const denied = { kind: "refuse", code: "AccessDeniedException", message: "not authorized" } as const;
    const lift = here.aws.faults.add({ service: "logs", operation: "GetLogEvents", effect: denied });
    expect((await ask("gone")).text).toMatch(
      /^AWS does not let me read the log of gone: the role for peters-u lacks/,
    );
    lift();
    here.aws.expireLog(petersAccount, "/aws/batch/job", streamOf("gone"));
    expect((await ask("gone")).text).toMatch(/^There is no log of gone/);
  });
});

it("a bot killed and started again goes on with a search where it was", () =>
  withBot(async (world) => {
    const work = atWork(world);
    await work.ask(jblow, petersLab, "/batch submit --jobdef hello --name counted -- seq 1 30000");
    await work.ended("counted");
    const found = await work.ask(jblow, petersLab, "/batch logs counted --grep '00$' --head 2");
    expect(numbersIn(found)).toEqual([100, 200]);
    await killAndStart(world);
    let further = await work.follow(jblow, found, "logs.more");
    // It has just begun, and on a busy machine its time may be over before it has looked.
    while (numbersIn(further).length === 0) further = await work.follow(jblow, further, "logs.more");
    expect(numbersIn(further)).toEqual([300, 400]);
  }));
