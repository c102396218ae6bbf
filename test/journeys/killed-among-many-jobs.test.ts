import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";
import { killAndStart, unansweredByAws } from "../support/survives.ts";

const samples = Array.from({ length: 8 }, (_, index) => `NA${index + 1}`);
const line = `/batch submit --jobdef hello --name many --each sample=${samples.join(",")} -- echo Ref::sample`;

const submits = ({ aws }: Apart) => aws.calls().filter(({ operation }) => operation === "SubmitJob");

async function shown(world: Apart) {
  const answer = await atWork(world).ask(jblow, petersLab, line);
  return {
    press: () => world.slack.acts.click(jblow, { ephemeralId: answer.id, actionId: "submit.batch" }),
    isThere: () =>
      world.slack
        .ephemerals(jblow)
        .some((each) => each.id === answer.id && buttonsIn(each).includes("submit.batch")),
  };
}

/** One job a sample, one card, one end of all. */
async function expectAllOnce(world: Apart): Promise<void> {
  const lab = atWork(world);
  const end = await lab.see(() => lab.posts().find(({ text }) => text.startsWith(`<@${jblow}> many:`)));
  expect(end.text).toBe(`<@${jblow}> many: all 8 jobs succeeded.`);
  for (const sample of samples) expect(lab.jobsNamed(`many-${sample}`)).toHaveLength(1);
  await lab.see(() => lab.cards().some(({ text }) => text.includes("8 of 8 ended: 8 succeeded")));
  expect(lab.cards()).toHaveLength(1);
  expect(lab.posts().filter(({ text }) => text.includes(`<@${jblow}>`))).toHaveLength(1);
  await expectNothingLeft(world, { awsTrouble: ["SubmitJob no answer", "DescribeJobQueues no answer"] });
}

describe.concurrent("a bot killed while it submits many jobs, and started again", () => {
  it("in the middle of sending: submits each of them once", () =>
    withBot(async (world) => {
      const { press } = await shown(world);
      const reached = unansweredByAws(world, "batch", "SubmitJob");
      await press();
      await reached();
      await world.aws.waitUntil(() => submits(world).length >= 1, 60_000);
      await killAndStart(world);
      await expectAllOnce(world);
    }));

  it("at a press that is repeated: submits each of them once", () =>
    withBot(async (world) => {
      const { press, isThere } = await shown(world);
      await press();
      await world.aws.waitUntil(() => submits(world).length >= 3, 60_000);
      await killAndStart(world);
      // Who is quick finds the button still there.
      if (isThere()) await press();
      await expectAllOnce(world);
    }));
});
