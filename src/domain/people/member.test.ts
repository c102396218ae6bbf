import { expect, test } from "vitest";
import type { MemberId, PiName } from "../ids.ts";
import { type Member, membershipIn, visiblePis } from "./member.ts";

const [peters, okafor, chen] = ["peters-u", "okafor-n", "chen-l"] as PiName[] as [PiName, PiName, PiName];
const member: Member = {
  id: "U0JBLOW" as MemberId,
  memberships: [
    { pi: peters, hutchnet: "jblow", role: "member", isDefault: false },
    { pi: okafor, hutchnet: "jblow2", role: "manager", isDefault: true },
  ],
  isAdmin: false,
};

test("a person has one membership in a PI, or none", () => {
  expect(membershipIn(member, okafor)?.hutchnet).toBe("jblow2");
  expect(membershipIn(member, chen)).toBeUndefined();
});

test("a person sees the jobs of their own PIs, an admin those of all, a stranger none", () => {
  const all = [peters, okafor, chen];
  expect(visiblePis(member, all)).toEqual([peters, okafor]);
  expect(visiblePis({ ...member, isAdmin: true }, all)).toEqual(all);
  expect(visiblePis({ ...member, memberships: [] }, all)).toEqual([]);
});
