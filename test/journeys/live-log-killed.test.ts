import { describe, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { type Printer, printer } from "../support/printer.ts";
import { expectOneOfEach, killAndStart, unansweredBySlack } from "../support/survives.ts";

// A log ends some time after its job, and bots that start beside each other take theirs.
const silence = { slackTrouble: ["chat.postMessage no answer", "chat.update no answer"] };

/** A job that prints, of which the live log is asked for. */
async function follows(world: Apart): Promise<{ program: Printer; asked: () => Promise<unknown> }> {
  const program = printer(world.folder, "followed");
  const types = (text: string) => world.slack.acts.types(jblow, { channel: petersLab, text });
  await types(`/batch submit --jobdef hello --name followed -- ${program.command}`);
  await atWork(world).shows("followed", "running");
  await atWork(world).see(() => atWork(world).kinds("followed").includes("started"));
  program.print("line 1");
  return { program, asked: () => types("/batch logs followed --follow") };
}

const tails = (world: Apart): Message[] =>
  atWork(world)
    .posts()
    .filter((post) => payloadOf(post)?.kind === "tail");

const shows = (world: Apart, words: string): Promise<Message> =>
  atWork(world).see(() => tails(world).find((tail) => JSON.stringify(tail.blocks).includes(words)));

/** Which of the lines that were printed stand in the message, in its order. */
const linesIn = (message: Message | undefined): number[] =>
  [...JSON.stringify(message?.blocks).matchAll(/\bline (\d+)/g)].map(([, n]) => Number(n));

async function ends(world: Apart, program: Printer, lines: number): Promise<void> {
  program.end();
  await shows(world, "has ended with its job");
  await expectOneOfEach(world, "followed", silence);
  expect(tails(world)).toHaveLength(1);
  expect(linesIn(tails(world)[0])).toEqual(Array.from({ length: lines }, (_, n) => n + 1));
}

describe.concurrent("a bot killed while it shows a log, and started again", () => {
  it.each(["done", "not done"] as const)(
    "while it posts the message, which Slack has %s: one stands, and goes on",
    (deed) =>
      withBot(
        async (world) => {
          const { program, asked } = await follows(world);
          const reached = unansweredBySlack(world, "chat.postMessage", { deed, kind: "tail" });
          await asked();
          await reached();
          await killAndStart(world);
          program.print("line 2");
          await shows(world, "line 2");
          await ends(world, program, 2);
        },
        { speed: 20 },
      ),
  );

  it("while it edits the message: no line is lost, and none stands twice", () =>
    withBot(async (world) => {
      const { program, asked } = await follows(world);
      await asked();
      await shows(world, "line 1");
      const reached = unansweredBySlack(world, "chat.update", { deed: "not done", kind: "tail" });
      program.print("line 2");
      await reached();
      program.print("line 3");
      await killAndStart(world);
      await shows(world, "line 3");
      await ends(world, program, 3);
    }));

  it("again and again while lines come: each stands in it once, in order", () =>
    withBot(async (world) => {
      const { program, asked } = await follows(world);
      await asked();
      await shows(world, "line 1");
      for (let n = 2; n <= 7; n += 1) {
        program.print(`line ${n}`);
        if (n % 3 === 0) await killAndStart(world);
      }
      await shows(world, "line 7");
      await ends(world, program, 7);
    }));

  it("while it is away the job ends: the message says so, with the last lines", () =>
    withBot(async (world) => {
      const { program, asked } = await follows(world);
      await asked();
      await shows(world, "line 1");
      await world.kill();
      program.print("line 2");
      program.end();
      await world.aws.waitUntil(() => atWork(world).jobNamed("followed").status === "SUCCEEDED");
      await world.start();
      await shows(world, "has ended with its job");
      await expectOneOfEach(world, "followed", silence);
      expect(linesIn(tails(world)[0])).toEqual([1, 2]);
    }));
});
