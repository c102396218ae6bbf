import { describe, expect, test } from "vitest";
import type { MemberId, PiName } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import { jobNo } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const jblow = "U0JBLOW" as MemberId;
const amate = "U0AMATE" as MemberId;
const peters = "peters-u" as PiName;
const doe = "doe-j" as PiName;
const align = { member: jblow, pi: peters, definition: "align" };

export const formValues: Part = (store) => {
  const table = () => store().formValues;

  describe("what a person gave last", () => {
    test("comes back for that person, lab and definition alone", async () => {
      expect(await table().of(align)).toBeUndefined();
      await table().keep(align, { vcpus: ["4"], "param.sample": ["NA1"] }, 1);
      await table().keep(align, { vcpus: ["8"] }, 2);
      expect(await table().of(align)).toEqual({ vcpus: ["8"] });
      expect(await table().of({ ...align, member: amate })).toBeUndefined();
      expect(await table().of({ ...align, pi: doe })).toBeUndefined();
      expect(await table().of({ ...align, definition: "align2" })).toBeUndefined();
    });

    test("is told by definition, the last one used first", async () => {
      await table().keep(align, {}, 1);
      await table().keep({ ...align, definition: "merge" }, {}, 2);
      await table().keep({ ...align, member: amate, definition: "other" }, {}, 3);
      expect(await table().definitions(align)).toEqual(["merge", "align"]);
      await table().keep(align, {}, 4);
      expect(await table().definitions(align)).toEqual(["align", "merge"]);
    });

    test("is kept of so many definitions only, and not for ever", async () => {
      const all = limits.formValuesPerMember;
      await table().keep({ ...align, member: amate }, {}, 0);
      for (let n = 0; n <= all; n++)
        await table().keep({ ...align, definition: `d${n}` }, { name: [String(n)] }, n);
      const kept = await table().definitions(align);
      expect([kept.length, kept[0], kept.at(-1)]).toEqual([all, `d${all}`, "d1"]);
      expect(await table().of({ ...align, member: amate })).toEqual({});
      expect(await table().forgetBefore(all - 1)).toBe(all - 1);
      expect(await table().definitions(align)).toEqual([`d${all}`, `d${all - 1}`]);
    });
  });

  test("a lab's last jobs of some definitions that succeeded come newest first, and no others", async () => {
    const ended = (n: number, changes: object) =>
      store().jobs.add(jobNo(n, { state: "succeeded", submittedAtMs: n, ...changes }), n);
    await ended(1, { definition: "align:14" });
    await ended(2, { definition: "align:13" });
    await ended(3, { definition: "align:14" });
    await ended(4, { definition: "align:12" });
    await ended(5, { definition: "align:14", pi: doe });
    await ended(6, { definition: "align:14", state: "failed" });
    const found = await store().jobs.lastSucceeded(peters, ["align:14", "align:13"], 2);
    expect(found.map(({ id }) => id)).toEqual(["s_0003", "s_0002"]);
    expect(await store().jobs.lastSucceeded(peters, [], 2)).toEqual([]);
  });
};
