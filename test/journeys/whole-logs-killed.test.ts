import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { killAndStart, unansweredBySlack } from "../support/survives.ts";
import { wholeLogFiles } from "../support/whole-log-files.ts";

const lines = 5_000;

/** A job that has ended, with a log of some pages. */
async function withLog(world: Apart): Promise<void> {
  const lab = atWork(world);
  const text = `/batch submit --jobdef hello --name spoken -- seq 1 ${lines}`;
  await world.slack.acts.types(jblow, { channel: petersLab, text });
  await lab.ended("spoken");
}

const askFor = ({ slack }: Apart) =>
  slack.acts.types(jblow, { channel: petersLab, text: "/batch logs spoken --file" });

/** One file, whole; and nothing of it is left on disk. */
async function expectOneFile(world: Apart, slackTrouble: readonly string[]): Promise<void> {
  const { text } = await wholeLogFiles(world).named(/^spoken_/);
  expect(text.match(/ {2}\d+$/gm)).toHaveLength(lines);
  await expectNothingLeft(world, { slackTrouble });
  expect(wholeLogFiles(world).sent()).toHaveLength(1);
  expect(readdirSync(world.folder).filter((name) => name.startsWith("batchmate-log-"))).toEqual([]);
}

describe.concurrent("a bot killed on the way of a whole log, and started again", () => {
  it("while it reads the log: reads it anew, and sends it once", () =>
    withBot(async (world) => {
      await withLog(world);
      const calls = () => world.aws.calls().filter(({ operation }) => operation === "GetLogEvents").length;
      const before = calls();
      const effect = { kind: "done-but-silent" } as const;
      world.aws.faults.add({ service: "logs", operation: "GetLogEvents", times: 1, effect });
      await askFor(world);
      await world.aws.waitUntil(() => calls() > before, 60_000);
      await killAndStart(world);
      await expectOneFile(world, []);
    }));

  it("when it has an address, and again while it uploads: nobody has seen those files, and another comes", () =>
    withBot(async (world) => {
      await withLog(world);
      const addressed = unansweredBySlack(world, "files.getUploadURLExternal", { deed: "done" });
      await askFor(world);
      await addressed();
      const cut = unansweredBySlack(world, "upload", { deed: "not done" });
      await killAndStart(world);
      await cut();
      const taken = unansweredBySlack(world, "upload", { deed: "done" });
      await killAndStart(world);
      await taken();
      await killAndStart(world);
      await expectOneFile(world, ["files.getUploadURLExternal no answer", "upload no answer"]);
      expect(shares(world)).toHaveLength(1);
    }));

  it("after Slack has shared the file and before it answered: finds it there, and shares no second", () =>
    withBot(
      async (world) => {
        await withLog(world);
        const reached = unansweredBySlack(world, "files.completeUploadExternal", { deed: "done" });
        await askFor(world);
        await reached();
        await killAndStart(world);
        await world.slack.waitFor(
          () => world.slack.calls.some(({ method, result }) => method === "files.info" && result === "ok"),
          { timeoutMs: 30_000 },
        );
        await expectOneFile(world, ["files.completeUploadExternal no answer"]);
        expect(shares(world)).toHaveLength(1);
      },
      { speed: 20 },
    ));

  it("before Slack has shared it: misses it twice, and shares it once more", () =>
    withBot(
      async (world) => {
        await withLog(world);
        const reached = unansweredBySlack(world, "files.completeUploadExternal", { deed: "not done" });
        await askFor(world);
        await reached();
        await killAndStart(world);
        await expectOneFile(world, ["files.completeUploadExternal no answer", "files.info file_not_found"]);
        expect(shares(world)).toHaveLength(2);
        const looked = world.slack.calls.filter(({ method }) => method === "files.info");
        expect(looked).toHaveLength(2);
      },
      { speed: 20 },
    ));
});

const shares = ({ slack }: Apart) =>
  slack.calls.filter(({ method }) => method === "files.completeUploadExternal");
