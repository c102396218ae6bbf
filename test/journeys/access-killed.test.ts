/** Who is let in is let in once, whoever dies on the way, and however many answer. */
import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { general, kfoe, stranger, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { hasPostgres } from "../support/postgres.ts";
import { withReplicas } from "../support/replicas.ts";
import { killAndStart, unansweredBySlack } from "../support/survives.ts";

type Any = Pick<Apart, "slack" | "aws"> & Parameters<typeof atWork>[0];

const told = ({ slack }: Any, user: string, words: RegExp) =>
  slack.messages(`D${user.slice(1)}`).filter(({ isBot, text }) => isBot && words.test(text));
const asksToWork = /asks to work in peters-u/;
const isIn = /^You are in peters-u now/;

async function asks(world: Any, managers: readonly string[]) {
  await world.slack.acts.types(stranger, { channel: general, text: "/batch access request peters-u" });
  await atWork(world).see(() => managers.every((each) => told(world, each, asksToWork).length === 1));
}

async function gives(world: Any, manager: string): Promise<void> {
  const [card] = told(world, manager, asksToWork);
  if (card === undefined) throw new Error(`${manager} was not asked`);
  const { channel, ts } = card;
  await world.slack.acts.click(manager, { channel, ts, actionId: "access add.give" });
}

/** They work, hear it once, and nobody else does. */
async function expectLetInOnce(world: Any & { metricsUrl: string }, slackTrouble: readonly string[]) {
  const lab = atWork(world);
  await lab.see(() => told(world, stranger, isIn).length > 0);
  expect((await lab.ask(stranger, general, "/batch whoami")).text).toMatch(/^You are in 1 lab: peters-u/);
  await expectNothingLeft(world, { slackTrouble });
  expect(told(world, stranger, isIn)).toHaveLength(1);
}

const options = { labs: labWithApprovals, speed: 4 };

describe("a bot killed over a yes to somebody, and started again", () => {
  it("before it knows what Slack says of them: lets them in once", () =>
    withBot(async (world) => {
      await asks(world, [upeters, kfoe]);
      const reached = unansweredBySlack(world, "users.info", { deed: "not done" });
      await gives(world, upeters);
      await reached();
      await killAndStart(world);
      await expectLetInOnce(world, ["users.info no answer"]);
    }, options));

  it("between the yes and its answer: answers again, and tells nobody twice", () =>
    withBot(async (world) => {
      await asks(world, [upeters, kfoe]);
      const reached = unansweredBySlack(world, "response_url", { deed: "not done" });
      await gives(world, upeters);
      await reached();
      await killAndStart(world);
      const answered = () => world.slack.ephemerals(upeters).map(({ text }) => text);
      await atWork(world).see(() => answered().length > 0);
      expect(answered()).toEqual(["N. Body is in peters-u now, and is told so."]);
      await expectLetInOnce(world, ["response_url no answer"]);
    }, options));

  it("while it tells them: tells them once", () =>
    withBot(async (world) => {
      await asks(world, [upeters, kfoe]);
      const reached = unansweredBySlack(world, "chat.postMessage", { deed: "done" });
      await gives(world, upeters);
      await reached();
      await killAndStart(world);
      await expectLetInOnce(world, ["chat.postMessage no answer"]);
    }, options));
});

it.skipIf(!hasPostgres)("of two managers who answer at once, each at another replica, one lets them in", () =>
  withReplicas(
    async (world) => {
      const managers = [upeters, kfoe];
      await asks(world, managers);
      await Promise.all(managers.map((each) => gives(world, each)));
      const answers = () => managers.flatMap((each) => world.slack.ephemerals(each).map(({ text }) => text));
      await atWork(world).see(() => answers().length === 2);
      expect(answers().filter((text) => /^N\. Body is in peters-u now/.test(text))).toHaveLength(1);
      expect(answers().filter((text) => /was let into peters-u by/.test(text))).toHaveLength(1);
      await expectLetInOnce(world, []);
    },
    { labs: labWithApprovals },
  ),
);
