/** One yes for many jobs is one deed, however often the bot dies on the way. */
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { jblow, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { killAndStart, unansweredByAws, unansweredBySlack } from "../support/survives.ts";

const samples = ["NA1", "NA2", "NA3", "NA4", "NA5", "NA6"];
const line = `/batch submit --jobdef hello --name many --each sample=${samples.join(",")} -- echo Ref::sample`;

const asked = ({ slack }: Apart) =>
  slack
    .messages(petersLab)
    .find((post) => payloadOf(post)?.kind === "approval" && post.text.startsWith("many ("));

async function waits(world: Apart): Promise<void> {
  const lab = atWork(world);
  const shown = await lab.ask(jblow, petersLab, line);
  await world.slack.acts.click(jblow, { ephemeralId: shown.id, actionId: "submit.batch" });
  await lab.see(() => asked(world));
}

async function press(world: Apart): Promise<void> {
  const card = asked(world);
  if (card === undefined) throw new Error("nobody was asked");
  await world.slack.acts.click(upeters, { channel: card.channel, ts: card.ts, actionId: "approve.yes" });
}

/** One job a sample, one card, one word of the yes and one of the end. */
async function expectAllOnce(world: Apart, slackTrouble: readonly string[] = []): Promise<void> {
  const lab = atWork(world);
  // What was on its way as the bot died may have to be looked for in vain, for minutes, before it is sent again.
  const end = await lab.see(
    () => lab.posts().find(({ text }) => text.startsWith(`<@${jblow}> many:`)),
    90_000,
  );
  expect(end.text).toBe(`<@${jblow}> many: all 6 jobs succeeded.`);
  await lab.see(() => asked(world)?.text.includes("was approved by U. Peters"));
  await expectNothingLeft(world, {
    slackTrouble,
    awsTrouble: ["SubmitJob no answer", "DescribeJobQueues no answer"],
  });
  for (const sample of samples) expect(lab.jobsNamed(`many-${sample}`)).toHaveLength(1);
  expect(lab.cards()).toHaveLength(1);
  expect(lab.posts().filter(({ text }) => text.startsWith(`<@${jblow}>`))).toHaveLength(2);
}

const options = { labs: labWithApprovals, speed: 4 };

describe.concurrent("a bot killed over one yes for many jobs, and started again", {
  timeout: 150_000,
}, () => {
  it("while it asks the managers: asks each once, and sends nothing", () =>
    withBot(async (world) => {
      const lab = atWork(world);
      const shown = await lab.ask(jblow, petersLab, line);
      const reached = unansweredBySlack(world, "chat.postMessage", { deed: "done", kind: "approval" });
      await world.slack.acts.click(jblow, { ephemeralId: shown.id, actionId: "submit.batch" });
      await reached();
      await killAndStart(world);
      const copies = () => lab.posts().filter((post) => payloadOf(post)?.kind === "approval");
      await lab.see(() => copies().length === 3);
      await expectNothingLeft(world, { slackTrouble: ["chat.postMessage no answer"] });
      expect(copies()).toHaveLength(3);
      expect(lab.jobs()).toEqual([]);
    }, options));

  it("between the yes and the sending: sends each once", () =>
    withBot(async (world) => {
      await waits(world);
      await world.kill();
      // All that the press has saved, as a process leaves it that dies at that moment.
      const store = await openStore(world.env.DATABASE_URL as string);
      const [id] = await store.approvals.waitingIn(["peters-u" as never], 1);
      const nowMs = world.clock.nowMs();
      const outcome = { kind: "approved", by: upeters as never, atMs: nowMs } as const;
      await store.transaction((tables) =>
        tables.settleApproval({ job: id as never, outcome }, { nowMs, quietMs: 60_000 }),
      );
      await store.close();
      await world.start();
      await expectAllOnce(world);
    }, options));

  it("in the middle of sending: sends each once", () =>
    withBot(async (world) => {
      await waits(world);
      const reached = unansweredByAws(world, "batch", "SubmitJob");
      await press(world);
      await reached();
      await killAndStart(world);
      await expectAllOnce(world);
    }, options));

  it("while it answers the manager, who presses again: sends each once", () =>
    withBot(async (world) => {
      await waits(world);
      const reached = unansweredBySlack(world, "response_url", { deed: "not done" });
      await press(world);
      await reached();
      await killAndStart(world);
      await press(world);
      await atWork(world).see(() => world.slack.ephemerals(upeters)[0]);
      await expectAllOnce(world, ["response_url no answer"]);
    }, options));
});
