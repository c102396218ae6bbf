import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { messageOf, type QueueWorld, queueWorld } from "../../test/support/queue-world.ts";
import { limits } from "../domain/limits.ts";

let world: QueueWorld;
beforeEach(async () => {
  world = await queueWorld();
});
afterEach(() => world.close());

describe("what can never be an event of ours is set aside, told without its body, and deleted", () => {
  test.each([
    ["is no JSON", { body: "s3cret {" }, "it is not an event", ""],
    ["is wrapped by another service", { body: '{"Message":"s3cret"}' }, "it is not an event", ""],
    ["is too large", { body: `"s3cret${"x".repeat(limits.eventBodyBytes)}"` }, "it is too large", ""],
    [
      "is of an account that no lab has",
      messageOf("e1", { account: "999988887777", detail: { jobId: "1", command: "s3cret" } }),
      "its account is no lab's, or it names another's",
      '"jobId":"1"',
    ],
    [
      "names another account's job",
      messageOf("e1", { detail: { jobArn: "arn:aws:batch:us-west-2:999988887777:job/1", env: "s3cret" } }),
      "its account is no lab's, or it names another's",
      "999988887777:job/1",
    ],
  ])("when it %s", async (_, message, why, kept) => {
    world.aws.send(message, messageOf("good"));
    world.reading.start();
    await world.clock.settle();
    expect(await world.inbox()).toEqual(["good"]);
    const [aside, ...more] = await world.store.inbox.aside(10);
    expect(more).toEqual([]);
    expect(aside?.why).toBe(why);
    expect(aside?.body).toContain(kept);
    expect(world.aws.deleted).toEqual(["m1", "m2"]);
    expect(world.fates).toEqual({ taken: 1, "set aside": 1 });
    expect(world.log.lines).toMatchObject([
      { msg: "A message of the event queue was set aside", message: "m1", why },
    ]);
    expect(JSON.stringify([world.log.lines, aside])).not.toContain("s3cret");
    expect(world.troubles).toEqual([]);
  });
});

describe("a message that came often", () => {
  const often = { id: "often", receives: limits.queueReceives + 1 };

  test("is taken like any other when the store takes it", async () => {
    world.aws.send({ ...messageOf("e1"), ...often }, messageOf("e2"));
    world.reading.start();
    await world.clock.settle();
    expect((await world.inbox()).sort()).toEqual(["e1", "e2"]);
    expect(world.aws.deleted.sort()).toEqual(["m1", "often"]);
  });

  test("is set aside when the store takes the others and not this one", async () => {
    const { append } = world.store.inbox;
    world.store.inbox.append = async (events) => {
      if (events.some(({ eventId }) => eventId === "poison")) throw new Error("no such character");
      return append(events);
    };
    world.aws.send({ ...messageOf("poison"), ...often }, messageOf("e2"));
    world.reading.start();
    await world.clock.settle();
    expect(await world.inbox()).toEqual(["e2"]);
    expect(await world.store.inbox.aside(10)).toMatchObject([
      { eventId: "poison", why: "the store would not take it", body: expect.stringContaining("poison") },
    ]);
    expect(world.aws.deleted.sort()).toEqual(["m1", "often"]);
    expect(world.troubles).toEqual([]);
  });

  test("is set aside without its body when that is what the store will not take", async () => {
    world.store.inbox.append = () => Promise.reject(new Error("no such character"));
    const { setAside } = world.store.inbox;
    world.store.inbox.setAside = async (each, why) => {
      if (each.body !== "") throw new Error("no such character");
      return setAside(each, why);
    };
    world.aws.send({ ...messageOf("poison"), ...often });
    world.reading.start();
    await world.clock.settle();
    expect(await world.store.inbox.aside(10)).toMatchObject([{ eventId: "message often", body: "" }]);
    expect(world.aws.deleted).toEqual(["often"]);
  });

  test("stays in the queue when the store takes nothing at all", async () => {
    world.storeFails();
    world.aws.send({ ...messageOf("e1"), ...often });
    world.reading.start();
    await world.clock.settle();
    expect(world.aws.deleted).toEqual([]);
    expect(world.aws.released).toHaveLength(1);
  });
});
