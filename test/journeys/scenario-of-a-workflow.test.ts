/** Two hundred jobs that are real processes: in a playground of its own, where nobody waits beside it. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type AtPlay, openPlay, testTimeoutMs } from "../support/at-play.ts";

vi.setConfig({ testTimeout: testTimeoutMs, hookTimeout: 60_000 });

let play: AtPlay;

beforeAll(async () => {
  play = await openPlay();
});

afterAll(() => play?.close());

test("a Nextflow run of 200 tasks is one card and one thread", async () => {
  await play.plays("nextflow");
  await play.cardSays("rnaseq", /succeeded/);
  await play.reply("rnaseq", /<@U0JBLOW> rnaseq succeeded/);
  const tasks = play.jobs().filter(({ jobName }) => String(jobName).startsWith("NFCORE_RNASEQ"));
  expect(tasks.filter(({ status }) => status === "SUCCEEDED")).toHaveLength(200);
  expect(tasks.filter(({ status }) => status === "FAILED")).toHaveLength(3);
  expect(play.calls.filter(({ args }) => JSON.stringify(args).includes("NFCORE"))).toEqual([]);
});
