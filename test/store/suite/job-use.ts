import { describe, expect, test } from "vitest";
import type { PiName } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { jobIn, minuteMs, submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const pi = "peters-u" as PiName;
const other = "okafor-n" as PiName;
const hourMs = 60 * minuteMs;
const time = { nowMs: submittedAtMs, quietMs: minuteMs };

/** With ids of its own, and four vCPUs with 16 GiB for each of its children. */
function sized(n: number, changes: Partial<Job> = {}, children?: number): Job {
  const job = jobNo(n, changes);
  const size = { vcpus: 4, memoryMiB: 16_384, gpus: 0 };
  return {
    ...job,
    asked: { ...job.asked, size, ...(children === undefined ? {} : { arraySize: children }) },
  };
}

export const jobUse: Part = (store) => {
  describe("what a lab's jobs use", () => {
    test("counts all children of those that have not ended, and no other lab's", async () => {
      await store().jobs.add(sized(1), 0);
      await store().jobs.add(unsent(sized(2, {}, 10)), 0);
      await store().jobs.add(sized(3, { pi: other }), 0);
      const { batchId: _, ...waits } = sized(4, { state: "approval" });
      await store().jobs.add(waits, 0);
      expect(await store().jobUse.now(pi)).toEqual({ vcpus: 44, memoryMiB: 11 * 16_384 });
      expect(await store().jobUse.now("doe-j" as PiName)).toEqual({ vcpus: 0, memoryMiB: 0 });
    });

    test("counts them no more when they have ended, be it that AWS never took them", async () => {
      for (const [n, state] of (["succeeded", "failed", "rejected"] as const).entries()) {
        const before = sized(n + 1);
        await store().jobs.add(before, 0);
        const { facts } = jobIn(state);
        const after: Job = { ...before, state, version: 2, ...(facts === undefined ? {} : { facts }) };
        await store().transaction((tables) => tables.recordJob({ before, after }, time));
      }
      expect(await store().jobUse.now(pi)).toEqual({ vcpus: 0, memoryMiB: 0 });
    });

    test("in a month is from their first start to their end, or until now, and only what falls into it", async () => {
      const running = sized(1);
      await store().jobs.add(running, 0);
      const { facts } = jobIn("running");
      const startedAtMs = facts?.firstStartedAtMs as number;
      const hours = (sinceMs: number, nowMs: number) => store().jobUse.vcpuHoursSince(pi, sinceMs, nowMs);
      expect(await hours(0, startedAtMs + hourMs)).toBe(0);
      const begun: Job = { ...running, state: "running", version: 2, ...(facts && { facts }) };
      await store().transaction((tables) => tables.recordJob({ before: running, after: begun }, time));
      expect(await hours(0, startedAtMs + hourMs)).toBe(4);
      expect(await hours(startedAtMs + hourMs / 2, startedAtMs + hourMs)).toBe(2);
      const head = { ...facts?.head, status: "SUCCEEDED", stoppedAtMs: startedAtMs + 3 * hourMs };
      const ended = { ...begun, state: "succeeded", version: 3, facts: { ...facts, head } } as Job;
      await store().transaction((tables) => tables.recordJob({ before: begun, after: ended }, time));
      expect(await hours(0, startedAtMs + 99 * hourMs)).toBe(12);
      expect(await hours(startedAtMs + 2 * hourMs, startedAtMs + 99 * hourMs)).toBe(4);
      expect(await hours(startedAtMs + 3 * hourMs, startedAtMs + 99 * hourMs)).toBe(0);
      expect(await store().jobUse.vcpuHoursSince(other, 0, startedAtMs + 99 * hourMs)).toBe(0);
    });

    test("of those under way with a time limit is all that they may use, until they end with less", async () => {
      const bounded = sized(1);
      const waits = { ...bounded, asked: { ...bounded.asked, timeoutSeconds: 7_200, attempts: 3 } };
      await store().jobs.add(waits, 0);
      const { facts } = jobIn("running");
      const startedAtMs = facts?.firstStartedAtMs as number;
      const hours = (sinceMs: number, nowMs: number) => store().jobUse.vcpuHoursSince(pi, sinceMs, nowMs);
      // Four vCPUs for two hours, three times.
      expect(await hours(0, startedAtMs)).toBe(24);
      const begun: Job = { ...waits, state: "running", version: 2, ...(facts && { facts }) };
      await store().transaction((tables) => tables.recordJob({ before: waits, after: begun }, time));
      expect(await hours(0, startedAtMs + hourMs)).toBe(24);
      expect(await hours(0, startedAtMs + 7 * hourMs)).toBe(28);
      // Of the month before it has used four.
      expect(await hours(startedAtMs + hourMs, startedAtMs + hourMs)).toBe(20);
      const head = { ...facts?.head, status: "SUCCEEDED", stoppedAtMs: startedAtMs + hourMs };
      const ended = { ...begun, state: "succeeded", version: 3, facts: { ...facts, head } } as Job;
      await store().transaction((tables) => tables.recordJob({ before: begun, after: ended }, time));
      expect(await hours(0, startedAtMs + 9 * hourMs)).toBe(4);
    });

    test("of an array is no more than its queue can run at once, though all of it is in use", async () => {
      const wide = sized(1, {}, 1_000);
      const { facts } = jobIn("running");
      const begun = { ...wide, asked: { ...wide.asked, vcpusAtOnce: 64 }, ...(facts && { facts }) };
      await store().jobs.add(begun, 0);
      const startedAtMs = facts?.firstStartedAtMs as number;
      expect(await store().jobUse.vcpuHoursSince(pi, 0, startedAtMs + hourMs)).toBe(64);
      expect((await store().jobUse.now(pi)).vcpus).toBe(4_000);
    });
  });
};
