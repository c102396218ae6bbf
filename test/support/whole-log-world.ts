import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { LogEvent } from "../../src/aws/job-logs.ts";
import type { SubmissionId } from "../../src/domain/ids.ts";
import type { WholeLog } from "../../src/domain/logs/whole-log.ts";
import type { Uploads } from "../../src/slack/upload.ts";
import { slackPace } from "../../src/threads/pace.ts";
import { type Held, hold } from "../../src/whole-logs/held.ts";
import type { WholeLogsOptions } from "../../src/whole-logs/options.ts";
import { aPi, labsOf } from "../fixtures/a-pi.ts";
import { aWholeLog } from "../fixtures/a-whole-log.ts";
import { openEmptyStore } from "./empty-store.ts";
import { fakePosts } from "./fake-posts.ts";
import { fakeUploads } from "./fake-uploads.ts";
import { keptLog } from "./kept-log.ts";
import { manualClock } from "./manual-clock.ts";
import { pagedLog } from "./paged-log.ts";
import { jobNo, saveJob } from "./saved-jobs.ts";

export const job = jobNo(1);

const threeLines: readonly LogEvent[] = ["one", "two", "three"].map((text, n) => ({ atMs: n, text }));

/** A store, a Slack, a log and a clock, with what whole logs are gathered and sent with. */
export async function wholeLogWorld() {
  const clock = manualClock();
  const store = await openEmptyStore();
  await saveJob(store, job);
  const slack = fakePosts(clock);
  const files = fakeUploads(clock);
  const log = keptLog();
  const folder = mkdtempSync(join(tmpdir(), "batchmate-whole-"));
  const world = {
    clock,
    store,
    slack,
    files,
    log,
    /** What CloudWatch gives. */
    jobLogs: pagedLog(threeLines).jobLogs,
    mayRead: true,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
  const options: WholeLogsOptions = {
    store,
    posts: slack.posts,
    uploads: files.uploads satisfies Omit<Uploads, "takeAway"> as unknown as Uploads,
    pace: slackPace(store, clock.nowMs),
    clock,
    chance: () => 1,
    logger: log.logger,
    labs: () => labsOf(aPi()),
    batch: { describe: async (_pi, _actor, ids) => ids.map((batchId) => ({ batchId, detail: {} })) },
    jobLogs: () => ({ page: (stream, request) => world.jobLogs.page(stream, request) }),
    mayRead: async () => world.mayRead,
    folder,
  };

  /** Somebody has asked for it. */
  const asked = async (changes: Partial<WholeLog> = {}): Promise<WholeLog> => {
    const nowMs = clock.nowMs();
    const log = aWholeLog("w_1", { job: job.id as SubmissionId, atMs: nowMs, dueMs: nowMs, ...changes });
    await store.wholeLogs.add(log);
    return log;
  };

  return Object.assign(world, {
    options,
    asked,
    /** Asked for, and this process is at it. */
    held: async (changes: Partial<WholeLog> = {}): Promise<Held> => {
      const held = await hold(await asked(changes), { ...options, isEnding: () => false });
      if (held === undefined) throw new Error("somebody else has it");
      return held;
    },
    saved: () => store.wholeLogs.get(aWholeLog("w_1").id),
    /** Reading and writing files takes turns of its own: the time stands still meanwhile. */
    sees: <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 60_000, interval: 5 }),
  });
}

export type WholeLogWorld = Awaited<ReturnType<typeof wholeLogWorld>>;
