import { afterEach, beforeEach, expect, test } from "vitest";
import { aSnippet } from "../../test/fixtures/a-snippet.ts";
import { refused, silence } from "../../test/support/fake-posts.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { ChannelId, FileId, MemberId, MessageTs } from "../domain/ids.ts";
import type { Loop } from "../lifecycle/loop.ts";
import type { SlackTrouble } from "../slack/slack-trouble.ts";
import type { Thread } from "../store/thread-row.ts";
import { slackPace } from "./pace.ts";
import { snippetKeeper } from "./snippet-keeper.ts";

const jblow = "U0JBLOW" as MemberId;
const upeters = "U0PETERS" as MemberId;

let world: ThreadWorld;
let thread: Thread;
let keeper: Loop;
let delivery: Loop;
/** What becomes of each call that takes something away; without one it was there. */
let fates: (SlackTrouble | false)[];
let removed: string[];

beforeEach(async () => {
  world = await threadWorld();
  thread = await world.thread(jobNo(1));
  fates = [];
  removed = [];
  const remove = async (what: string): Promise<boolean> => {
    removed.push(what);
    const fate = fates.shift();
    if (fate === undefined || fate === false) return fate === undefined;
    throw fate;
  };
  const { store, clock, log, files } = world;
  keeper = snippetKeeper({
    store,
    posts: { remove: (channel, ts) => remove(`${channel} ${ts}`) },
    uploads: { takeAway: (file) => remove(file), sharedIn: files.uploads.sharedIn },
    pace: slackPace(store, clock.nowMs),
    clock,
    chance: () => 1,
    logger: log.logger,
    onSaved: () => delivery.wake(),
    onAway: () => undefined,
  });
  delivery = world.open();
});
afterEach(async () => {
  await keeper.stop();
  await delivery.stop();
  await world.store.close();
});

const share = () => aSnippet(world, thread);
const state = async (id: Parameters<ThreadWorld["store"]["snippets"]["get"]>[0]) =>
  (await world.store.snippets.get(id))?.state;

async function posted() {
  const snippet = await share();
  await world.store.notices.claim({ id: snippet.notice, tries: 0 }, 0);
  await world.store.notices.sent(snippet.notice, "1.2" as MessageTs, {
    kind: "snippet",
    snippet: snippet.id,
  });
  await world.store.snippets.posted(snippet.id, { channel: "C0PETERS" as ChannelId, ts: "1.2" as MessageTs });
  return snippet;
}

const takeBack = (snippet: Awaited<ReturnType<typeof share>>, by = jblow) =>
  world.store.snippets.takeBack(snippet.id, by, world.clock.nowMs());

test("what stands in Slack is taken away, and who did it is written down without a line of it", async () => {
  const snippet = await posted();
  await takeBack(snippet, upeters);
  keeper.start();
  await world.clock.advance(1);
  expect(removed).toEqual(["C0PETERS 1.2"]);
  expect(await state(snippet.id)).toBe("taken");
});

test("what still waits in the line is never posted, and is written down as taken back", async () => {
  const snippet = await share();
  const written: unknown[] = [];
  const { transaction } = world.store;
  world.store.transaction = (work) =>
    transaction((tables) =>
      work({ ...tables, audit: { ...tables.audit, append: async (entry) => void written.push(entry) } }),
    );
  await takeBack(snippet, upeters);
  keeper.start();
  await world.clock.advance(1);
  expect(await state(snippet.id)).toBe("taken");
  expect(written).toMatchObject([{ member: upeters, verb: "share", detail: { deed: "taken back" } }]);
  delivery.start();
  await world.clock.advance(5_000);
  expect(world.slack.shown()).toEqual([]);
  expect(removed).toEqual([]);
});

test("what is just being posted is taken away once it stands", async () => {
  const snippet = await share();
  await world.store.notices.claim({ id: snippet.notice, tries: 0 }, world.clock.nowMs());
  await takeBack(snippet);
  keeper.start();
  await world.clock.advance(1);
  expect([removed, await state(snippet.id)]).toEqual([[], "taking"]);
  await world.store.notices.sent(snippet.notice, "1.3" as MessageTs, undefined);
  await world.store.snippets.posted(snippet.id, { channel: "C0PETERS" as ChannelId, ts: "1.3" as MessageTs });
  await world.clock.advance(20_000);
  expect([removed, await state(snippet.id)]).toEqual([["C0PETERS 1.3"], "taken"]);
});

test("what somebody else had deleted is told from what was taken back", async () => {
  const snippet = await posted();
  fates = [false];
  await takeBack(snippet);
  keeper.start();
  await world.clock.advance(1);
  expect(await state(snippet.id)).toBe("gone");
});

test("while Slack does not answer it is asked again, and what is gone by then was taken back", async () => {
  const snippet = await posted();
  fates = [silence, refused("cant_delete_message"), false];
  await takeBack(snippet);
  keeper.start();
  await world.clock.advance(60_000);
  expect([removed.length, await state(snippet.id)]).toEqual([3, "taken"]);
});

test("a file goes, and the message around it, of which Slack had not told before", async () => {
  const snippet = await share();
  const file = (await world.files.uploads.put({ name: "a.log", length: 1, body: bytes() })) as FileId;
  await world.store.snippets.uploaded(snippet.id, file);
  await world.files.uploads.share(file, { title: "", comment: "", channel: "C0PETERS" as ChannelId });
  await world.store.notices.claim({ id: snippet.notice, tries: 0 }, 0);
  await world.store.notices.sent(snippet.notice, undefined, { kind: "snippet", snippet: snippet.id });
  await world.store.snippets.posted(snippet.id, { channel: "C0PETERS" as ChannelId, ts: undefined });
  await takeBack(snippet);
  keeper.start();
  await world.clock.advance(1);
  expect(removed).toEqual([file, `C0PETERS ${world.files.files.get(file)?.ts}`]);
});

test("what Slack refuses for good is told to who shared it, in their direct messages", async () => {
  const snippet = await share();
  await world.store.notices.dead(snippet.notice, "restricted_action");
  keeper.start();
  delivery.start();
  await world.clock.advance(30_000);
  expect(await state(snippet.id)).toBe("failed");
  expect(await world.store.snippets.get(snippet.id)).not.toHaveProperty("content");
  expect(world.slack.messages.map(({ channel, metadata }) => [channel, metadata.kind])).toContainEqual([
    "D0JBLOW",
    "snippet",
  ]);
});

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("x");
}
