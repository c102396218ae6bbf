import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import type { ChannelId } from "../domain/ids.ts";
import type { PacedCall } from "../domain/telling/slack-pace.ts";
import type { Store } from "../store/open-store.ts";
import { slackPace } from "./pace.ts";

const post: PacedCall = { method: "chat.postMessage", channel: "C1" as ChannelId };
const edit: PacedCall = { method: "chat.update", channel: "C1" as ChannelId };

let store: Store;
const clock = manualClock();
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

const take = (pace: ReturnType<typeof slackPace>, call: PacedCall) =>
  store.transaction((tables) => pace.take(tables, call));

test("a turn is taken once, whoever asks: a second process waits for the first one's message", async () => {
  const [one, two] = [slackPace(store, clock.nowMs), slackPace(store, clock.nowMs)];
  expect(await take(one, post)).toBe(true);
  expect(await take(two, post)).toBe(false);
  const view = await two.look([post, edit]);
  expect(view.waitMs(post)).toBe(1_050);
  expect(view.waitMs(edit)).toBe(0);
  expect(view.lastPostMs(post.channel)).toBe(clock.nowMs());
  await clock.advance(1_050);
  expect(await take(two, post)).toBe(true);
});

test("a second stop never makes the first one shorter", async () => {
  const pace = slackPace(store, clock.nowMs);
  await pace.stop("chat.update", clock.nowMs() + 30_000);
  await pace.stop("chat.update", clock.nowMs() + 1_000);
  expect((await pace.look([edit])).waitMs(edit)).toBe(30_000);
  expect(await take(pace, edit)).toBe(false);
  expect(await take(pace, post)).toBe(true);
});

test("a stop that the store could not keep holds for the process that heard of it", async () => {
  const { transaction } = store;
  const pace = slackPace(store, clock.nowMs);
  store.transaction = async () => {
    throw new Error("disk I/O error");
  };
  await expect(pace.stop("chat.update", clock.nowMs() + 30_000)).rejects.toThrow("disk I/O error");
  store.transaction = transaction;
  expect((await pace.look([edit])).waitMs(edit)).toBe(30_000);
  expect(await take(pace, edit)).toBe(false);
  await clock.advance(30_000);
  expect(await take(pace, edit)).toBe(true);
});

test("an answer to a person goes at once, and the notices wait for it", async () => {
  const pace = slackPace(store, clock.nowMs);
  await pace.note(post);
  await pace.note(post);
  expect(await take(pace, post)).toBe(false);
});

test("a member and their direct messages are one place: a reply waits for the card that opened it", async () => {
  const pace = slackPace(store, clock.nowMs);
  const [member, direct] = ["U0JBLOW" as ChannelId, "D0JBLOW" as ChannelId];
  pace.isDirect(member, direct);
  expect(await take(pace, { ...post, channel: member })).toBe(true);
  const reply = { ...post, channel: direct };
  expect((await pace.look([reply])).waitMs(reply)).toBe(1_050);
  expect(await take(pace, reply)).toBe(false);
  // The next process may not have opened it yet.
  expect(await take(slackPace(store, clock.nowMs), reply)).toBe(false);
});

test("very many channels are not remembered for ever", async () => {
  const pace = slackPace(store, clock.nowMs);
  for (let n = 0; n < 50; n++) await pace.note({ ...post, channel: `C${n}` as ChannelId });
  await store.paces.forgetBefore(clock.nowMs() + 1);
  expect((await store.paces.read(["chat.postMessage", "chat.postMessage C7"])).size).toBe(0);
});
