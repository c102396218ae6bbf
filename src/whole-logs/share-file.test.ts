import { afterEach, beforeEach, expect, test } from "vitest";
import { refused, silence, tooFast } from "../../test/support/fake-posts.ts";
import { job, type WholeLogWorld, wholeLogWorld } from "../../test/support/whole-log-world.ts";
import type { ChannelId, FileId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Held } from "./held.ts";
import { type Sharing, shareFile } from "./share-file.ts";

let world: WholeLogWorld;
let held: Held;
let file: FileId;
const direct = "D0JBLOW" as ChannelId;
const [firstLookMs = 0, secondLookMs = 0] = limits.wholeLogLooksAfterMs;

beforeEach(async () => {
  world = await wholeLogWorld();
  file = await world.files.uploads.put({ name: "align.log", length: 1, body: bytes() });
  const gathered = { lines: 3, bytes: 90, masked: 1 };
  held = await world.held({ step: { kind: "sharing", file, channel: direct, gathered, looks: 0 } });
});
afterEach(() => world.close());

async function* bytes() {
  yield Buffer.from("x");
}

const share = () => shareFile(world.options, held, job);
const step = async () => (await world.saved())?.step as Sharing;
const shown = () => world.files.files.get(file);

test("it is saved that it is tried before it is tried, and then it stands with its sentence", async () => {
  const { share: shareInSlack } = world.files.uploads;
  let saved: Sharing | undefined;
  world.options.uploads.share = async (...args) => {
    saved = await step();
    return shareInSlack(...args);
  };
  expect(await share()).toBe("shared");
  expect(saved?.triedAtMs).toBe(world.clock.nowMs());
  expect(shown()).toMatchObject({ channel: direct, comment: expect.stringContaining("3 lines, 90 B") });
});

test("what nobody answered is looked for, and found it is not shared again", async () => {
  world.files.mishaps = [{ trouble: silence, done: true }];
  expect(await share()).toBe("later");
  expect((await world.saved())?.dueMs).toBe(world.clock.nowMs() + firstLookMs);
  // Looked at before its time, it waits on.
  expect(await share()).toBe("later");
  await world.clock.advance(firstLookMs);
  world.files.mishaps = [{ trouble: refused("must not be asked") }];
  expect(await share()).toBe("shared");
});

test("missed twice it is shared once more, and that is looked for anew", async () => {
  world.files.mishaps = [{ trouble: silence }];
  await share();
  await world.clock.advance(firstLookMs);
  expect(await share()).toBe("later");
  expect(shown()).not.toHaveProperty("ts");
  expect(await step()).toMatchObject({ looks: 1 });
  await world.clock.advance(secondLookMs - firstLookMs);
  expect(await share()).toBe("shared");
  expect(shown()).toHaveProperty("ts");
  expect(await step()).toMatchObject({ looks: 0, triedAtMs: world.clock.nowMs() });
});

test("a look-up that fails counts for nothing", async () => {
  world.files.mishaps = [{ trouble: silence, done: true }];
  await share();
  await world.clock.advance(firstLookMs);
  const { sharedIn } = world.options.uploads;
  world.options.uploads.sharedIn = () => Promise.reject(silence);
  await expect(share()).rejects.toBe(silence);
  expect(await step()).toMatchObject({ looks: 0 });
  world.options.uploads.sharedIn = sharedIn;
  expect(await share()).toBe("shared");
});

test("who may not read it any more is given nothing, but what they were given stays", async () => {
  world.mayRead = false;
  await expect(share()).rejects.toMatchObject({ why: "no access" });
  expect(shown()).not.toHaveProperty("channel");
  world.mayRead = true;
  world.files.mishaps = [{ trouble: silence, done: true }];
  await share();
  world.mayRead = false;
  await world.clock.advance(firstLookMs);
  expect(await share()).toBe("shared");
});

test("what Slack did surely not take is not looked for", async () => {
  world.files.mishaps = [{ trouble: tooFast(7_000) }];
  await expect(share()).rejects.toMatchObject({ code: "ratelimited" });
  expect(await step()).not.toHaveProperty("triedAtMs");
  expect(await share()).toBe("shared");
});

test.each([
  ["file_not_found", "anew"],
  ["file_deleted", "anew"],
  ["file_uploads_disabled", "not taken"],
] as const)("refused with %s, it is %s", async (code, outcome) => {
  world.files.mishaps = [{ trouble: refused(code) }];
  expect(await share()).toBe(outcome);
});
