import { describe, expect, test } from "vitest";
import type { DraftId, MemberId, PiName } from "../../../src/domain/ids.ts";
import type { MemberSeed } from "../../../src/domain/people/pi.ts";
import type { Part } from "../store-suite.ts";

const jblow = "U0JBLOW" as MemberId;
const peters = "peters-u" as PiName;
const other = "okafor-n" as PiName;
const seed: MemberSeed = { slack: jblow, hutchnet: "jblow", role: "member" };

export const people: Part = (store) => {
  describe("the roster", () => {
    test("takes a row of the labs file once: what is changed later stays", async () => {
      await store().roster.seed(peters, seed, 100);
      await store().roster.seed(peters, { ...seed, role: "manager", hutchnet: "else" }, 200);
      expect(await store().roster.membershipsOf(jblow)).toEqual([
        { pi: peters, hutchnet: "jblow", role: "member", isDefault: false },
      ]);
    });

    test("keeps a person's PIs apart, in the order in which they came", async () => {
      await store().roster.seed(peters, seed, 200);
      await store().roster.seed(other, { ...seed, role: "manager" }, 100);
      const pis = (await store().roster.membershipsOf(jblow)).map(({ pi, role }) => `${pi} ${role}`);
      expect(pis).toEqual(["okafor-n manager", "peters-u member"]);
      expect(await store().roster.membershipsOf("U0STRANGER" as MemberId)).toEqual([]);
    });

    test("remembers how a person is called, as read last", async () => {
      expect(await store().roster.displayName(jblow)).toBeUndefined();
      await store().roster.saveProfile(jblow, { name: "Joe" }, 1);
      await store().roster.saveProfile(jblow, { name: "Joe Blow", zone: "UTC" }, 2);
      expect(await store().roster.displayName(jblow)).toEqual({ name: "Joe Blow", readAtMs: 2 });
    });
  });

  describe("drafts", () => {
    const draft = {
      id: "d_1" as DraftId,
      member: jblow,
      kind: "submit",
      body: { line: "submit align", said: ["4 vCPUs"] },
      createdAtMs: 100,
    };

    test("exist for their own member only", async () => {
      await store().drafts.save(draft);
      expect(await store().drafts.find(draft.id, jblow)).toEqual(draft);
      expect(await store().drafts.find(draft.id, "U0SAM" as MemberId)).toBeUndefined();
      expect(await store().drafts.find("d_none" as DraftId, jblow)).toBeUndefined();
    });

    test("do not change once they are saved", async () => {
      await store().drafts.save(draft);
      await store().drafts.save({ ...draft, member: "U0SAM" as MemberId, body: "else" });
      expect(await store().drafts.find(draft.id, jblow)).toEqual(draft);
    });

    test("are kept for a while only", async () => {
      await store().drafts.save(draft);
      await store().drafts.forgetBefore(100);
      expect(await store().drafts.find(draft.id, jblow)).toEqual(draft);
      await store().drafts.forgetBefore(101);
      expect(await store().drafts.find(draft.id, jblow)).toBeUndefined();
    });
  });

  describe("the rest", () => {
    test("a fact of the installation is the one last set", async () => {
      expect(await store().meta.get("team")).toBeUndefined();
      await store().meta.set("team", "T0OLD");
      await store().meta.set("team", "T0NEW");
      expect(await store().meta.get("team")).toBe("T0NEW");
    });

    test("what was allowed and refused is written down, with and without a job", async () => {
      const entry = { atMs: 1, member: jblow, via: "slash", verb: "cancel" };
      await store().audit.append({ ...entry, outcome: "refused", detail: {} });
      await store().audit.append({
        ...entry,
        pi: peters,
        job: "s_1",
        outcome: "done",
        detail: { queue: "default", tries: 1 },
      });
    });

    test("an open store answers", async () => {
      await expect(store().ping()).resolves.toBeUndefined();
    });
  });
};
