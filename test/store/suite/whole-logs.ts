import { describe, expect, test } from "vitest";
import type { ChannelId, FileId, MemberId, WholeLogId } from "../../../src/domain/ids.ts";
import type { WholeLog } from "../../../src/domain/logs/whole-log.ts";
import { aWholeLog } from "../../fixtures/a-whole-log.ts";
import type { Part } from "../store-suite.ts";

const w1 = "w_1" as WholeLogId;
const jblow = "U0JBLOW" as MemberId;
const amate = "U0AMATE" as MemberId;
const ended: WholeLog["step"] = { kind: "ended", how: "sent" };

export const wholeLogs: Part = (store) => {
  describe("whole logs as files", () => {
    const logs = () => store().wholeLogs;
    const due = async (nowMs: number, busy: WholeLogId[] = []) =>
      (await logs().due(nowMs, busy, 10)).map(({ id }) => id);

    test("wished for again after a crash they are the same, as far as they have come", async () => {
      await logs().add(aWholeLog(w1));
      const gathered = { lines: 3, bytes: 90, masked: 0 };
      const further = aWholeLog(w1, {
        dueMs: 500,
        step: {
          kind: "sharing",
          file: "F1" as FileId,
          channel: "D1" as ChannelId,
          gathered,
          triedAtMs: 400,
          looks: 0,
        },
      });
      expect(await logs().save(further, 100)).toEqual({});
      await logs().add(aWholeLog(w1));
      expect(await logs().get(w1)).toEqual(further);
    });

    test("are due in their order, and none that one is busy with", async () => {
      await logs().add(aWholeLog(w1, { dueMs: 200 }));
      await logs().add(aWholeLog("w_2"));
      expect(await logs().nextDueMs()).toBe(100);
      expect(await due(150)).toEqual(["w_2"]);
      expect(await due(200)).toEqual(["w_2", "w_1"]);
      expect(await due(200, ["w_2" as WholeLogId])).toEqual(["w_1"]);
    });

    test("are taken up by one alone, who says that they are still at it", async () => {
      await logs().add(aWholeLog(w1));
      expect(await logs().keep({ id: w1, dueMs: 100 }, 400)).toEqual({});
      expect(await logs().keep({ id: w1, dueMs: 100 }, 400)).toBeUndefined();
      expect(await due(399)).toEqual([]);
      expect(await logs().keep({ id: w1, dueMs: 400 }, 700)).toEqual({});
      expect(await due(699)).toEqual([]);
      expect(await due(700)).toEqual(["w_1"]);
    });

    test("who has lost one to another saves nothing of it", async () => {
      await logs().add(aWholeLog(w1));
      await logs().keep({ id: w1, dueMs: 100 }, 400);
      await logs().keep({ id: w1, dueMs: 400 }, 800);
      expect(await logs().save(aWholeLog(w1, { step: ended }), 400)).toBeUndefined();
      expect(await due(800)).toEqual(["w_1"]);
    });

    test("are stopped by who wished for them, and by nobody else", async () => {
      await logs().add(aWholeLog(w1));
      expect(await logs().askStop(w1, amate, 150)).toBeUndefined();
      expect(await logs().keep({ id: w1, dueMs: 100 }, 400)).toEqual({});
      expect(await logs().askStop(w1, jblow, 150)).toMatchObject({ id: w1 });
      await logs().askStop(w1, jblow, 160);
      expect(await logs().keep({ id: w1, dueMs: 400 }, 800)).toEqual({ stopAtMs: 150 });
      expect(await logs().save(aWholeLog(w1), 800)).toEqual({ stopAtMs: 150 });
    });

    test("are counted while they are under way, by person and together", async () => {
      await logs().add(aWholeLog(w1));
      await logs().add(aWholeLog("w_2"));
      await logs().add(aWholeLog("w_3", { member: amate }));
      const underWay = () => store().transaction(({ wholeLogs: within }) => within.underWay(jblow));
      expect(await underWay()).toEqual({ ofMember: 2, ofAll: 3 });
      await logs().save(aWholeLog(w1, { step: ended }), 100);
      expect(await underWay()).toEqual({ ofMember: 1, ofAll: 2 });
    });

    test("are due no more when they have ended, and are forgotten when they are old", async () => {
      await logs().add(aWholeLog(w1));
      await logs().save(aWholeLog(w1, { step: ended }), 100);
      expect(await logs().nextDueMs()).toBeUndefined();
      await logs().forgetBefore(100);
      expect(await logs().get(w1)).toMatchObject({ step: ended });
      await logs().forgetBefore(101);
      expect(await logs().get(w1)).toBeUndefined();
    });

    test("a process that is alone takes up what a dead one was at", async () => {
      await logs().add(aWholeLog(w1, { dueMs: 900 }));
      await logs().lapseOfDead(200);
      const isAlone = (await due(200)).length === 1;
      // Of a store that is shared others may be at it.
      expect(isAlone || (await due(900)).length === 1).toBe(true);
    });
  });
};
