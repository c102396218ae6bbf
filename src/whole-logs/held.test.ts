import { afterEach, beforeEach, expect, test } from "vitest";
import { type WholeLogWorld, wholeLogWorld } from "../../test/support/whole-log-world.ts";
import type { ChannelId, FileId, MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { hold } from "./held.ts";

let world: WholeLogWorld;
beforeEach(async () => {
  world = await wholeLogWorld();
});
afterEach(() => world.close());

const jblow = "U0JBLOW" as MemberId;
const direct = "D0JBLOW" as ChannelId;
const take = (log: Parameters<typeof hold>[0], isEnding = () => false) =>
  hold(log, { ...world.options, isEnding });

test("of two who take up the same one has it", async () => {
  const log = await world.asked();
  const [one, two] = [await take(log), await take(log)];
  expect([one?.now().id, two]).toEqual([log.id, undefined]);
});

test("whoever is at it says so from time to time, and so nobody else takes it up", async () => {
  const held = await world.held();
  await world.clock.advance(limits.wholeLogRenewMs + 1);
  await held.keep();
  await world.clock.advance(limits.wholeLogLeaseMs - 1);
  expect(await world.store.wholeLogs.due(world.clock.nowMs(), [], 10)).toEqual([]);
});

test("who was silent too long has lost it to whoever took it up, and saves nothing more of it", async () => {
  const held = await world.held();
  await world.clock.advance(limits.wholeLogLeaseMs);
  const [due] = await world.store.wholeLogs.due(world.clock.nowMs(), [], 10);
  const other = await take(due as NonNullable<typeof due>);
  expect(other).toBeDefined();
  await expect(held.keep()).rejects.toMatchObject({ why: "lost" });
  let times = 0;
  const changes = { step: { kind: "ended", how: "sent" } } as const;
  const also = async () => {
    times += 1;
  };
  await expect(held.save(changes, also)).rejects.toMatchObject({ why: "lost" });
  expect([times, (await world.saved())?.step.kind]).toEqual([0, "gathering"]);
});

test("who wants it no more is heard soon, and at once by who takes it up", async () => {
  const held = await world.held();
  const { id } = held.now();
  await world.store.wholeLogs.askStop(id, jblow, world.clock.nowMs());
  await held.keep();
  await world.clock.advance(limits.wholeLogRenewMs);
  await expect(held.keep()).rejects.toMatchObject({ why: "stopped" });
  await world.clock.advance(limits.wholeLogLeaseMs);
  const [due] = await world.store.wholeLogs.due(world.clock.nowMs(), [], 10);
  const other = await take(due as NonNullable<typeof due>);
  await expect(other?.keep()).rejects.toMatchObject({ why: "stopped" });
});

test("who may not read it any more is found out while it goes on", async () => {
  const held = await world.held();
  world.mayRead = false;
  await held.keep();
  await world.clock.advance(limits.wholeLogRenewMs);
  await expect(held.keep()).rejects.toMatchObject({ why: "no access" });
});

test("who was told that it is stopped is sent nothing, however near it was", async () => {
  const held = await world.held();
  const gathered = { lines: 3, bytes: 90, masked: 0 };
  const step = { kind: "sharing", file: "F1" as FileId, channel: direct, gathered, looks: 0 } as const;
  await world.store.wholeLogs.askStop(held.now().id, jblow, world.clock.nowMs());
  await expect(held.save({ step })).rejects.toMatchObject({ why: "stopped" });
  expect((await world.saved())?.step.kind).toBe("gathering");
});

test("a process that is ending goes no further", async () => {
  let isEnding = false;
  const held = await take(await world.asked(), () => isEnding);
  await held?.keep();
  isEnding = true;
  await expect(held?.keep()).rejects.toMatchObject({ why: "ending" });
});

test("what fails with it is not saved either", async () => {
  const held = await world.held();
  const fails = () => Promise.reject(new Error("no audit"));
  await expect(held.save({ step: { kind: "ended", how: "sent" } }, fails)).rejects.toThrow("no audit");
  expect((await world.saved())?.step.kind).toBe("gathering");
  expect(held.now().step.kind).toBe("gathering");
});
