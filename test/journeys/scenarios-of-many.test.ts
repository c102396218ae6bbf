/** Further scenarios, most with many jobs or children in one thread: their playground's channel is not crowded. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type AtPlay, openPlay, testTimeoutMs } from "../support/at-play.ts";

vi.setConfig({ testTimeout: testTimeoutMs, hookTimeout: 60_000 });

let play: AtPlay;

beforeAll(async () => {
  play = await openPlay();
});

afterAll(() => play?.close());

describe.concurrent("jobs that take a while", () => {
  test("twenty samples from one line become one card, and one end of all", async () => {
    await play.plays("twenty-samples");
    const end =
      /<@U0JBLOW> cohort: 18 of 20 succeeded, 2 failed: cohort-NA12879 \(exit code 3\), cohort-NA12889/;
    await play.reply("cohort,", end);
    await play.cardSays("cohort,", /20 of 20 ended: 18 succeeded, 2 failed/);
    expect(play.replies("cohort,")).toHaveLength(3);
  });

  test("fourteen jobs wait for one manager's yes, and all go with it", async () => {
    await play.stays("table-needs-a-yes", () => play.cardSays("plate,", /waiting for a manager's yes/));
    await play.reply("plate,", /<@U0JBLOW> plate \(14 jobs\) was approved by U\. Peters/);
    await play.reply("plate,", /<@U0JBLOW> plate: all 14 jobs succeeded/);
  });

  test("some children of an array are stopped, and the others go on", async () => {
    await play.plays("stop-some-children");
    await play.cardSays("joint-calls", /8 succeeded, 4 stopped/);
    await play.reply("joint-calls", /is stopping 4 children \(index 3, 7–9\)/);
    await play.reply("joint-calls", /4 of its 12 children were stopped, 8 succeeded/);
  });

  test("the failed tenth of an array runs again, and the program sees the indexes it had", async () => {
    await play.plays("failed-tenth");
    await play.cardSays("score-samples", /succeeded/);
    await play.reply("score-samples", /2 of its 20 children failed.*18 succeeded/);
    await play.reply("score-samples", /All of its 2 children succeeded/);
    expect(JSON.stringify(play.card("score-samples")?.blocks)).toMatch(
      /Runs index 3, 17 of the array of 20 again.*Before: failed after .*2 of 20 children/,
    );
  });

  test("a spot reclaim is told as that, and the second attempt succeeds", async () => {
    await play.plays("spot-reclaim");
    const words = /AWS took the machine back .*not a fault of your job.*Attempt 2 of 3/;
    await play.reply("align-NA12878", words);
    await play.reply("align-NA12878", /<@U0JBLOW> align-NA12878 succeeded after/);
    const told = play.replies("align-NA12878");
    expect(told.filter((text) => text.includes("<@U0JBLOW>"))).toHaveLength(1);
    expect(told.filter((text) => / failed/.test(text))).toEqual([]);
  });
});
