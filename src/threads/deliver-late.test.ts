import { afterEach, beforeEach, expect, test } from "vitest";
import { inTurn, type Mishap, refused, silence, unreachable } from "../../test/support/fake-posts.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { ChannelId, NoticeId } from "../domain/ids.ts";
import type { Loop } from "../lifecycle/loop.ts";
import { SlackTrouble } from "../slack/slack-trouble.ts";
import type { Thread } from "../store/thread-row.ts";

let world: ThreadWorld;
let delivery: Loop;
let thread: Thread;
beforeEach(async () => {
  world = await threadWorld();
  delivery = world.open();
  thread = await world.thread(jobNo(1));
});
afterEach(async () => {
  await delivery.stop();
  await world.store.close();
});

const callsOf = (method: string) => world.slack.calls.filter((call) => call.method === method);

async function cardStands(): Promise<void> {
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(5_000);
}

async function growing(): Promise<void> {
  await world.grow(thread);
  delivery.wake();
  await world.clock.settle();
}

test("a post that Slack makes 20 s after we stopped waiting is found and not made again", async () => {
  await cardStands();
  world.slack.mishap = inTurn({ post: [{ trouble: silence, done: 20_000 }] });
  await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(120_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(callsOf("post")).toHaveLength(2);
});

test("an edit that nobody answered and that lands late, over a newer one, is put right", async () => {
  await cardStands();
  // Each is told to the card with what it said then, 25 s after it was sent.
  world.slack.mishap = inTurn({ edit: [{ trouble: silence, done: 25_000 }] });
  await growing();
  await growing();
  await world.clock.advance(10_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v3"]);
  await world.clock.advance(16_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v2"]);
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v3"]);
  expect(callsOf("edit")).toHaveLength(3);
});

test("an edit that a dead process left under way is made again, and made sure of", async () => {
  await cardStands();
  const { editLater } = world.store.threads;
  world.store.threads.editLater = () => new Promise(() => {});
  world.slack.mishap = inTurn({ edit: [{ trouble: silence, done: 30_000 }] });
  await growing();
  world.store.threads.editLater = editLater;
  delivery = world.open();
  delivery.start();
  await growing();
  await world.clock.advance(120_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v3"]);
});

test("a card that somebody deleted is posted anew once, and what is said later stands under it", async () => {
  await cardStands();
  await world.say(thread, "started");
  delivery.wake();
  await world.clock.advance(5_000);
  world.slack.remove("card of align-0001 v1");
  await growing();
  await world.clock.advance(5_000);
  await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(5_000);
  expect(world.slack.shown()).toEqual([
    "> started of align-0001 v1",
    "card of align-0001 v2",
    "> finished of align-0001 v2",
  ]);
  const [, card, finished] = world.slack.messages;
  expect(finished?.threadTs).toBe(card?.ts);
  world.slack.remove("card of align-0001 v2");
  await growing();
  await world.clock.advance(120_000);
  expect(world.slack.shown().filter((text) => text.startsWith("card"))).toEqual([]);
  expect(callsOf("edit")).toHaveLength(2);
});

test("a deleted reply that says more now is posted anew once", async () => {
  await cardStands();
  const id = await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(5_000);
  world.slack.remove("finished of align-0001 v1");
  await world.store.notices.amend(id, { kind: "finished", state: "failed", logLines: ["Traceback"] });
  delivery.wake();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(world.outcomes).toContain("posted anew");
});

test("a question that is decided is not posted anew for who has it no more", async () => {
  const { store } = world;
  const asked = { id: "t_asked", subject: jobNo(1).subject, job: jobNo(1).id, pi: jobNo(1).pi };
  await store.threads.addBare({ ...asked, channel: "U0PETERS" as ChannelId, fallbacks: [] });
  const body = { kind: "approval", round: "first" } as const;
  const id = "n_asked" as NoticeId;
  await store.notices.add({ id, thread: asked.id, job: asked.job, key: "approval", body, createdAtMs: 1 });
  delivery.start();
  await world.clock.advance(2_000);
  world.slack.remove("approval of align-0001 v1");
  await store.notices.retell(id, { ...body, outcome: { kind: "expired", atMs: 2 } });
  delivery.wake();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual([]);
  expect(await store.notices.get(id)).toMatchObject({ state: "dead" });
});

test("after an hour's outage the end is told, and no step that it makes old news", async () => {
  await cardStands();
  world.slack.mishap = (): Mishap => ({ trouble: unreachable });
  for (const said of ["waiting", "started", "finished"] as const) {
    await world.say(thread, said);
    delivery.wake();
    await world.clock.advance(20 * 60_000);
  }
  world.slack.mishap = () => undefined;
  await world.clock.advance(120_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(await world.store.notices.backlog()).toEqual({ count: 0 });
});

test("notices that wait too long are told to the operators once, and once more when they no longer do", async () => {
  await cardStands();
  world.slack.mishap = ({ method }) => (method === "post" ? { trouble: unreachable } : undefined);
  await world.say(thread, "finished");
  await world.clock.advance(10 * 60_000);
  world.slack.mishap = () => undefined;
  await world.clock.advance(120_000);
  const said = world.log.lines.map((line) => line.msg).filter((msg) => msg.startsWith("Notices"));
  expect(said).toEqual(["Notices wait for Slack", "Notices no longer wait for Slack"]);
});

test("with a token that was revoked nothing is tried but a probe, and with a good one all goes on", async () => {
  await cardStands();
  const revoked = new SlackTrouble("later", "token_revoked");
  world.slack.mishap = (): Mishap => ({ trouble: revoked });
  for (let n = 2; n < 9; n++) await world.say(await world.thread(jobNo(n), `C${n}`), "card");
  await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(600_000);
  const before = callsOf("post").length;
  expect(before).toBeLessThanOrEqual(9);
  expect(callsOf("probe").length).toBeGreaterThan(100);
  world.slack.mishap = () => undefined;
  await world.clock.advance(90_000);
  expect(world.slack.messages).toHaveLength(9);
});

test("a channel that is archived or left while a job goes on: its owner gets it by direct message, once", async () => {
  thread = await world.thread(jobNo(2), "C0ALIGN", ["C0PETERS", "U0JBLOW"]);
  await cardStands();
  world.slack.mishap = ({ channel }) =>
    channel === "C0ALIGN" ? { trouble: refused("is_archived") } : undefined;
  await world.say(thread, "started");
  delivery.wake();
  await world.clock.advance(10_000);
  await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(60_000);
  expect(world.slack.shown("D0JBLOW")).toEqual([
    "card of align-0002 v1",
    "> started of align-0002 v1",
    "> finished of align-0002 v1",
  ]);
  expect(world.slack.shown("C0PETERS")).toEqual([]);
});

test("channels that flood the workspace hold up no other: who was served longest ago goes first", async () => {
  // Six channels could use up all that Slack takes in a minute by themselves.
  for (let channel = 0; channel < 6; channel++)
    for (let n = 0; n < 120; n++)
      await world.say(await world.thread(jobNo(1_000 * (channel + 1) + n), `C${channel}`), "card");
  delivery.start();
  await world.clock.advance(45_000);
  const late = await world.thread(jobNo(9_999), "C0LATE");
  await world.say(late, "card");
  delivery.wake();
  await world.clock.advance(20_000);
  expect(world.slack.shown("C0LATE")).toEqual(["card of align-9999 v1"]);
});

test("an edit of a reply that a dead process left under way, landing late, is put right", async () => {
  await cardStands();
  const id = await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(5_000);
  const { editLater } = world.store.notices;
  world.store.notices.editLater = () => new Promise(() => {});
  world.slack.mishap = inTurn({ edit: [{ trouble: silence, done: 25_000 }] });
  const body = { kind: "finished", state: "failed" } as const;
  await world.grow(thread);
  await world.store.notices.amend(id, { ...body, logLines: ["one"] });
  delivery.wake();
  await world.clock.settle();
  world.store.notices.editLater = editLater;
  delivery = world.open();
  delivery.start();
  await world.clock.advance(16_000);
  const edits = callsOf("edit").filter((call) => call.notice === id).length;
  await world.clock.advance(60_000);
  expect(callsOf("edit").filter((call) => call.notice === id).length).toBeGreaterThan(edits);
});
