/** What goes wrong with the connections of Socket Mode, with the bot as a process of its own. */
import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { bot, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

const bySocket = (journey: (world: Apart) => Promise<void>) =>
  withBot(journey, { slack: "socket", speed: 4 });

const socketsOf = ({ slack }: Apart) => {
  if (slack.sockets === undefined) throw new Error("Socket Mode is off");
  return slack.sockets;
};

const open = async (world: Apart, count: number) => {
  await atWork(world).see(() => socketsOf(world).count() === count);
};

const failed = ({ slack }: Apart) => slack.deliveries.filter(({ ok }) => !ok).length;

const mention = ({ slack }: Apart, words: string) =>
  slack.acts.types(jblow, { channel: petersLab, text: `<@${bot.userId}> ${words}` });

const submission = "submit --jobdef hello --name lasting -- echo still here";

/** Slack opens two or so in a minute: who starts anew in it has to wait for the second. */
const tooManyOpened = ["apps.connections.open ratelimited"];

/** One job, one card, one end, and one answer to who asked for it. */
async function expectOnce(world: Apart): Promise<void> {
  const lab = atWork(world);
  await lab.see(() => lab.jobsNamed("lasting").length > 0);
  await lab.ended("lasting");
  await lab.see(() => world.slack.ephemerals(jblow).length > 0);
  await expectNothingLeft(world, { refused: failed(world), slackTrouble: tooManyOpened });
  expect(lab.jobsNamed("lasting")).toHaveLength(1);
  expect(lab.cards()).toHaveLength(1);
  expect(world.slack.ephemerals(jblow)).toHaveLength(1);
}

describe("a bot in Socket Mode that is killed and started again", () => {
  it("with an envelope at hand that it has not read: is sent it again, and carries it out once", () =>
    bySocket(async (world) => {
      world.freeze();
      const sent = mention(world, submission);
      await atWork(world).see(() => world.slack.deliveries.some(({ kind }) => kind === "event"), 60_000);
      await sent;
      await world.kill();
      await world.start();
      await expectOnce(world);
      expect(world.slack.deliveries.findLast(({ kind }) => kind === "event")?.retry).toBeGreaterThan(0);
    }));

  it("between saving what was asked and the acknowledgement: carries it out once", () =>
    bySocket(async (world) => {
      socketsOf(world).loseAcknowledgements(1);
      const reached = world.aws.waitUntil(() => world.aws.calls().length > 0, 60_000);
      const sent = mention(world, submission);
      await reached;
      await world.kill();
      await Promise.all([sent, world.start()]);
      await expectOnce(world);
    }));
});

describe("Slack closes connections of a bot at work", () => {
  it.each(["warning", "refresh_requested"] as const)(
    "one after the other (%s): no press is lost, and both are soon open again",
    (reason) =>
      bySocket(async (world) => {
        await open(world, 2);
        for (let round = 0; round < 3; round += 1) {
          socketsOf(world).sayGoodbye(reason, 1);
          await atWork(world).ask(jblow, petersLab, "/batch whoami");
          await open(world, 2);
        }
        expect(world.slack.ephemerals(jblow)).toHaveLength(3);
        await expectNothingLeft(world, { slackTrouble: tooManyOpened });
        expect(world.logText()).not.toMatch(/"level":50/);
      }),
  );

  it("in the middle of an envelope, all at once: what was asked is carried out once, and the bot comes back", () =>
    bySocket(async (world) => {
      await open(world, 2);
      const typed = mention(world, submission);
      socketsOf(world).breakOff();
      await typed;
      await open(world, 2);
      await expectOnce(world);
      await atWork(world).ask(jblow, petersLab, "/batch whoami");
    }));

  it("because Slack is away for a while: the bot lives on, says so once, and comes back", () =>
    bySocket(async (world) => {
      await open(world, 2);
      world.slack.faults.outageBegins();
      socketsOf(world).breakOff();
      const seen = async () => (await (await fetch(`${world.botUrl}/readyz`)).json()) as { slack: string };
      await expect.poll(seen, { timeout: 60_000 }).toEqual({ store: "open", slack: "not connected" });
      await expect
        .poll(() => world.slack.calls.filter(({ method }) => method === "apps.connections.open").length, {
          timeout: 60_000,
        })
        .toBeGreaterThan(5);
      world.slack.faults.outageEnds();
      await open(world, 2);
      await atWork(world).ask(jblow, petersLab, "/batch whoami");
      expect(world.logText().match(/Slack gives no socket/g)).toHaveLength(1);
      expect(world.logText()).toMatch(/What people do in Slack arrives again/);
    }));
});

it("an app token that Slack refuses is told in a sentence; the store is open, and events are taken", () =>
  withBot(
    async (world) => {
      const seen = async () => (await (await fetch(`${world.botUrl}/readyz`)).json()) as object;
      await expect.poll(seen, { timeout: 60_000 }).toEqual({ store: "open", slack: "app token refused" });
      await expect.poll(() => world.logText().match(/Slack refuses SLACK_APP_TOKEN/g)).toHaveLength(1);
      expect(world.logText()).toMatch(/"code":"invalid_auth"/);
      expect(world.logText()).not.toContain("xapp-1-of-another-app");
      expect((await fetch(`${world.botUrl}/aws/events`, { method: "POST", body: "{}" })).status).toBe(401);
    },
    { slack: "socket", env: { SLACK_APP_TOKEN: "xapp-1-of-another-app" }, speed: 4, isRefused: true },
  ));
