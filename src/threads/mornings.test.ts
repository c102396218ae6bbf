import { afterEach, beforeEach, expect, test } from "vitest";
import { jobIn } from "../../test/fixtures/jobs.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { MemberId, PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { mornings } from "./mornings.ts";

const jblow = "U0JBLOW" as MemberId;
const amate = "U0AMATE" as MemberId;
const peters = "peters-u" as PiName;
const boss = "U0ADMIN" as MemberId;
/** A night is as long as it is told to be; a short one is tested sooner. */
const minuteMs = 60_000;

let world: ThreadWorld;
beforeEach(async () => {
  world = await threadWorld();
  await world.store.roster.seed(peters, { slack: jblow, hutchnet: "jblow", role: "member" }, 1);
  world.render = async (body, { notice }) => ({
    message: { text: JSON.stringify(body), blocks: [] },
    metadata: { kind: body.kind, notice },
  });
});
afterEach(() => world.store.close());

async function gathers(n: number, state: "succeeded" | "failed" | "running", dueMs: number): Promise<Job> {
  const job: Job = { ...jobNo(n), state, asked: jobIn("running").asked };
  await saveJob(world.store, job);
  await world.store.gathered.add({ member: jblow, job: job.id, dueMs });
  return job;
}

/** The bot as far as mornings go; `stop` is the end of a process. */
function bot() {
  const { store, clock, log } = world;
  const delivery = world.open();
  const morning = mornings({ store, admins: [boss], clock, logger: log.logger, onSaved: delivery.wake });
  const loops = [delivery, morning];
  for (const each of loops) each.start();
  return { wake: morning.wake, stop: () => Promise.all(loops.map((each) => each.stop())) };
}

const digests = () =>
  world.slack.messages
    .filter(({ metadata }) => metadata.kind === "digest")
    .map(({ text }) => JSON.parse(text));

test("what came in the night is told in the morning in one direct message, failures first", async () => {
  const dueMs = world.clock.nowMs() + 8 * minuteMs;
  const [good, bad] = [await gathers(1, "succeeded", dueMs), await gathers(2, "failed", dueMs)];
  const { stop } = bot();
  await world.clock.advance(8 * minuteMs - 1);
  expect(world.slack.messages).toEqual([]);
  await world.clock.advance(limits.morningLookMs);
  expect(digests()).toEqual([
    {
      kind: "digest",
      to: jblow,
      jobs: [bad.id, good.id],
      counts: { failed: 1, blocked: 0, stopped: 0, succeeded: 1 },
    },
  ]);
  expect(world.slack.messages[0]).toMatchObject({ channel: "D0JBLOW" });
  await world.clock.advance(48 * minuteMs);
  expect(digests()).toHaveLength(1);
  await stop();
});

test("nothing is said where nothing is left to say: what could not start has started since", async () => {
  await gathers(1, "running", world.clock.nowMs() + minuteMs);
  const { stop } = bot();
  await world.clock.advance(2 * minuteMs);
  expect(world.slack.messages).toEqual([]);
  expect(await world.store.gathered.nextMs()).toBeUndefined();
  await stop();
});

test("a bot that starts after the morning sums up what it missed, once", async () => {
  await gathers(1, "failed", world.clock.nowMs() - minuteMs);
  const first = bot();
  await world.clock.advance(1_000);
  await first.stop();
  const second = bot();
  await world.clock.advance(minuteMs);
  expect(digests()).toHaveLength(1);
  await second.stop();
});

test("each morning has its own", async () => {
  const nowMs = world.clock.nowMs();
  await gathers(1, "failed", nowMs + minuteMs);
  const { wake, stop } = bot();
  await world.clock.advance(2 * minuteMs);
  await gathers(2, "failed", nowMs + 6 * minuteMs);
  wake();
  await world.clock.advance(5 * minuteMs);
  expect(digests()).toHaveLength(2);
  await stop();
});

test("however much there was, the message names the first and counts the rest", async () => {
  const dueMs = world.clock.nowMs() + minuteMs;
  for (let n = 1; n <= limits.digestLines + 4; n++) await gathers(n, "succeeded", dueMs);
  const { stop } = bot();
  await world.clock.advance(2 * minuteMs);
  const [digest] = digests();
  expect(digest.jobs).toHaveLength(limits.digestLines);
  expect(digest.counts.succeeded).toBe(limits.digestLines + 4);
  await stop();
});

test("who is not of the lab any more in the morning hears nothing of what they watched; an admin does", async () => {
  const dueMs = world.clock.nowMs() + minuteMs;
  const job = await gathers(1, "failed", dueMs);
  const left = "U0LEFT" as MemberId;
  await world.store.roster.seed(job.pi, { slack: amate, hutchnet: "amate", role: "member" }, 1);
  for (const member of [amate, boss, left]) await world.store.gathered.add({ member, job: job.id, dueMs });
  const { stop } = bot();
  await world.clock.advance(10 * minuteMs);
  expect(digests().map(({ to }) => to)).toEqual(expect.arrayContaining([jblow, amate, boss]));
  expect(digests().map(({ to }) => to)).not.toContain(left);
  await stop();
});

test("who was taken out of the lab in the night is not told of what goes on as theirs", async () => {
  const dueMs = world.clock.nowMs() + minuteMs;
  await gathers(1, "failed", dueMs);
  await world.store.roster.remove(jblow, peters);
  const { stop } = bot();
  await world.clock.advance(10 * minuteMs);
  expect(digests()).toEqual([]);
  expect(await world.store.gathered.nextMs()).toBeUndefined();
  await stop();
});
