import { describe, expect, test } from "vitest";
import type { MemberId, PiName } from "../../../src/domain/ids.ts";
import type { AuditEntry, AuditQuery } from "../../../src/domain/people/audit.ts";
import type { Part } from "../store-suite.ts";

const [jblow, klee] = ["U0JBLOW", "U0KLEE"] as [MemberId, MemberId];
const [peters, doe] = ["peters-u", "doe-j"] as [PiName, PiName];
const plain: AuditEntry = {
  atMs: 1_000,
  member: jblow,
  via: "slash",
  verb: "list",
  outcome: "done",
  detail: {},
};

export const audit: Part = (store) => {
  const append = async (entries: readonly Partial<AuditEntry>[]) => {
    for (const [at, entry] of entries.entries())
      await store().audit.append({ ...plain, atMs: 1_000 + at, ...entry });
  };
  const verbs = async (query: AuditQuery, limit = 50) =>
    (await store().audit.list(query, { limit })).map(({ verb }) => verb);

  describe("the audit", () => {
    test("is read by person, job, lab, verb and time, newest first", async () => {
      await append([
        { verb: "a", pi: peters, job: "j1" },
        { verb: "b", pi: doe, job: "j1" },
        { verb: "c", pi: peters, member: klee },
        { verb: "d" },
        { verb: "a", pi: doe, member: klee, job: "j2" },
      ]);
      expect(await verbs({})).toEqual(["a", "d", "c", "b", "a"]);
      expect(await verbs({ pis: [peters] })).toEqual(["c", "a"]);
      expect(await verbs({ pis: [peters, doe] })).toEqual(["a", "c", "b", "a"]);
      expect(await verbs({ pis: [] })).toEqual([]);
      expect(await verbs({ pis: [peters], jobs: ["j1"] })).toEqual(["a"]);
      expect(await verbs({ pis: [], jobs: ["j1"] })).toEqual([]);
      expect(await verbs({ jobs: ["j1", "j2"] })).toEqual(["a", "b", "a"]);
      expect(await verbs({ pis: [peters], member: klee })).toEqual(["c"]);
      expect(await verbs({ member: klee, verb: "a" })).toEqual(["a"]);
      expect(await verbs({ verb: "a" })).toHaveLength(2);
      expect(await verbs({ sinceMs: 1_001, untilMs: 1_003 })).toEqual(["c", "b"]);
    });

    test("goes on from a place, with none twice and none left out, though all are of one moment", async () => {
      await append(Array.from({ length: 7 }, (_, at) => ({ atMs: 1_000, verb: `v${at}`, pi: peters })));
      const read: string[] = [];
      for (let before: { atMs: number; seq: number } | undefined; ; ) {
        const page = await store().audit.list({ pis: [peters] }, { ...(before && { before }), limit: 3 });
        read.push(...page.map(({ verb }) => verb));
        before = page.at(-1);
        if (before === undefined) break;
      }
      expect(read).toEqual(["v6", "v5", "v4", "v3", "v2", "v1", "v0"]);
    });

    test("gives an entry as it was written, but for what looks like a secret", async () => {
      const detail = { reason: "the key AKIAIOSFODNN7EXAMPLE leaked", lines: 3 };
      await append([{ pi: peters, job: "j1", outcome: "failed", detail }]);
      const [read] = await store().audit.list({}, { limit: 1 });
      expect(read).toEqual({
        ...plain,
        seq: expect.any(Number),
        pi: peters,
        job: "j1",
        outcome: "failed",
        detail: { reason: "the key [masked] leaked", lines: 3 },
      });
    });

    test("says of each entry once that it is still to be told", async () => {
      await append([{ verb: "a" }, { verb: "b" }, { verb: "c" }]);
      const some = await store().audit.untold(2);
      expect(some.map(({ verb }) => verb)).toEqual(["a", "b"]);
      await store().audit.told(some);
      expect((await store().audit.untold(2)).map(({ verb }) => verb)).toEqual(["c"]);
      await store().audit.told([]);
    });
  });
};
