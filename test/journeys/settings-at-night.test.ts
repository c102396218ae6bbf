/** Quiet hours: nobody is mentioned in them, and one message in the morning sums up what ended, also across kill -9. */
import { describe, expect, it } from "vitest";
import { timeOfDay } from "../../src/domain/telling/quiet-hours.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { killAndStart, unansweredBySlack } from "../support/survives.ts";

const minuteMs = 60_000;

/** Minutes since midnight on the clock of the people here. */
function minuteHere(atMs: number): number {
  const here = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/Los_Angeles",
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
  });
  const [hour = 0, minute = 0] = here
    .formatToParts(atMs)
    .filter(({ type }) => type !== "literal")
    .map(({ value }) => Number(value));
  return hour * 60 + minute;
}

/** It is night for jblow since an hour ago, and so many minutes from now it is morning. */
async function nightFalls(world: Apart, minutes: number): Promise<number> {
  const nowMs = world.clock.nowMs();
  const morningMs = Math.ceil(nowMs / minuteMs) * minuteMs + minutes * minuteMs;
  const hours = `${timeOfDay(minuteHere(nowMs - 60 * minuteMs))}-${timeOfDay(minuteHere(morningMs))}`;
  const answer = await atWork(world).ask(jblow, petersLab, `/batch settings --quiet-hours ${hours}`);
  expect(answer.text).toMatch(/^Saved\. .*You are not disturbed from/);
  return morningMs;
}

const submit = (world: Apart, name: string, command: string) =>
  atWork(world).ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} -- ${command}`);

const digests = ({ slack }: Apart) =>
  slack.dms(jblow).filter((message) => payloadOf(message)?.kind === "digest");

describe.concurrent("in quiet hours", () => {
  it("ends are told without a mention, and in the morning one message sums them up with the way to each thread", () =>
    withBot(
      async (world) => {
        const lab = atWork(world);
        const morningMs = await nightFalls(world, 8);
        await submit(world, "good", "echo good");
        await submit(world, "bad", "false");
        const ends = [await lab.ended("good"), await lab.ended("bad")];
        expect(ends.map(({ text }) => text.replace(/ after .*/s, ""))).toEqual([
          "good of J. Blow succeeded",
          "bad of J. Blow failed",
        ]);
        await world.kill();
        expect(digests(world)).toEqual([]);
        await world.start();
        const digest = await lab.see(() => digests(world)[0]);
        expect(world.clock.nowMs()).toBeGreaterThanOrEqual(morningMs);
        expect(digest.text).toBe("News of 2 jobs from your quiet hours: 1 failed, 1 succeeded.");
        const words = JSON.stringify(digest.blocks);
        expect(words).toMatch(/"text":"bad".*failed after.*"text":"good".*succeeded after/);
        expect(words.match(/"url":"https?:[^"]+\/archives\/C0PETERS\/p\d+/g)).toHaveLength(2);
        await submit(world, "by-day", "echo morning");
        expect((await lab.ended("by-day")).text).toContain(`<@${jblow}>`);
        await killAndStart(world);
        await expectNothingLeft(world);
        expect(digests(world)).toHaveLength(1);
      },
      { speed: 20 },
    ));

  it.each(["done", "not done"] as const)(
    "a bot killed while it posts the summary, which Slack has %s, posts it once",
    (deed) =>
      withBot(
        async (world) => {
          const lab = atWork(world);
          await nightFalls(world, 8);
          const reached = unansweredBySlack(world, "chat.postMessage", { deed, kind: "digest" });
          await submit(world, "lasting", "echo lasting");
          await lab.ended("lasting");
          await reached();
          await killAndStart(world);
          await lab.see(() => digests(world).length > 0);
          await expectNothingLeft(world, { slackTrouble: ["chat.postMessage no answer"] });
          expect(digests(world)).toHaveLength(1);
        },
        { speed: 20 },
      ),
  );

  it("nothing rings in direct messages at night: the card there stays true, and the morning tells of the end", () =>
    withBot(
      async (world) => {
        const lab = atWork(world);
        const morningMs = await nightFalls(world, 8);
        await lab.ask(jblow, petersLab, "/batch settings --place direct");
        await submit(world, "good", "echo good");
        await submit(world, "bad", "false");
        const said = () => world.slack.dms(jblow).flatMap((message) => payloadOf(message) ?? []);
        await lab.see(() =>
          ["succeeded", "failed"].every((end) => said().some(({ state }) => state === end)),
        );
        const digest = await lab.see(() => digests(world)[0]);
        expect(world.clock.nowMs()).toBeGreaterThanOrEqual(morningMs);
        expect(digest.text).toBe("News of 2 jobs from your quiet hours: 1 failed, 1 succeeded.");
        await expectNothingLeft(world);
        expect(said().map(({ kind }) => kind)).toEqual(["card", "card", "digest"]);
      },
      { speed: 20 },
    ));
});
