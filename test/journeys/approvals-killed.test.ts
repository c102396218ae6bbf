/** A yes is one deed however often the bot dies on the way. */
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { jblow, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { killAndStart, unansweredByAws, unansweredBySlack } from "../support/survives.ts";

const line = "/batch submit --jobdef hello --name large --vcpus 4 -- echo large";

const asked = ({ slack }: Apart) =>
  slack
    .messages(petersLab)
    .find((post) => payloadOf(post)?.kind === "approval" && post.text.includes("large of"));

async function waits(world: Apart) {
  await world.slack.acts.types(jblow, { channel: petersLab, text: line });
  return atWork(world).see(() => asked(world));
}
async function press(world: Apart): Promise<void> {
  const card = asked(world);
  if (card === undefined) throw new Error("nobody was asked");
  await world.slack.acts.click(upeters, { channel: card.channel, ts: card.ts, actionId: "approve.yes" });
}

async function expectSentOnce(world: Apart, slackTrouble: readonly string[] = []): Promise<void> {
  const lab = atWork(world);
  await lab.see(() => lab.jobsNamed("large").length > 0);
  await lab.ended("large");
  await lab.see(() => asked(world)?.text.includes("was approved by U. Peters"));
  await expectNothingLeft(world, { slackTrouble });
  expect(lab.jobsNamed("large")).toHaveLength(1);
  expect(lab.cards()).toHaveLength(1);
  const kinds = lab.kinds("large");
  expect(kinds.filter((kind) => kind === "approval")).toHaveLength(1);
}

/** Five bots at once: at full speed AWS would seem not to answer a busy machine. */
const options = { labs: labWithApprovals, speed: 4 };

describe.concurrent("a bot killed over a yes, and started again", () => {
  it("while it asks the managers: asks each once, and sends nothing", () =>
    withBot(async (world) => {
      const reached = unansweredBySlack(world, "chat.postMessage", { deed: "done", kind: "approval" });
      await world.slack.acts.types(jblow, { channel: petersLab, text: line });
      await reached();
      await killAndStart(world);
      const lab = atWork(world);
      const copies = () => lab.posts().filter((post) => payloadOf(post)?.kind === "approval");
      await lab.see(() => copies().length === 3);
      await expectNothingLeft(world, { slackTrouble: ["chat.postMessage no answer"] });
      expect(copies()).toHaveLength(3);
      expect(lab.jobs()).toEqual([]);
    }, options));

  it("after the press, before it has looked whether it can still be sent: decides and sends once", () =>
    withBot(async (world) => {
      await waits(world);
      const reached = unansweredByAws(world, "batch", "DescribeJobQueues");
      await press(world);
      await reached();
      await killAndStart(world);
      await expectSentOnce(world);
    }, options));

  it("between the yes and the sending: sends once", () =>
    withBot(async (world) => {
      await waits(world);
      await world.kill();
      // All that the press has saved, as a process leaves it that dies at that moment.
      const store = await openStore(world.env.DATABASE_URL as string);
      const [id] = await store.approvals.waitingIn(["peters-u" as never], 1);
      const outcome = { kind: "approved", by: upeters as never, atMs: world.clock.nowMs() } as const;
      await store.transaction((tables) =>
        tables.settleApproval({ job: id as never, outcome }, { nowMs: world.clock.nowMs(), quietMs: 60_000 }),
      );
      await store.close();
      await world.start();
      await expectSentOnce(world);
    }, options));

  it("between AWS's taking the job and its answer: knows it by its first event", () =>
    withBot(async (world) => {
      await waits(world);
      const reached = unansweredByAws(world, "batch", "SubmitJob");
      await press(world);
      await reached();
      await killAndStart(world);
      await expectSentOnce(world);
      expect(world.aws.calls().filter(({ operation }) => operation === "SubmitJob")).toHaveLength(1);
    }, options));

  it("while it answers the manager: answers again, and sends nothing twice", () =>
    withBot(async (world) => {
      await waits(world);
      const reached = unansweredBySlack(world, "response_url", { deed: "not done" });
      await press(world);
      await reached();
      await killAndStart(world);
      await atWork(world).see(() => world.slack.ephemerals(upeters)[0]);
      await expectSentOnce(world, ["response_url no answer"]);
      expect(world.slack.ephemerals(upeters).map(({ text }) => text)).toEqual([
        "You approved large; it is sent to AWS as it was asked for.",
      ]);
    }, options));
});
