/** The inbox in a file of its own, with a thread that keeps it. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { InboxEvent } from "../../src/domain/event/inbox-event.ts";
import type { AccountId } from "../../src/domain/ids.ts";
import { backUp } from "../../src/store/back-up.ts";
import { inboxPathOf } from "../../src/store/inbox-file.ts";
import { type InboxThread, inboxThread } from "../../src/store/inbox-thread.ts";
import { openSetAside } from "../../src/store/open-set-aside.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { restore } from "../../src/store/restore.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "batchmate-inbox-"));
  path = join(folder, "batchmate.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const event = (eventId: string): InboxEvent => ({
  eventId,
  account: "111122223333" as AccountId,
  detailType: "Batch Job State Change",
  body: `{"of":"${eventId}"}`,
  receivedAtMs: 100,
});
const open = (): Promise<Store> => openStore(`sqlite:${path}`, { hasSideThread: true });
const idsIn = async (inbox: Pick<InboxThread, "oldest">): Promise<string[]> =>
  (await inbox.oldest(100)).map(({ eventId }) => eventId);
/** Hands out what waits, and lets go of nothing. */
const handedOut = async (store: Store): Promise<string[]> => {
  const { rows } = await store.handOut({ oldest: 100 }, async (_tables, rows) => ({ done: [], rows }));
  return rows.map(({ eventId }) => eventId);
};

test("what many ask for at the same moment is done in the order in which it was asked", async () => {
  const inbox = inboxThread(path);
  const answers = await Promise.all([
    inbox.append([event("e1"), event("e2")]),
    inbox.oldest(1),
    inbox.append([event("e3")]),
    inbox.remove([1]),
    inbox.depth(),
    inbox.holdsMoreThan(1),
    inbox.those([1, 3]),
  ]);
  // Writes share a commit; what is read is read after it.
  expect(answers.slice(4)).toEqual([2, true, [{ ...event("e3"), seq: 3 }]]);
  expect(await idsIn(inbox)).toEqual(["e2", "e3"]);
  await inbox.close();
});

test("a thread that ends leaves no question without an answer, and what it had kept is there for the next", async () => {
  const inbox = inboxThread(path);
  await inbox.append([event("e1")]);
  const asked = [inbox.close(), inbox.depth().catch((error: Error) => error.message)];
  expect((await Promise.all(asked))[1]).toMatch(/has ended|not open/);
  expect(await idsIn(inbox)).toEqual(["e1"]);
  await inbox.close();
});

test("what can not be written is not half written: all that shared its commit are told", async () => {
  const inbox = inboxThread(path);
  await inbox.append([event("e1")]);
  const broken = { ...event("e2"), receivedAtMs: "no number" as unknown as number };
  const outcomes = await Promise.allSettled([
    inbox.append([event("e3"), broken]),
    inbox.append([event("e4")]),
  ]);
  expect(outcomes[0]).toMatchObject({ status: "rejected", reason: { name: "StoreTrouble", kind: "later" } });
  const kept = outcomes[1]?.status === "fulfilled" ? ["e1", "e4"] : ["e1"];
  expect(await idsIn(inbox)).toEqual(kept);
  await inbox.close();
});

test("its file is its owner's alone, and one that is no inbox is refused", async () => {
  const inbox = inboxThread(path);
  await inbox.append([event("e1")]);
  for (const name of readdirSync(folder))
    expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
  await inbox.close();
  const store = join(folder, "store.db");
  new Sqlite(inboxPathOf(store)).exec("create table inbox (other)").close();
  chmodSync(inboxPathOf(store), 0o644);
  await expect(openStore(`sqlite:${store}`, { hasSideThread: true })).rejects.toThrow(/can not be opened/);
});

test("a bot that dies after an event has had its effect, and before it is let go of, is handed it once more", async () => {
  const first = await open();
  await first.inbox.append([event("e1"), event("e2")]);
  const dying = first.handOut({ oldest: 1 }, async ({ meta }, rows) => {
    await meta.set("became", "of it");
    // What comes after the commit does not happen.
    return { done: [], rows };
  });
  expect((await dying).rows).toHaveLength(1);
  await first.close();
  const second = await open();
  expect(await second.meta.get("became")).toBe("of it");
  expect(await handedOut(second)).toEqual(["e1", "e2"]);
  await second.handOut({ oldest: 1 }, async (_tables, rows) => ({ done: rows.map(({ seq }) => seq) }));
  expect(await handedOut(second)).toEqual(["e2"]);
  await second.close();
});

test("what could not be let go of is told to who asks next, and handed out again", async () => {
  const store = await open();
  await store.inbox.append([event("e1")]);
  const lock = new Sqlite(inboxPathOf(path));
  lock.exec("begin immediate");
  await store.handOut({ oldest: 1 }, async (_tables, rows) => ({ done: rows.map(({ seq }) => seq) }));
  await expect(handedOut(store)).rejects.toThrow(/database is locked/);
  lock.exec("rollback").close();
  expect(await handedOut(store)).toEqual(["e1"]);
  await store.close();
}, 60_000);

test("what is put back beside a bot at work, and what a version before kept with the jobs, is handed out", async () => {
  const before = await openStore(`sqlite:${path}`);
  await before.inbox.append([event("of before")]);
  await before.inbox.setAside(event("aside"), "why not");
  await before.close();
  const store = await open();
  expect(await handedOut(store)).toEqual(["of before"]);
  const tool = await openSetAside(`sqlite:${path}`);
  expect(await tool.putBack([1])).toBe(1);
  await tool.close();
  await store.handOut({ oldest: 1 }, async (_tables, rows) => ({ done: rows.map(({ seq }) => seq) }));
  expect(await handedOut(store)).toEqual(["aside"]);
  await store.close();
  const again = await open();
  expect(await handedOut(again)).toEqual(["aside"]);
  await again.close();
});

test("a backup has what waits to be applied, and a restored store hands it out and no other's", async () => {
  const store = await open();
  await store.inbox.append([event("e1"), event("e2")]);
  const copy = join(folder, "copy.db");
  backUp(path, copy, 1_000);
  await store.inbox.append([event("of later")]);
  await store.close();
  const { keptAs } = await restore(path, copy, 2_000);
  const restored = await open();
  expect(await handedOut(restored)).toEqual(["e1", "e2"]);
  await restored.close();
  const old = inboxThread(inboxPathOf(keptAs ?? ""));
  expect(await idsIn(old)).toEqual(["e1", "e2", "of later"]);
  await old.close();
});
