import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import type { ChannelId, MessageTs, SubjectId } from "../domain/ids.ts";
import type { Store } from "../store/open-store.ts";
import { type PostWatch, postWatch } from "./post-watch.ts";
import { type CardWatch, cardWatch, type PostedCard } from "./posted-card.ts";

const card = { channel: "C0PETERS" as ChannelId, ts: "1732128120.000100" as MessageTs };

let store: Store;
let clock: ManualClock;
let watch: PostWatch;
let cards: CardWatch;
beforeEach(async () => {
  store = await openEmptyStore();
  clock = manualClock();
  watch = postWatch(clock);
  cards = cardWatch(store, watch);
});
afterEach(() => store.close());

async function post(n: number): Promise<void> {
  const [thread] = await store.threads.ofSubject(jobNo(n).subject);
  const place = { channel: card.channel, cardTs: card.ts, version: 1, nowMs: 0 };
  await store.threads.cardPosted(thread?.id ?? "", place);
  watch.posted();
}

function waitFor(n: number): { card: PostedCard | "waits" | undefined } {
  const waiting: { card: PostedCard | "waits" | undefined } = { card: "waits" };
  void cards.waitFor(jobNo(n).subject, { waitMs: 2_500 }).then((found) => {
    waiting.card = found;
  });
  return waiting;
}

test("a card that stands is found at once", async () => {
  await saveJob(store, jobNo(1));
  await post(1);
  expect(await cards.waitFor(jobNo(1).subject, { waitMs: 0 })).toEqual(card);
});

test("an answer gets the card the moment it is posted", async () => {
  await saveJob(store, jobNo(1));
  const waiting = waitFor(1);
  await clock.advance(2_000);
  expect(waiting.card).toBe("waits");
  await post(1);
  await clock.settle();
  expect(waiting.card).toEqual(card);
});

test("another job's card changes nothing for it", async () => {
  await saveJob(store, jobNo(1));
  await saveJob(store, jobNo(2));
  const waiting = waitFor(1);
  await post(2);
  await clock.settle();
  expect(waiting.card).toBe("waits");
  await post(1);
  await clock.settle();
  expect(waiting.card).toEqual(card);
});

test("it goes without the card when the time is over", async () => {
  await saveJob(store, jobNo(1));
  const waiting = waitFor(1);
  await clock.advance(2_499);
  expect(waiting.card).toBe("waits");
  await clock.advance(1);
  expect(waiting.card).toBeUndefined();
});

test("without any time to wait there is no card that does not stand", async () => {
  expect(await cards.waitFor("u_none" as SubjectId, { waitMs: 0 })).toBeUndefined();
});

test("several answers wait for the same card", async () => {
  await saveJob(store, jobNo(1));
  const [one, two] = [waitFor(1), waitFor(1)];
  await post(1);
  await clock.settle();
  expect([one.card, two.card]).toEqual([card, card]);
});
