import { describe, expect, test } from "vitest";
import type { SubmissionId } from "../../../src/domain/ids.ts";
import type { Part } from "../store-suite.ts";

const [one, two] = ["s_0001", "s_0002"] as SubmissionId[] as [SubmissionId, SubmissionId];

export const logMeasures: Part = (store) => {
  describe("ended jobs of which it is to be found out how much they have logged", () => {
    test("come one after the other, and each once", async () => {
      await store().logMeasures.add({ job: two, dueMs: 200, untilMs: 900 });
      await store().logMeasures.add({ job: one, dueMs: 100, untilMs: 800 });
      await store().logMeasures.add({ job: one, dueMs: 150, untilMs: 999 });
      expect(await store().logMeasures.nextDueMs()).toBe(100);
      expect(await store().logMeasures.due(99)).toBeUndefined();
      expect(await store().logMeasures.due(300)).toEqual({ job: one, dueMs: 100, untilMs: 800 });
    });

    test("are taken up by one alone, and are settled by who holds them", async () => {
      await store().logMeasures.add({ job: one, dueMs: 100, untilMs: 800 });
      const seen = { job: one, dueMs: 100, untilMs: 800 };
      expect(await store().logMeasures.later(seen, 500)).toBe(true);
      expect(await store().logMeasures.later(seen, 600)).toBe(false);
      expect(await store().logMeasures.remove(seen)).toBe(false);
      expect(await store().logMeasures.remove({ ...seen, dueMs: 500 })).toBe(true);
      expect(await store().logMeasures.remove({ ...seen, dueMs: 500 })).toBe(false);
      expect(await store().logMeasures.nextDueMs()).toBeUndefined();
    });
  });
};
