import { describe, expect, test } from "vitest";
import type { MemberId, PiName, SubmissionId } from "../../../src/domain/ids.ts";
import type { ChildStop } from "../../../src/domain/job/stop.ts";
import type { Part } from "../store-suite.ts";

const pi = "peters-u" as PiName;

function stop(id: string, changes: Partial<ChildStop> = {}): ChildStop {
  return {
    id,
    job: "s_0001" as SubmissionId,
    by: "U0JBLOW" as MemberId,
    hutchnet: "jblow",
    reason: "wrong genome",
    atMs: 100,
    left: [3, 17],
    taken: [],
    refused: [],
    dueMs: 100,
    ...changes,
  };
}

export const childStops: Part = (store) => {
  describe("stops of children of an array", () => {
    const add = (each: ChildStop, of = pi) => store().childStops.add({ ...each, pi: of });
    const due = async (nowMs: number, busy: PiName[] = []) =>
      (await store().childStops.due(nowMs, busy, 10)).map(({ id }) => id);

    test("asked for again they are the same, as far as they have come", async () => {
      await add(stop("c_1"));
      const further = stop("c_1", { left: [17], taken: [3], dueMs: 500 });
      await store().childStops.save(further);
      await add(stop("c_1"));
      expect(await store().childStops.get("c_1")).toEqual(further);
    });

    test("are due in their order, and none of a lab that is busy", async () => {
      await add(stop("c_1", { dueMs: 200 }));
      await add(stop("c_2"), "doe-j" as PiName);
      expect(await store().childStops.nextDueMs()).toBe(100);
      expect(await due(150)).toEqual(["c_2"]);
      expect(await due(200)).toEqual(["c_2", "c_1"]);
      expect(await due(200, ["doe-j" as PiName])).toEqual(["c_1"]);
    });

    test("are taken up by one alone", async () => {
      await add(stop("c_1"));
      expect(await store().childStops.claim({ id: "c_1", dueMs: 100 }, 400)).toBe(true);
      expect(await store().childStops.claim({ id: "c_1", dueMs: 100 }, 400)).toBe(false);
      expect(await due(399)).toEqual([]);
      expect(await due(400)).toEqual(["c_1"]);
    });

    test("are due no more when nothing is left of them, and are forgotten when they are old", async () => {
      await add(stop("c_1"));
      await store().childStops.save(stop("c_1", { left: [], taken: [3], refused: [17] }));
      expect(await store().childStops.nextDueMs()).toBeUndefined();
      await store().childStops.forgetBefore(100);
      expect(await store().childStops.get("c_1")).toMatchObject({ taken: [3], refused: [17] });
      await store().childStops.forgetBefore(101);
      expect(await store().childStops.get("c_1")).toBeUndefined();
    });
  });
};
