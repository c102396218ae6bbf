import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { doeAccount, doeLab, jblow, klee, petersAccount, petersLab } from "../support/lab-world.ts";
import { atWork } from "../support/people-at-work.ts";
import { dieBeforeEnd, expectOneOfEach } from "../support/survives.ts";

const line = "/batch submit --jobdef hello --name lasting -- echo still here";

const describes = ({ aws }: Apart, account = petersAccount) =>
  aws.calls().filter((call) => call.operation === "DescribeJobs" && call.account === account);

describe.concurrent("a job of which no event ever comes", () => {
  it("is asked about by itself, and ends as it should", () =>
    withBot(
      async (world) => {
        world.aws.faults.onEvents(() => []);
        await world.slack.acts.types(jblow, { channel: petersLab, text: line });
        await expectOneOfEach(world, "lasting");
        expect(describes(world).length).toBeGreaterThan(0);
      },
      { env: { BATCHMATE_RECONCILE_SECONDS: "60" } },
    ));

  it("and that ends while the bot is dead, is asked about at once when it starts", () =>
    withBot(async (world) => {
      await dieBeforeEnd(world, "lasting", () => world.aws.faults.onEvents(() => []));
      await world.start();
      await expectOneOfEach(world, "lasting");
    }));

  it("ends though another lab's account throttles all along", () =>
    withBot(
      async (world) => {
        const { aws, slack } = world;
        aws.faults.onEvents(() => []);
        const lab = atWork(world);
        await lab.ask(klee, doeLab, line.replace("lasting", "throttled"));
        aws.faults.add({ service: "batch", account: doeAccount, effect: { kind: "throttle" } });
        await slack.acts.types(jblow, { channel: petersLab, text: line });
        await lab.ended("lasting");
        const before = describes(world, doeAccount).length;
        expect(before).toBeLessThan(40);
        aws.faults.clear();
        aws.faults.onEvents(() => []);
        await lab.ended("throttled", doeAccount);
      },
      { env: { BATCHMATE_RECONCILE_SECONDS: "10" } },
    ));
});
