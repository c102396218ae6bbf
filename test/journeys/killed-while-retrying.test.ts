import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { retries } from "../support/retries.ts";
import { killAndStart, unansweredByAws, unansweredBySlack } from "../support/survives.ts";

async function aFailedJob(world: Apart) {
  const text = "/batch submit --jobdef hello --name lasting --env A=1 -- false";
  await atWork(world).ask(jblow, petersLab, text);
  return retries(world).endOf("lasting", 0);
}

/** One more job, one card, and of each job one end. */
async function expectOneMore(
  world: Apart,
  expected: Parameters<typeof expectNothingLeft>[1] = {},
): Promise<void> {
  const lab = atWork(world);
  await retries(world).endOf("lasting", 1);
  await expectNothingLeft(world, expected);
  expect(lab.jobsNamed("lasting")).toHaveLength(2);
  expect(lab.cards()).toHaveLength(1);
  expect(retries(world).submitsOf("lasting")[1]).toMatchObject({
    containerOverrides: { environment: [{ name: "A", value: "1" }] },
  });
}

describe.concurrent("a bot killed while it retries a job, and started again", () => {
  it("while it asks AWS what the job was given: retries it once, and answers", () =>
    withBot(async (world) => {
      const { end } = await aFailedJob(world);
      const reached = unansweredByAws(world, "batch", "DescribeJobs");
      await world.slack.acts.click(jblow, { channel: end.channel, ts: end.ts, actionId: "retry.again" });
      await reached();
      await killAndStart(world);
      await expectOneMore(world);
      const answers = world.slack.ephemerals(jblow).map(({ text }) => text);
      expect(answers.at(-1)).toMatch(/^lasting is submitted to queue default/);
    }));

  it("between AWS's taking the job and its answer: retries it once", () =>
    withBot(async (world) => {
      const { end } = await aFailedJob(world);
      const reached = unansweredByAws(world, "batch", "SubmitJob");
      await world.slack.acts.click(jblow, { channel: end.channel, ts: end.ts, actionId: "retry.again" });
      await reached();
      await killAndStart(world);
      await expectOneMore(world);
    }));

  it("while it answers the person, and the job has ended again by then: retries nothing twice", () =>
    withBot(async (world) => {
      await aFailedJob(world);
      const reached = unansweredBySlack(world, "response_url", { deed: "not done" });
      await world.slack.acts.types(jblow, { channel: petersLab, text: "/batch retry lasting" });
      await reached();
      await killAndStart(world);
      await expectOneMore(world, { slackTrouble: ["response_url no answer"] });
      await atWork(world).see(() =>
        /^lasting is submitted/.test(world.slack.ephemerals(jblow).at(-1)?.text ?? ""),
      );
    }));
});
