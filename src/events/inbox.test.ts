import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import type { InboxEvent } from "../domain/event/inbox-event.ts";
import type { AccountId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Store } from "../store/open-store.ts";
import { InboxFull, openInbox } from "./inbox.ts";

let store: Store;
let commits: string[][];
let savedTimes: number;
let clock: ManualClock;
/** Each commit waits for its gate. */
let gate: PromiseWithResolvers<void>;
beforeEach(async () => {
  store = await openEmptyStore();
  commits = [];
  savedTimes = 0;
  clock = manualClock();
  gate = Promise.withResolvers();
  const { append } = store.inbox;
  store.inbox.append = async (events) => {
    commits.push(events.map(({ eventId }) => eventId));
    await gate.promise;
    await append(events);
  };
});
afterEach(() => store.close());

function inbox(backlog = 100) {
  return openInbox(store, {
    backlog,
    clock,
    onSaved: () => {
      savedTimes += 1;
    },
  });
}

function event(eventId: string): InboxEvent {
  return {
    eventId,
    account: "111122223333" as AccountId,
    detailType: "Batch Job State Change",
    body: "{}",
    receivedAtMs: 1,
  };
}

test("an event is durable when its append resolves, and not before", async () => {
  const into = inbox();
  let isSaved = false;
  const saved = into.append(event("e1")).then(() => {
    isSaved = true;
  });
  await clock.settle();
  expect(isSaved).toBe(false);
  gate.resolve();
  await saved;
  expect(await store.inbox.depth()).toBe(1);
  expect(savedTimes).toBe(1);
});

test("events that come together share a commit, and those that come during it the next one", async () => {
  const into = inbox();
  const first = ["e1", "e2"].map((id) => into.append(event(id)));
  await clock.settle();
  expect(commits).toEqual([["e1", "e2"]]);
  const second = ["e3", "e4"].map((id) => into.append(event(id)));
  await clock.settle();
  expect(commits).toHaveLength(1);
  gate.resolve();
  await Promise.all([...first, ...second]);
  expect(commits).toEqual([
    ["e1", "e2"],
    ["e3", "e4"],
  ]);
  expect((await store.inbox.oldest(10)).map(({ eventId }) => eventId)).toEqual(["e1", "e2", "e3", "e4"]);
  await into.append(event("e5"));
  expect(commits).toHaveLength(3);
});

test("who has waited for too long is told so, though what is being saved by then may be so after all", async () => {
  const into = inbox();
  const outcomes: string[] = [];
  const append = (id: string) =>
    into.append(event(id)).then(
      () => outcomes.push(`${id} saved`),
      (error: Error) => outcomes.push(`${id} ${error.name}`),
    );
  append("e1");
  await clock.advance(1_000);
  append("e2");
  await clock.advance(limits.eventAnswerMs - 1_000);
  expect(outcomes).toEqual(["e1 InboxSlow"]);
  await clock.advance(1_000);
  expect(outcomes).toEqual(["e1 InboxSlow", "e2 InboxSlow"]);
  append("e3");
  gate.resolve();
  await clock.settle();
  expect(outcomes).toEqual(["e1 InboxSlow", "e2 InboxSlow", "e3 saved"]);
  expect(commits).toEqual([["e1"], ["e3"]]);
});

test("what comes above the backlog is rejected, and what waits is saved all the same", async () => {
  const into = inbox(2);
  const saved = ["e1", "e2"].map((id) => into.append(event(id)));
  await expect(into.append(event("e3"))).rejects.toThrow(InboxFull);
  gate.resolve();
  await Promise.all(saved);
  await into.append(event("e4"));
  expect(await store.inbox.depth()).toBe(3);
});

test("what waits is bounded by its size too, and what was answered or saved counts no more", async () => {
  const into = inbox(limits.eventBacklog);
  const body = "x".repeat(limits.eventBodyBytes);
  const append = (id: string) => into.append({ ...event(id), body });
  const most = limits.eventBacklogBytes / limits.eventBodyBytes;
  const first = append("e0").catch((error: Error) => error.name);
  await clock.settle();
  const others = Array.from({ length: most - 1 }, (_, n) =>
    append(`e${n + 1}`).catch((error: Error) => error.name),
  );
  await expect(append("one too many")).rejects.toThrow(InboxFull);
  await clock.advance(limits.eventAnswerMs);
  expect(new Set(await Promise.all([first, ...others]))).toEqual(new Set(["InboxSlow"]));
  const again = Array.from({ length: most - 1 }, (_, n) => append(`again ${n}`));
  await expect(append("one too many")).rejects.toThrow(InboxFull);
  gate.resolve();
  await Promise.all(again);
  await append("the next");
  expect(await store.inbox.depth()).toBe(most + 1);
});

test("a whole backlog is saved in commits that the engine can take", async () => {
  const into = inbox(limits.eventBacklog);
  const saved = Array.from({ length: limits.eventBacklog }, (_, n) => into.append(event(`e${n}`)));
  gate.resolve();
  await Promise.all(saved);
  expect(await store.inbox.depth()).toBe(limits.eventBacklog);
  expect(Math.max(...commits.map((group) => group.length))).toBe(limits.eventsPerCommit);
});

test("a store that fails rejects all of the group, and the next group is tried anew", async () => {
  const { append } = store.inbox;
  let isBroken = true;
  store.inbox.append = async (events) => {
    if (isBroken) throw new Error("the disk is full");
    await append(events);
  };
  gate.resolve();
  const into = inbox();
  const outcomes = await Promise.allSettled(["e1", "e2", "e3"].map((id) => into.append(event(id))));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(savedTimes).toBe(0);
  isBroken = false;
  await into.append(event("e4"));
  expect((await store.inbox.oldest(10)).map(({ eventId }) => eventId)).toEqual(["e4"]);
});

test("while far too many wait to be applied none is taken, and once they are applied all goes on", async () => {
  gate.resolve();
  const { depth } = store.inbox;
  store.inbox.depth = async () => limits.inboxRowsMax + 1;
  const into = inbox();
  await expect(into.append(event("e1"))).rejects.toThrow(InboxFull);
  expect(commits).toEqual([]);
  store.inbox.depth = depth;
  await clock.advance(2_000);
  await into.append(event("e2"));
  expect(commits).toEqual([["e2"]]);
});
