import { afterEach, beforeEach, expect, test } from "vitest";
import { inTurn, refused, silence, tooFast } from "../../test/support/fake-posts.ts";
import { type WholeLogWorld, wholeLogWorld } from "../../test/support/whole-log-world.ts";
import type { ChannelId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { type Held, hold } from "./held.ts";
import { tell, tellProgress } from "./tell.ts";

let world: WholeLogWorld;
let held: Held;
const channel = "D0JBLOW" as ChannelId;
const said = (text: string) => ({ channel, message: { text, blocks: [] } });

beforeEach(async () => {
  world = await wholeLogWorld();
  held = await world.held();
});
afterEach(() => world.close());

const progress = (text: string) => tellProgress(world.options, held, said(text));
const calls = () => world.slack.calls.map(({ method }) => method);

test("it is one message, that changes", async () => {
  for (const text of ["1 line so far", "2 lines so far", "done"]) {
    await tell(world.options, held, said(text));
    await world.clock.advance(1_000);
  }
  expect(world.slack.messages).toMatchObject([{ channel, text: "done", edits: 2 }]);
});

test("posted by a process that died over it, it is looked for and not posted twice", async () => {
  world.slack.mishap = inTurn({ post: [{ trouble: silence, done: true }] });
  await expect(tell(world.options, held, said("1 line so far"))).rejects.toBe(silence);
  expect((await world.saved())?.progress).toEqual({ channel });
  await world.clock.advance(limits.wholeLogLeaseMs);
  const [due] = await world.store.wholeLogs.due(world.clock.nowMs(), [], 1);
  const next = await hold(due as NonNullable<typeof due>, {
    ...world.options,
    isEnding: () => false,
  });
  await tell(world.options, next as Held, said("2 lines so far"));
  expect(world.slack.messages).toMatchObject([{ text: "2 lines so far" }]);
  expect(calls()).toEqual(["post", "find", "edit"]);
});

test("how it goes is told when Slack's pace lets it, and else left out", async () => {
  await progress("1 line so far");
  await progress("2 lines so far");
  for (let more = 0; more < 100; more++) await progress(`${more} more`);
  // Fifty edits a minute.
  expect(world.slack.messages[0]?.edits).toBeLessThanOrEqual(50);
});

test("that it could not be told does not matter, and Slack is left alone for as long as it asks", async () => {
  world.slack.mishap = inTurn({
    edit: [{ trouble: tooFast(20_000) }, { trouble: refused("no_permission") }],
  });
  await progress("1 line so far");
  await progress("2 lines so far");
  await world.clock.advance(10_000);
  await progress("3 lines so far");
  expect(calls()).toEqual(["post", "edit"]);
  await world.clock.advance(10_001);
  await progress("4 lines so far");
  await progress("5 lines so far");
  expect(world.slack.messages).toMatchObject([{ text: "5 lines so far", edits: 1 }]);
});

test("who has lost it meanwhile tells nothing", async () => {
  await world.clock.advance(limits.wholeLogLeaseMs);
  const [due] = await world.store.wholeLogs.due(world.clock.nowMs(), [], 1);
  await world.store.wholeLogs.keep(due as NonNullable<typeof due>, world.clock.nowMs() + 1);
  await expect(progress("1 line so far")).rejects.toMatchObject({ why: "lost" });
  expect(world.slack.messages).toEqual([]);
});
