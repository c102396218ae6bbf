import { describe, expect, test } from "vitest";
import type { MemberId, PiName, SubjectId } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { LackingRight } from "../../../src/domain/people/refused-role.ts";
import type { Part } from "../store-suite.ts";

const admin = "U0ADMIN" as MemberId;
const role = { pi: "peters-u" as PiName, role: "arn:aws:iam::111122223333:role/batchmate" };
const lettingIn = { ...role, role: `${role.role}-2` };

export const refusedRoles: Part = (store) => {
  const refused = (lacks: LackingRight, nowMs: number, of = role) =>
    store().transaction((tables) =>
      tables.people.tellOfRole({ role: { ...of, lacks }, admins: [admin] }, nowMs),
    );
  const letIn = (as: "person" | "bot", of = role) =>
    store().transaction((tables) => tables.people.hearRoleMended({ ...of, as }));
  const told = async (lacks: LackingRight): Promise<number> => {
    const subject = `role ${role.pi} ${role.role}` as SubjectId;
    const times = [1, 2, 3].map((n) => store().notices.ofSubject(subject, `${lacks} ${n}`));
    return (await Promise.all(times)).flat().length;
  };

  describe("what a lab's role lacks", () => {
    test("is told once, whoever hears of it and how often, and again after a day", async () => {
      await Promise.all([1, 2, 3, 4].map((n) => refused("sts:AssumeRole", n)));
      await refused("sts:AssumeRole", limits.roleToldMs);
      expect(await told("sts:AssumeRole")).toBe(1);
      await refused("sts:AssumeRole", limits.roleToldMs + 4);
      expect(await told("sts:AssumeRole")).toBe(2);
    });

    test("is told again sooner only where the role let somebody in since", async () => {
      await refused("sts:AssumeRole", 1);
      await letIn("person", lettingIn);
      await refused("sts:AssumeRole", limits.roleMendedMs + 1);
      expect(await told("sts:AssumeRole")).toBe(1);
      await letIn("bot");
      await refused("sts:AssumeRole", limits.roleMendedMs);
      expect(await told("sts:AssumeRole")).toBe(1);
      await refused("sts:AssumeRole", limits.roleMendedMs + 1);
      expect(await told("sts:AssumeRole")).toBe(2);
    });

    test("of a person is not mended by the bot's own sessions, which name none", async () => {
      await refused("sts:SetSourceIdentity", 1);
      await letIn("bot");
      await refused("sts:SetSourceIdentity", limits.roleMendedMs + 1);
      expect(await told("sts:SetSourceIdentity")).toBe(1);
      await letIn("person");
      await refused("sts:SetSourceIdentity", limits.roleMendedMs + 1);
      expect(await told("sts:SetSourceIdentity")).toBe(2);
    });

    test("is told of each right by itself", async () => {
      await refused("sts:AssumeRole", 1);
      await refused("sts:TagSession", 2);
      expect([await told("sts:AssumeRole"), await told("sts:TagSession")]).toEqual([1, 1]);
    });
  });
};
