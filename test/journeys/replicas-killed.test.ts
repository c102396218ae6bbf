import { describe, expect, it } from "vitest";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { hasPostgres } from "../support/postgres.ts";
import { type Replicated, withReplicas } from "../support/replicas.ts";
import { expectEachOnce, expectPaceHeld, jostled, submitAll } from "../support/shared-work.ts";
import { expectOneOfEach, unansweredByAws, unansweredBySlack } from "../support/survives.ts";

const line = "/batch submit --jobdef hello --name lasting -- echo still here";

/** Typed at the one that is going to die. */
function submitAtFirst({ slack, replicas }: Replicated): Promise<unknown> {
  slack.setRequestUrl(`${replicas[0].botUrl}/slack/events`);
  return slack.acts.types(jblow, { channel: petersLab, text: line });
}

const submits = ({ aws }: Replicated) => aws.calls().filter(({ operation }) => operation === "SubmitJob");

describe.skipIf(!hasPostgres).concurrent("of two replicas on one PostgreSQL one is killed", () => {
  it("in the middle of many jobs, and later started again: nothing is lost, and nothing done twice", () =>
    withReplicas(async (world) => {
      const [first, second] = world.replicas;
      const lab = atWork(world);
      await submitAll(world, 0, 6);
      await lab.see(() => lab.cards().length >= 3);
      await first.kill();
      await submitAll(world, 6, 12);
      await lab.see(() => lab.cards().length >= 8);
      await first.start();
      await submitAll(world, 12, 18);
      await second.kill();
      await submitAll(world, 18, 24);
      await expectEachOnce(world, 24);
      await second.start();
      await expectNothingLeft(world, jostled(world));
      expect(submits(world)).toHaveLength(24);
      expectPaceHeld(world);
    }));

  it("just after it took a command: the other one carries it out and answers", () =>
    withReplicas(async (world) => {
      const reached = unansweredByAws(world, "batch", "DescribeJobQueues");
      await submitAtFirst(world);
      await reached();
      await world.replicas[0].kill();
      const answer = await atWork(world).see(() => world.slack.ephemerals(jblow)[0]);
      // Where AWS's answer takes too long for a busy machine, the person hears of that first.
      expect(answer.text).toMatch(
        /^(lasting is submitted to queue default|AWS has not answered yet whether it took lasting)/,
      );
      await expectOneOfEach(world, "lasting");
      expect(submits(world)).toHaveLength(1);
    }));

  it("between AWS's taking a job and its answer: the other one knows it by its first event", () =>
    withReplicas(async (world) => {
      const reached = unansweredByAws(world, "batch", "SubmitJob");
      await submitAtFirst(world);
      await reached();
      await world.replicas[0].kill();
      await expectOneOfEach(world, "lasting");
      expect(submits(world)).toHaveLength(1);
    }));

  it.each(["card", "finished"])(
    "after Slack took the %s and before it answered: the other one finds it there and posts no second",
    (kind) =>
      withReplicas(async (world) => {
        const [first, second] = world.replicas;
        // So that it is the first that posts.
        await second.kill();
        const reached = unansweredBySlack(world, "chat.postMessage", { deed: "done", kind });
        await submitAtFirst(world);
        await reached();
        await first.kill();
        await second.start();
        await expectOneOfEach(world, "lasting", { slackTrouble: ["chat.postMessage no answer"] });
      }),
  );
});
