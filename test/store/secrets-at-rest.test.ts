/** What environment values the store holds for a while is gone from the disk afterwards: its file, and SQLite's log. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DraftId, InvocationId, MemberId, SubmissionId } from "../../src/domain/ids.ts";
import type { Invocation } from "../../src/domain/invocation.ts";
import { limits } from "../../src/domain/limits.ts";
import type { Submission } from "../../src/domain/submission/submission.ts";
import { backUp } from "../../src/store/back-up.ts";
import { cleanUp } from "../../src/store/clean-up.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { submittedAtMs } from "../fixtures/jobs.ts";
import { keptLog } from "../support/kept-log.ts";
import { manualClock } from "../support/manual-clock.ts";
import { jobNo, saveJob, unsent } from "../support/saved-jobs.ts";

let folder: string;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "batchmate-secrets-"));
  path = join(folder, "batchmate.db");
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const secretOf = (n: number) => `hunter2-planted-${n}-`;
/** Of all sizes: some fit beside others on a page, some need pages of their own. */
const plantedIn = (n: number) => secretOf(n).repeat(1 + ((n * 37) % 900));

function countOnDisk(): number {
  const all = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString("latin1"));
  return all.reduce((sum, text) => sum + text.split("hunter2-planted").length - 1, 0);
}

async function plant(count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const job = unsent(jobNo(n));
    await saveJob(store, job);
    const environment = [{ name: "TOKEN", value: plantedIn(n) }];
    const request = { jobName: job.jobName, jobQueue: "default", jobDefinition: "align:14", tags: {} };
    const { id, owner: member, pi } = job;
    const saved: Submission = {
      ...{ id, member, pi, state: "saved", tries: 0, nextAtMs: 1 },
      request: { ...request, containerOverrides: { environment } },
    };
    await store.submissions.add(saved);
    const body = { text: `--env TOKEN=${plantedIn(n)}` };
    await store.drafts.save({
      id: `d_${n}` as DraftId,
      member,
      kind: "line",
      body,
      createdAtMs: submittedAtMs,
    });
    const invocation: Invocation = {
      id: `i_${n}` as InvocationId,
      verb: "submit",
      input: { kind: "text", text: `submit --env TOKEN=${plantedIn(n)}` },
      who: { member: member as MemberId, team: "T0" as never },
      where: { channel: "C0PETERS" as never },
      via: "slash",
      reply: { receivedAtMs: submittedAtMs },
    };
    await store.invocations.save(invocation, 1);
  }
}

/** AWS has taken half of them, refused the others; the answers are given, and a day has passed. */
async function settle(count: number): Promise<void> {
  const time = { nowMs: submittedAtMs, quietMs: 1 };
  for (let n = 1; n <= count; n++) {
    const job = jobNo(n);
    const saved = (await store.submissions.get(job.id as SubmissionId)) as Submission;
    const { request: _gone, nextAtMs: _never, ...rest } = saved;
    const { batchId } = job;
    if (n % 2 === 0 && batchId !== undefined)
      await store.transaction((tables) => tables.acceptSubmission({ job: unsent(job), batchId }, time));
    else await store.submissions.save({ ...rest, state: "rejected" });
    await store.invocations.finish(`i_${n}` as InvocationId, submittedAtMs);
  }
  const clock = manualClock(submittedAtMs + limits.keepDraftsMs + 1);
  const logger = keptLog().logger;
  const cleaning = cleanUp({ store, clock, logger, keepAuditMs: () => limits.keepAuditMs });
  for (let turn = 0; turn < 3; turn++) {
    cleaning.start();
    await cleaning.stop();
  }
}

describe.each([false, true])("with a thread beside: %s", (hasSideThread) => {
  test("when AWS has answered and drafts are over, no byte of an environment value is on the disk", async () => {
    store = await openStore(`sqlite:${path}`, { hasSideThread });
    await plant(60);
    expect(countOnDisk()).toBeGreaterThan(60);
    await settle(60);
    expect(countOnDisk()).toBe(0);
    backUp(path, join(folder, "copy.db"), 1);
    expect(countOnDisk()).toBe(0);
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
  });
});

test("a file that others may read is its owner's alone once the store is open", async () => {
  writeFileSync(path, "");
  chmodSync(path, 0o644);
  store = await openStore(`sqlite:${path}`);
  await store.meta.set("team", "T0");
  for (const name of readdirSync(folder))
    expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
});
