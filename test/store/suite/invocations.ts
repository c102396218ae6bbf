import { describe, expect, test } from "vitest";
import type { ChannelId, InvocationId, MemberId, TeamId } from "../../../src/domain/ids.ts";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { Part } from "../store-suite.ts";

const invocation: Invocation = {
  id: "1.2.abc" as InvocationId,
  verb: "submit",
  input: { kind: "text", text: "submit --env KEY=secret" },
  who: { member: "U0JBLOW" as MemberId, team: "T0" as TeamId },
  where: { channel: "C0ALIGN" as ChannelId },
  via: "slash",
  reply: { responseUrl: "https://hooks.slack.com/commands/1", receivedAtMs: 100 },
};

const at = (id: string, receivedAtMs: number): Invocation => ({
  ...invocation,
  id: id as InvocationId,
  reply: { receivedAtMs },
});

export const invocations: Part = (store) => {
  const takeLeft = (nowMs: number, changes: { sinceMs?: number; limit?: number } = {}) =>
    store().invocations.takeLeft({ nowMs, sinceMs: 0, leaseUntilMs: nowMs + 50, limit: 10, ...changes });

  describe("what people asked for", () => {
    test("is taken once, however often and wherever it is delivered", async () => {
      const saves = await Promise.all([
        store().invocations.save(invocation, 150),
        store().invocations.save(invocation, 150),
      ]);
      expect(saves.filter((taken) => taken !== undefined)).toEqual([{ invocation, take: 1 }]);
      expect(await store().invocations.save({ ...invocation, verb: "cancel" }, 150)).toBeUndefined();
    });

    test("that was answered is still not taken twice, until it is forgotten", async () => {
      await store().invocations.save(invocation, 150);
      await store().invocations.finish(invocation.id, 200);
      expect(await store().invocations.save(invocation, 350)).toBeUndefined();
      await store().invocations.forgetBefore(100);
      expect(await store().invocations.save(invocation, 350)).toBeUndefined();
      await store().invocations.forgetBefore(101);
      expect(await store().invocations.save(invocation, 350)).toBeDefined();
    });

    test("is taken up by one alone once its carrier was not heard of until its lease ended", async () => {
      await store().invocations.save(invocation, 150);
      expect(await takeLeft(149)).toEqual([]);
      const both = await Promise.all([takeLeft(150), takeLeft(150)]);
      expect(both.flat()).toEqual([{ invocation, take: 2 }]);
      expect(await takeLeft(199)).toEqual([]);
      expect(await takeLeft(200)).toEqual([{ invocation, take: 3 }]);
    });

    test("stays with who says in time to be still at it, and not with who has lost it", async () => {
      const first = { invocation, take: 1 };
      await store().invocations.save(invocation, 150);
      expect(await store().invocations.keep(first, 300)).toBe(true);
      expect(await takeLeft(299)).toEqual([]);
      const [second] = await takeLeft(300);
      expect(await store().invocations.keep(first, 900)).toBe(false);
      expect(await store().invocations.keep(second ?? first, 400)).toBe(true);
      await store().invocations.finish(invocation.id, 310);
      expect(await store().invocations.keep(second ?? first, 900)).toBe(false);
    });

    test("is taken up the oldest first, some at a time, and not when it is answered or too old", async () => {
      for (const [id, ms] of [
        ["late", 300],
        ["early", 200],
        ["old", 99],
        ["done", 250],
        ["later", 301],
      ] as const)
        await store().invocations.save(at(id, ms), 400);
      await store().invocations.finish("done" as InvocationId, 260);
      const left = await takeLeft(400, { sinceMs: 100, limit: 2 });
      expect(left.map(({ invocation: { id } }) => id)).toEqual(["early", "late"]);
    });

    test("is not taken up for ever: it may be what ends every process that does", async () => {
      await store().invocations.save(invocation, 0);
      let takes = 1;
      while ((await takeLeft(takes * 1_000)).length > 0) takes += 1;
      expect(takes).toBe(limits.invocationTakes);
    });

    test("that will not be taken up again keeps nothing of what was typed", async () => {
      await store().invocations.save(invocation, 0);
      await store().invocations.letGoBefore(101);
      expect(await takeLeft(1_000)).toEqual([]);
      expect(await store().invocations.save(invocation, 0)).toBeUndefined();
    });
  });
};
