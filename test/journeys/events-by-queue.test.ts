import { describe, expect, it, vi } from "vitest";
import { withBot } from "../support/bot-apart.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { eventOf } from "../support/events.ts";
import { doeAccount, doeLab, jblow, klee, petersAccount, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft, readMetrics } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { queueArn, sendToQueue } from "../support/queue-route.ts";
import { dieBeforeEnd, expectOneOfEach } from "../support/survives.ts";

const byQueue = { events: "queue" } as const;
const line = "/batch submit --jobdef hello --name lasting -- echo still here";

const isEmptied = ({ aws }: Pick<Here, "aws">) =>
  vi.waitFor(() => expect(aws.messages(queueArn).all).toEqual([]), { timeout: 60_000, interval: 20 });

async function here(journey: (here: Here) => Promise<void>): Promise<void> {
  const world = await startHere({ ...byQueue, speed: 8 });
  try {
    await journey(world);
  } finally {
    await world.close();
  }
}

describe("events that come by the queue alone", () => {
  it("bring the jobs of every lab to their ends, and leave the queue empty", () =>
    here(async (world) => {
      const lab = atWork(world);
      await lab.ask(jblow, petersLab, line);
      await lab.ask(klee, doeLab, line.replace("echo still here", 'sh -c "exit 3"'));
      await lab.ended("lasting");
      await lab.ended("lasting", doeAccount);
      expect(payloadOf(lab.cardOf("lasting")).state).toBe("succeeded");
      expect(payloadOf(lab.cardOf("lasting", doeAccount)).state).toBe("failed");
      const { blocks } = await lab.ask(upeters, petersLab, "/batch access check");
      expect(JSON.stringify(blocks)).toContain("Events: they come by the queue.");
      await isEmptied(world);
      await expectNothingLeft(world, { awsTrouble: ["GetLogEvents ResourceNotFoundException"] });
      const metrics = await readMetrics(world.metricsUrl);
      const taken = metrics['batchmate_event_queue_messages_total{fate="taken"}'];
      expect(taken).toBe(world.aws.events().length);
      expect(metrics.batchmate_events_applied_total).toBe(taken);
      // Nobody has a key: the door over HTTP is closed.
      const post = { method: "POST", headers: { "x-api-key": "any" }, body: "{}" };
      expect((await fetch(`${world.botUrl}/aws/events`, post)).status).toBe(401);
    }));

  it("come twice and late, among messages that are none: each job ends once, and nothing is stuck", () =>
    here(async (world) => {
      const lab = atWork(world);
      world.aws.faults.onEvents(() => [{ delayMs: 200 }, { delayMs: 0 }]);
      const foreign = { ...eventOf("single.running"), account: "999988887777" };
      const poison = ["not json: tr0ub4dor", '{"Type":"Notification"}', JSON.stringify(foreign)];
      await sendToQueue(world.aws.url, ...poison);
      await lab.ask(jblow, petersLab, line);
      await sendToQueue(world.aws.url, ...poison);
      await lab.ended("lasting");
      await isEmptied(world);
      await expectNothingLeft(world);
      const metrics = await readMetrics(world.metricsUrl);
      expect(metrics['batchmate_event_queue_messages_total{fate="set aside"}']).toBe(6);
      expect(await world.store.inbox.aside(10)).toHaveLength(6);
      expect(JSON.stringify(world.log)).not.toContain("tr0ub4dor");
    }));

  it("wait in the queue while SQS is in trouble, which is told once, and are taken afterwards", () =>
    here(async (world) => {
      const lab = atWork(world);
      const end = world.aws.faults.add({
        service: "sqs",
        operation: "ReceiveMessage",
        effect: { kind: "throttle" },
      });
      await lab.ask(jblow, petersLab, line);
      await world.aws.waitUntil(
        () => world.aws.job(lab.jobNamed("lasting").jobId)?.status === "SUCCEEDED",
        20_000,
      );
      const metrics = async () => (await readMetrics(world.metricsUrl)).batchmate_event_queue_in_trouble;
      await vi.waitFor(async () => expect(await metrics()).toBe(1), { timeout: 60_000 });
      end();
      await lab.ended("lasting");
      await isEmptied(world);
      const errors = ["Events can not be read from the queue; it will be tried again"];
      await expectNothingLeft(world, { awsTrouble: ["ReceiveMessage RequestThrottled"], errors });
      expect(world.log.filter(({ msg }) => errors.includes(msg))).toHaveLength(1);
      expect(await metrics()).toBe(0);
    }));
});

describe.concurrent("a bot that reads the queue, killed and started again", () => {
  it("with messages in hand that it has not deleted: takes them once more, and each job ends once", () =>
    withBot(async (world) => {
      // It saves what it receives, and dies before a message is deleted.
      world.aws.faults.add({
        service: "sqs",
        operation: "DeleteMessageBatch",
        times: 1,
        effect: { kind: "done-but-silent" },
      });
      await world.slack.acts.types(jblow, { channel: petersLab, text: line });
      const deletes = () => world.aws.calls().filter(({ operation }) => operation === "DeleteMessageBatch");
      await world.aws.waitUntil(() => deletes().length > 0, 60_000);
      await world.kill();
      await world.start();
      await expectOneOfEach(world, "lasting");
      await isEmptied(world);
    }, byQueue));

  it("while the job runs and ends: hears of all that happened meanwhile", () =>
    withBot(async (world) => {
      await dieBeforeEnd(world, "lasting");
      expect(world.aws.messages(queueArn).all.length).toBeGreaterThan(0);
      await world.start();
      await expectOneOfEach(world, "lasting");
      await isEmptied(world);
      expect(world.aws.jobs(petersAccount)).toHaveLength(1);
    }, byQueue));
});
