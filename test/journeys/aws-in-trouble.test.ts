import { describe, expect, it, vi } from "vitest";
import type { LocalAws } from "../../src/playground/aws/local-aws.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { expectOneOfEach } from "../support/survives.ts";

type Effect = Parameters<LocalAws["faults"]["add"]>[0]["effect"];

const line = "/batch submit --jobdef hello --name lasting -- echo still here";

const submits = ({ aws }: Apart) => aws.calls().filter(({ operation }) => operation === "SubmitJob");

const looks = ({ aws }: Apart) => aws.calls().filter(({ operation }) => operation === "ListJobs");

const onSubmit = ({ aws }: Apart, effect: Effect, times = 1) =>
  aws.faults.add({ service: "batch", operation: "SubmitJob", times, effect });

const broken = { awsTrouble: ["SubmitJob ServerException"] };

describe.concurrent("a job that AWS took without saying so is one job", () => {
  it.each<Effect["kind"]>(["done-but-cut", "done-but-server-error", "done-but-silent"])(
    "found by its name where no event tells (%s)",
    (kind) =>
      withBot(
        async (world) => {
          world.aws.faults.onEvents(() => []);
          onSubmit(world, { kind } as Effect);
          const answer = await atWork(world).ask(jblow, petersLab, line);
          expect(answer.text).toMatch(
            /^AWS has not answered yet whether it took lasting\. I am looking for it .* Please do not submit it again\.$/,
          );
          await expectOneOfEach(world, "lasting", broken);
          expect(submits(world)).toHaveLength(1);
          expect(looks(world).length).toBeGreaterThan(0);
        },
        { env: { BATCHMATE_RECONCILE_SECONDS: "1" } },
      ),
  );

  it("known by its first event where one comes", () =>
    withBot(async (world) => {
      onSubmit(world, { kind: "done-but-cut" });
      // Who is slow may look before it comes, and finds nothing.
      world.aws.faults.add({ service: "batch", operation: "ListJobs", effect: { kind: "server-error" } });
      await atWork(world).ask(jblow, petersLab, line);
      await expectOneOfEach(world, "lasting", { awsTrouble: ["ListJobs ServerException"] });
      expect(submits(world)).toHaveLength(1);
    }));

  it("also while the look-up itself fails: that counts for nothing", () =>
    withBot(
      async (world) => {
        world.aws.faults.onEvents(() => []);
        onSubmit(world, { kind: "done-but-cut" });
        const trouble = { kind: "server-error" } as const;
        world.aws.faults.add({ service: "batch", operation: "ListJobs", times: 4, effect: trouble });
        await atWork(world).ask(jblow, petersLab, line);
        await expectOneOfEach(world, "lasting", { awsTrouble: ["ListJobs ServerException"] });
        expect(submits(world)).toHaveLength(1);
      },
      { env: { BATCHMATE_RECONCILE_SECONDS: "1" } },
    ));
});

describe.concurrent("a job that AWS did not take", () => {
  it("for too many requests is sent again by us until it is taken", () =>
    withBot(async (world) => {
      onSubmit(world, { kind: "throttle" }, 3);
      await atWork(world).ask(jblow, petersLab, line);
      await expectOneOfEach(world, "lasting", { awsTrouble: ["SubmitJob TooManyRequestsException"] });
      expect(submits(world)).toHaveLength(4);
      const [first, , third, last] = submits(world).map(({ at }) => at);
      expect((last ?? 0) - (third ?? 0)).toBeGreaterThan(((third ?? 0) - (first ?? 0)) / 2);
    }));

  it("and did not say so is looked for two minutes long, and sent once more", () =>
    withBot(
      async (world) => {
        onSubmit(world, { kind: "server-error" });
        await atWork(world).ask(jblow, petersLab, line);
        await expectOneOfEach(world, "lasting", broken);
        const [first, second, ...more] = submits(world).map(({ at }) => at);
        expect(more).toEqual([]);
        expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(120_000 / 20 - 300);
        expect(looks(world).length).toBeGreaterThan(5);
      },
      { speed: 20 },
    ));

  it("for its own fault is told the person alone, in AWS's words, and nothing is posted", () =>
    withBot(async (world) => {
      const message = "Job definition hello:1 is not *allowed* <!channel>";
      onSubmit(world, { kind: "refuse", code: "ClientException", message });
      const answer = await atWork(world).ask(jblow, petersLab, line);
      expect(answer.text).toMatch(/^AWS did not accept lasting, so nothing runs\. AWS says: /);
      expect(answer.text).toContain("&lt;!channel&gt;");
      await expectNothingLeft(world, { awsTrouble: ["SubmitJob ClientException"] });
      expect(atWork(world).jobs()).toEqual([]);
      expect(atWork(world).posts()).toEqual([]);
      expect(submits(world)).toHaveLength(1);
    }));
});

it("where AWS can not be asked, a person gets a reference that also stands in the log, and no job", () =>
  withBot(async (world) => {
    const effect = { kind: "server-error" } as const;
    world.aws.faults.add({ service: "batch", operation: "DescribeJobQueues", effect });
    const answer = await atWork(world).ask(jblow, petersLab, line);
    expect(answer.text).toMatch(
      /^AWS did not answer just now, and without it I cannot go on\. Try again in a minute/,
    );
    const [, reference = ""] = /reference `([0-9a-f]{8})`/.exec(answer.text) ?? [];
    // The bot's log comes through a pipe of its own.
    await vi.waitFor(() => expect(world.logText()).toContain(reference), { timeout: 60_000, interval: 10 });
    expect(atWork(world).jobs()).toEqual([]);
    expect(atWork(world).posts()).toEqual([]);
  }));
