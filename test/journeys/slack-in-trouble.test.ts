import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/playground/slack/local-slack.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { gate } from "../support/gate.ts";
import { botless, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { expectOneOfEach } from "../support/survives.ts";

const submit = ({ slack }: Apart, command = "sh -c 'sleep 1; echo still here'") =>
  slack.acts.types(jblow, {
    channel: petersLab,
    text: `/batch submit --jobdef hello --name lasting -- ${command}`,
  });

const isOf = (kind: string) => (args: Record<string, unknown>) =>
  (args.metadata as { event_payload?: { kind: string } } | undefined)?.event_payload?.kind === kind;

const posts = ({ slack }: Apart, kind: string) =>
  slack.calls.filter(({ method, args }) => method === "chat.postMessage" && isOf(kind)(args));

const doneInSilence: Fault[] = [
  { kind: "timeout-but-done" },
  { kind: "reset-but-done" },
  { kind: "status-but-done", status: 500 },
];

const anyTrouble = {
  slackTrouble: ["no answer", "internal_error", "ratelimited"].flatMap((result) =>
    ["chat.postMessage", "chat.update", "auth.test", "users.info"].map((method) => `${method} ${result}`),
  ),
};

const silences = doneInSilence.flatMap((fault) =>
  ["card", "finished"].map((kind) => [fault.kind, kind, fault] as const),
);

describe.concurrent("what Slack took without saying so stands there once", () => {
  it.each(silences)("%s, the %s", (_fault, kind, fault) =>
    withBot(async (world) => {
      world.slack.faults.add("chat.postMessage", fault, { when: isOf(kind) });
      await submit(world);
      await expectOneOfEach(world, "lasting", anyTrouble);
      expect(posts(world, kind)).toHaveLength(1);
      // A start that was held up for a minute is old news once the job has ended.
      const kinds = atWork(world).kinds("lasting");
      expect(kinds.filter((each) => each !== "started")).toEqual(["finished"]);
    }),
  );
});

describe.concurrent("what Slack did not take", () => {
  it("for the pace, is posted when Slack said to come again, and not before", () =>
    withBot(async (world) => {
      world.slack.faults.add(
        "chat.postMessage",
        { kind: "rate-limit", retryAfterSec: 7 },
        { when: isOf("card") },
      );
      await submit(world);
      await expectOneOfEach(world, "lasting", anyTrouble);
      const [refused, taken, ...more] = posts(world, "card").map(({ atMs }) => atMs);
      expect(more).toEqual([]);
      expect((taken ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(7_000);
      const between = world.slack.calls.filter(
        ({ method, atMs }) => method === "chat.postMessage" && atMs > (refused ?? 0) && atMs < (taken ?? 0),
      );
      expect(between).toEqual([]);
    }));

  it("and did not answer either, is missed twice and posted again", () =>
    withBot(
      async (world) => {
        world.slack.faults.add("chat.postMessage", { kind: "reset-before" }, { when: isOf("finished") });
        await submit(world);
        await expectOneOfEach(world, "lasting", anyTrouble);
        expect(posts(world, "finished")).toHaveLength(2);
        const looked = world.slack.calls.filter(({ method }) => method === "conversations.replies");
        expect(looked.length).toBeGreaterThanOrEqual(2);
      },
      { speed: 20 },
    ));

  it("of an edit is edited again: the card ends true", () =>
    withBot(async (world) => {
      world.slack.faults.add("chat.update", { kind: "status", status: 503 }, { times: 2 });
      world.slack.faults.add("chat.update", { kind: "rate-limit", retryAfterSec: 2 });
      await submit(world);
      await expectOneOfEach(world, "lasting", anyTrouble);
    }));
});

it("a job that ends while Slack is away is told once when Slack is back", () =>
  withBot(async (world) => {
    const { slack } = world;
    const lab = atWork(world);
    const { command, open } = gate(world.folder, "outage");
    await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name lasting -- ${command}`);
    await lab.shows("lasting", "running");
    await lab.see(() => lab.kinds("lasting").includes("started"));
    slack.faults.outageBegins();
    const before = slack.calls.length;
    open();
    const away = () => slack.calls.slice(before);
    await lab.see(() => away().filter(({ method }) => method === "auth.test").length >= 2);
    const probing = away().slice(away().findIndex(({ method }) => method === "auth.test"));
    expect(probing.filter(({ method }) => method.startsWith("chat."))).toEqual([]);
    slack.faults.outageEnds();
    await expectOneOfEach(world, "lasting", anyTrouble);
    expect(lab.kinds("lasting")).toEqual(["started", "finished"]);
  }));

it("where the bot may not post, the card stands in the lab's channel and the answer says so", () =>
  withBot(
    async (world) => {
      const lab = atWork(world);
      const line = "/batch submit --jobdef hello --name elsewhere -- echo hi";
      const answer = await lab.ask(jblow, botless, line);
      expect(answer.text).toMatch(
        /^elsewhere is submitted\. I cannot post in that channel, so follow the job in <https:\/\/hutch\.slack\.com\/archives\/C0PETERS\/p\d+\|your lab's channel>\. To have it there next time, invite me to the channel\.$/,
      );
      await lab.ended("elsewhere");
      expect(lab.cardOf("elsewhere").channel).toBe(petersLab);
      expect(world.slack.messages(botless)).toEqual([]);
      await expectNothingLeft(world, {
        slackTrouble: ["chat.postMessage not_in_channel", "conversations.info not_in_channel"],
      });
    },
    // An answer waits only so long for its card.
    { speed: 1 },
  ));

it("a lab's channel that was archived moves what is left to say to the owner", () =>
  withBot(async (world) => {
    const lab = atWork(world);
    const { command, open } = gate(world.folder, "archived");
    await submit(world, command);
    await lab.see(() => lab.kinds("lasting").includes("started"));
    world.slack.faults.archive(petersLab);
    open();
    const told = await lab.see(() =>
      world.slack.dms(jblow).find((message) => payloadOf(message)?.kind === "finished"),
    );
    expect(told.text).toMatch(/^<@U0JBLOW> lasting succeeded/);
    expect(world.slack.dms(jblow).map((message) => payloadOf(message).kind)).toEqual(["card", "finished"]);
  }));
