import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { error as errorLevel } from "../../test/support/kept-log.ts";
import { messageOf, type QueueWorld, queueWorld } from "../../test/support/queue-world.ts";
import { AwsTrouble } from "../aws/aws-trouble.ts";
import { limits } from "../domain/limits.ts";

let world: QueueWorld;
beforeEach(async () => {
  world = await queueWorld();
});
afterEach(() => world.close());

describe("an event", () => {
  test("is in the inbox before its message is deleted", async () => {
    const gate = Promise.withResolvers<void>();
    const { append } = world.store.inbox;
    world.store.inbox.append = (events) => gate.promise.then(() => append(events));
    world.aws.send(messageOf("e1"), messageOf("e2"));
    world.reading.start();
    await world.clock.settle();
    expect(world.aws.inHand).toHaveLength(2);
    expect(world.aws.deleted).toEqual([]);
    gate.resolve();
    await world.clock.settle();
    expect(await world.inbox()).toEqual(["e1", "e2"]);
    expect(world.aws.deleted).toEqual(["m1", "m2"]);
    expect(world.fates).toEqual({ taken: 2 });
  });

  test("that comes while the queue is waited for is taken at once", async () => {
    world.reading.start();
    await world.clock.advance(5_000);
    world.aws.send(messageOf("e1"));
    await world.clock.settle();
    expect(await world.inbox()).toEqual(["e1"]);
  });

  test("whose message can not be deleted comes again and does no harm", async () => {
    world.aws.removeTrouble = new AwsTrouble("unknown", "TimeoutError");
    world.aws.send(messageOf("e1"));
    world.reading.start();
    await world.clock.settle();
    expect(await world.inbox()).toEqual(["e1"]);
    expect(world.fates).toEqual({ taken: 1, "not deleted": 1 });
    world.aws.removeTrouble = undefined;
    world.aws.send({ ...messageOf("e1"), id: "m1", receives: 2 });
    await world.clock.advance(limits.queueRetryMs);
    expect(await world.inbox()).toEqual(["e1", "e1"]);
    expect(world.aws.deleted).toEqual(["m1"]);
  });
});

describe("while the store fails", () => {
  test("messages go back for later, and nothing is half saved", async () => {
    const disk = world.storeFails();
    world.aws.send(messageOf("e1"), { body: "no event" });
    world.reading.start();
    await world.clock.settle();
    expect(world.aws.deleted).toEqual([]);
    expect(world.aws.released).toEqual([
      { id: "m1", afterSeconds: 1 },
      { id: "m2", afterSeconds: 1 },
    ]);
    expect(world.fates).toEqual({ "put back": 2 });
    disk.works();
    await world.clock.advance(2_000);
    expect(await world.inbox()).toEqual(["e1"]);
    expect(world.aws.deleted.sort()).toEqual(["m1", "m2"]);
  });

  test("no further message is received in vain, and it is told once", async () => {
    const disk = world.storeFails();
    world.aws.send(...Array.from({ length: 30 }, (_, n) => messageOf(`e${n}`)));
    world.reading.start();
    // Receivers that waited already when the trouble began may still be given some.
    await world.clock.advance(3_000);
    const inVain = world.aws.released.length;
    await world.clock.advance(10 * 60_000);
    expect(world.aws.released).toHaveLength(inVain);
    expect(world.log.lines.filter(({ level }) => level === errorLevel)).toMatchObject([
      { msg: "Events from the queue can not be saved; they stay in it, and it will be tried again" },
    ]);
    disk.works();
    await world.clock.advance(limits.queueRetryMaxMs);
    expect(world.aws.deleted).toHaveLength(30);
    expect(world.aws.released).toHaveLength(inVain);
    expect(world.log.lines.at(-1)).toMatchObject({ msg: "Events come through the queue again" });
    expect(world.troubles.at(-1)).toBeUndefined();
  });
});

describe("how fast it goes", () => {
  test("one waits while there is little, and the longest that SQS allows", async () => {
    world.reading.start();
    await world.clock.advance(100_000);
    const later = world.aws.receives.filter(({ atMs }) => atMs > (world.aws.receives[0]?.atMs ?? 0) + 2_000);
    expect(later.map(({ waitSeconds }) => waitSeconds)).toEqual([20, 20, 20, 20, 20]);
  });

  test("all help when there is much, and rest when it is done", async () => {
    world.reading.start();
    await world.clock.advance(5_000);
    const before = world.aws.receives.length;
    world.aws.send(...Array.from({ length: 200 }, (_, n) => messageOf(`e${n}`)));
    await world.clock.advance(10);
    expect(world.aws.deleted).toHaveLength(200);
    const helping = world.aws.receives.slice(before).filter(({ waitSeconds }) => waitSeconds === 1);
    expect(helping.length).toBeGreaterThanOrEqual(limits.queueReceivers - 1);
    await world.clock.advance(5_000);
    const after = world.aws.receives.length;
    await world.clock.advance(20_000);
    expect(world.aws.receives.slice(after).every(({ waitSeconds }) => waitSeconds === 20)).toBe(true);
  });

  test("while too many wait to be applied none is received", async () => {
    const { holdsMoreThan } = world.store.inbox;
    world.store.inbox.holdsMoreThan = async () => true;
    world.aws.send(messageOf("e1"));
    world.reading.start();
    await world.clock.advance(60_000);
    expect(world.aws.receives).toEqual([]);
    world.store.inbox.holdsMoreThan = holdsMoreThan;
    await world.clock.advance(1_000);
    expect(world.aws.deleted).toEqual(["m1"]);
  });
});

describe("AWS in trouble", () => {
  test("is told once a spell, with pauses that grow to a minute, and the bot goes on", async () => {
    world.aws.receiveTrouble = new AwsTrouble("later", "CredentialsProviderError");
    world.reading.start();
    await world.clock.advance(10 * 60_000);
    const pauses = world.aws.receives
      .filter(({ waitSeconds }) => waitSeconds === limits.queueWaitSeconds)
      .map(({ atMs }, index, all) => atMs - (all[index - 1]?.atMs ?? atMs));
    expect(pauses[1]).toBeLessThanOrEqual(limits.queueRetryMaxMs);
    expect(pauses.at(-1)).toBe(limits.queueRetryMaxMs);
    expect(pauses.length).toBeLessThan(20);
    expect(world.log.lines).toMatchObject([
      {
        level: errorLevel,
        msg: "Events can not be read from the queue; it will be tried again",
        err: { code: "CredentialsProviderError" },
      },
    ]);
    expect(world.troubles.every((cause) => cause === "aws")).toBe(true);

    world.aws.receiveTrouble = undefined;
    world.aws.send(messageOf("e1"));
    await world.clock.advance(limits.queueRetryMaxMs);
    expect(await world.inbox()).toEqual(["e1"]);
    expect(world.log.lines.at(-1)?.msg).toBe("Events come through the queue again");

    world.aws.receiveTrouble = new AwsTrouble("permanent", "QueueDoesNotExist");
    await world.clock.advance(60_000);
    expect(world.log.lines.at(-1)).toMatchObject({ err: { code: "QueueDoesNotExist" } });
  });
});

describe("stopping", () => {
  test("ends the wait at once", async () => {
    world.reading.start();
    await world.clock.settle();
    await world.reading.stop();
    expect(world.log.lines).toEqual([]);
    world.aws.send(messageOf("e1"));
    await world.clock.advance(60_000);
    expect(await world.inbox()).toEqual([]);
  });

  test("ends what is in hand first", async () => {
    const gate = Promise.withResolvers<void>();
    const { append } = world.store.inbox;
    world.store.inbox.append = (events) => gate.promise.then(() => append(events));
    world.aws.send(messageOf("e1"));
    world.reading.start();
    await world.clock.settle();
    let isStopped = false;
    const stopping = world.reading.stop().then(() => {
      isStopped = true;
    });
    await world.clock.settle();
    expect(isStopped).toBe(false);
    gate.resolve();
    await stopping;
    expect(world.aws.deleted).toEqual(["m1"]);
  });

  test("it can be started again", async () => {
    world.reading.start();
    await world.clock.settle();
    await world.reading.stop();
    world.reading.start();
    world.aws.send(messageOf("e1"));
    await world.clock.settle();
    expect(world.aws.deleted).toEqual(["m1"]);
  });
});
