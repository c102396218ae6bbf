import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi } from "../../test/fixtures/a-pi.ts";
import { refused } from "../../test/support/fake-posts.ts";
import { type LiveWorld, liveWorld } from "../../test/support/live-world.ts";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";

const jblow = "U0JBLOW" as MemberId;

let world: LiveWorld;
beforeEach(async () => {
  world = await liveWorld();
});
afterEach(() => world.close());

test("it goes on for some seconds after its job's end, and then says that it ended", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(10_000);
  world.ended = { state: "failed" };
  await world.clock.advance(12_000);
  world.printed.push("Traceback");
  await world.clock.advance(limits.liveAfterEndMs);
  expect(world.shown()).toEqual(["> one Traceback (0 left out, ended: job)"]);
  expect(await world.store.liveLogs.get(world.live)).toBeUndefined();
  const before = world.looks.length;
  await world.clock.advance(600_000);
  expect(world.looks).toHaveLength(before);
});

test("it ends after half an hour", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(limits.liveMs - 1_000);
  expect(world.shown()).toEqual(["> one (0 left out, following)"]);
  await world.clock.advance(30_000);
  expect(world.shown()).toEqual(["> one (0 left out, ended: time)"]);
  expect(await world.store.liveLogs.counts()).toEqual({ logs: 0, messages: 0 });
});

test("a message that somebody takes away ends it quietly, and is not posted anew", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(10_000);
  world.slack.remove("one (0 left out, following)");
  world.printed.push("two");
  await world.clock.advance(30_000);
  expect(world.shown()).toEqual([]);
  expect(await world.store.liveLogs.get(world.live)).toBeUndefined();
});

test("a channel that is archived or left ends it quietly", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(10_000);
  world.slack.mishap = ({ method }) => (method === "edit" ? { trouble: refused("is_archived") } : undefined);
  world.printed.push("two");
  await world.clock.advance(30_000);
  expect(await world.store.liveLogs.get(world.live)).toBeUndefined();
  expect(world.shown()).toEqual(["> one (0 left out, following)"]);
});

test("where others have come to read along it ends, and keeps no line", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(10_000);
  world.pi = aPi({ channel: "C0OTHER" as ChannelId });
  world.printed.push("two");
  await world.clock.advance(30_000);
  expect(world.shown()).toEqual([">  (0 left out, ended: audience)"]);
});

test("who leaves the lab reads no further line in their direct messages", async () => {
  const direct = await world.directOf(jblow);
  world.printed = ["one"];
  world.reads();
  await world.follow(jblow, direct);
  await world.clock.advance(10_000);
  world.left.push(jblow);
  world.printed.push("two");
  await world.clock.advance(30_000);
  expect(world.shown("D0JBLOW")).toEqual([" (0 left out, ended: audience)"]);
});

test("a log that can not be read for a while goes on where it was, and after long trouble ends", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(10_000);
  world.trouble = new Error("throttled");
  world.printed.push("two");
  await world.clock.advance(60_000);
  expect(world.shown()).toEqual(["> one (0 left out, following)"]);
  world.trouble = undefined;
  await world.clock.advance(limits.liveRetryMaxMs + 5_000);
  expect(world.shown()).toEqual(["> one two (0 left out, following)"]);
  world.trouble = new Error("AccessDenied");
  await world.clock.advance(limits.liveTroubleMs + 2 * limits.liveRetryMaxMs);
  expect(world.shown()).toEqual(["> one two (0 left out, ended: unread)"]);
  const since = world.looks.length;
  await world.clock.advance(600_000);
  expect(world.looks).toHaveLength(since);
});
