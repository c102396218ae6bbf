import { readdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inTurn, refused, silence, unreachable } from "../../test/support/fake-posts.ts";
import { pagedLog } from "../../test/support/paged-log.ts";
import { type WholeLogWorld, wholeLogWorld } from "../../test/support/whole-log-world.ts";
import type { JobLogs } from "../aws/job-logs.ts";
import type { MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { AuditEntry } from "../domain/people/audit.ts";
import type { Loop } from "../lifecycle/loop.ts";
import { wholeLogs } from "./whole-logs.ts";

let world: WholeLogWorld;
let loop: Loop;
let written: AuditEntry[];

beforeEach(async () => {
  world = await wholeLogWorld();
  written = [];
  const { transaction } = world.store;
  world.store.transaction = (work) =>
    transaction((tables) =>
      work({ ...tables, audit: { ...tables.audit, append: async (entry) => void written.push(entry) } }),
    );
  loop = wholeLogs(world.options);
});
afterEach(async () => {
  await loop.stop();
  await world.close();
});

const files = () => [...world.files.files.values()];
const shared = () => files().filter(({ ts }) => ts !== undefined);
const told = () => world.slack.messages.map(({ text }) => text);
const ended = async () => {
  const { step } = (await world.saved()) ?? {};
  if (step?.kind !== "ended") throw new Error(`it is ${step?.kind}`);
  return step.how;
};
/** The time passes until it has ended. */
const endsAs = () =>
  world.sees(async () => {
    await world.clock.advance(1_000);
    return ended();
  });

test("what is asked for comes as one file with every line, and who was given it is written down", async () => {
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("sent");
  expect(files()).toHaveLength(1);
  const [file] = shared();
  expect(file).toMatchObject({ name: "align_3fa9.log", channel: "D0JBLOW" });
  expect(file?.content).toMatch(/^# The whole log of align-0001\n(.|\n)* {2}one\n.* {2}two\n.* {2}three\n$/);
  expect(told()).toEqual([]);
  expect(written).toMatchObject([
    { member: "U0JBLOW", verb: "logs", outcome: "done", detail: { wholeLog: "w_1", lines: 3 } },
  ]);
  expect(JSON.stringify(written)).not.toContain("three");
  expect(readdirSync(world.options.folder)).toEqual([]);
});

test.each([
  ["is not there", { found: false, missing: "stream" }, "gone", /it is gone/],
  [
    "is empty",
    { found: true, events: [], forwardToken: "f", backwardToken: "b", atEnd: true },
    "empty",
    /nothing in it/,
  ],
] as const)("of a log that %s there is no file, and the person is told", async (_what, page, how, words) => {
  world.jobLogs = { page: async () => page as Awaited<ReturnType<JobLogs["page"]>> };
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe(how);
  expect([files(), told()]).toEqual([[], [expect.stringMatching(words)]]);
  expect(written).toMatchObject([{ outcome: "failed", detail: { why: how } }]);
});

test("who may not read it any more is given nothing, and is told why", async () => {
  world.mayRead = false;
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("no access");
  expect([files(), told()]).toEqual([[], [expect.stringContaining("you are not of its lab any more")]]);
});

test("what CloudWatch does not give for a while comes later, and the file once", async () => {
  const { page } = world.jobLogs;
  let fails = 2 * limits.wholeLogPageTries;
  world.jobLogs = {
    page: async (...asked) => {
      if (fails-- > 0) throw Object.assign(new Error("busy"), { name: "LogTrouble", kind: "later" });
      return page(...asked);
    },
  };
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("sent");
  expect(shared()).toHaveLength(1);
  expect(await world.saved()).not.toHaveProperty("trouble");
});

test("what never comes is given up in the end, and not before", async () => {
  world.jobLogs = {
    page: () => Promise.reject(Object.assign(new Error("busy"), { name: "LogTrouble", kind: "later" })),
  };
  const fromMs = world.clock.nowMs();
  await world.asked();
  loop.start();
  const how = await world.sees(async () => {
    await world.clock.advance(60_000);
    return ended();
  });
  expect(how).toBe("aws");
  expect(world.clock.nowMs() - fromMs).toBeGreaterThanOrEqual(limits.wholeLogTryMs);
  expect(told()).toEqual([expect.stringContaining("AWS has not given it to me")]);
});

test("what CloudWatch refuses for good is given up at once", async () => {
  world.jobLogs = {
    page: () => Promise.reject(Object.assign(new Error("no"), { name: "LogTrouble", kind: "permanent" })),
  };
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("aws");
});

test("one that is stopped ends where it is, and says so where it was told how it goes", async () => {
  const lines = Array.from({ length: 40 }, (_, n) => ({ atMs: n, text: `line ${n}` }));
  const paged = pagedLog(lines, { mostEvents: 1 });
  world.jobLogs = {
    page: async (...asked) => {
      await world.clock.advance(limits.wholeLogProgressMs);
      if (told().length > 0)
        await world.store.wholeLogs.askStop("w_1" as never, "U0JBLOW" as MemberId, world.clock.nowMs());
      return paged.jobLogs.page(...asked);
    },
  };
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("stopped");
  expect(files()).toEqual([]);
  expect(told()).toEqual(["The whole log of align-0001 is not sent: you have stopped it."]);
  expect(readdirSync(world.options.folder)).toEqual([]);
});

test("how it goes becomes that it has come", async () => {
  const lines = Array.from({ length: 10 }, (_, n) => ({ atMs: n, text: `line ${n}` }));
  const paged = pagedLog(lines, { mostEvents: 1 });
  const seen = new Set<string>();
  world.jobLogs = {
    page: async (...asked) => {
      await world.clock.advance(limits.wholeLogProgressMs);
      for (const text of told()) seen.add(text);
      return paged.jobLogs.page(...asked);
    },
  };
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("sent");
  expect([...seen].some((text) => text.startsWith("I am gathering the whole log of align-0001"))).toBe(true);
  expect(told()).toEqual([expect.stringMatching(/^The whole log of align-0001 is here as a file: 10 lines/)]);
});

test("a process that ends lets go of it, and the next begins it anew", async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { page } = world.jobLogs;
  let isAsked = false;
  world.jobLogs = {
    page: async (...asked) => {
      isAsked = true;
      await gate;
      return page(...asked);
    },
  };
  await world.asked();
  loop.start();
  await world.sees(() => expect(isAsked).toBe(true));
  const stopped = loop.stop();
  open();
  await stopped;
  expect((await world.saved())?.dueMs).toBe(world.clock.nowMs());
  loop = wholeLogs(world.options);
  loop.start();
  expect(await endsAs()).toBe("sent");
  expect(shared()).toHaveLength(1);
});

test("of two replicas one sends it", async () => {
  const other = wholeLogs(world.options);
  await world.asked();
  loop.start();
  other.start();
  expect(await endsAs()).toBe("sent");
  await other.stop();
  expect(files()).toHaveLength(1);
  expect(written).toHaveLength(1);
});

test("where nothing can be said to the person any more it ends all the same", async () => {
  world.mayRead = false;
  world.slack.mishap = inTurn({ post: [{ trouble: refused("account_inactive") }] });
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("no access");
  expect(world.log.lines.map(({ msg }) => msg)).toContain("What became of a whole log could not be told");
});

test("an end that nobody could be told just now is told later, once", async () => {
  world.mayRead = false;
  world.slack.mishap = inTurn({ post: [{ trouble: unreachable }, { trouble: silence, done: true }] });
  await world.asked();
  loop.start();
  expect(await endsAs()).toBe("no access");
  expect(told()).toHaveLength(1);
});
