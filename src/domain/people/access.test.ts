import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import type { MemberId, PiName } from "../ids.ts";
import { type Action, may } from "./access.ts";
import type { Member, Membership } from "./member.ts";
import type { Pi, Role } from "./pi.ts";

const jblow = "U0JBLOW" as MemberId;
const someoneElse = "U0SAM" as MemberId;

function membership(role: Role, pi = "peters-u"): Membership {
  return { pi: pi as PiName, hutchnet: "jblow", role, isDefault: false };
}

function member(memberships: readonly Membership[], isAdmin = false): Member {
  return { id: jblow, memberships, isAdmin };
}

/** Everybody who may come, and whose job it is. */
const standings = {
  owner: { who: member([membership("member")]), owner: jblow },
  "another member": { who: member([membership("member")]), owner: someoneElse },
  manager: { who: member([membership("manager")]), owner: someoneElse },
  admin: { who: member([], true), owner: someoneElse },
  stranger: { who: member([]), owner: someoneElse },
  "manager of another PI": { who: member([membership("manager", "okafor-n")]), owner: someoneElse },
  "owner who has left the PI": { who: member([membership("member", "okafor-n")]), owner: jblow },
} as const;

type Standing = keyof typeof standings;
type Outcome = "yes" | "not-in-lab" | "owner-only" | "managers-only" | "own";

const everybody = Object.keys(standings) as Standing[];
const outside: readonly Standing[] = ["stranger", "manager of another PI", "owner who has left the PI"];
const inLab = (standing: Standing): Outcome => (outside.includes(standing) ? "not-in-lab" : "yes");

const rules: readonly { action: Action; stop: Pi["stop"]; outcome: (standing: Standing) => Outcome }[] = [
  ...(["lab", "owner"] as const).flatMap((stop) => [
    { action: "any" as const, stop, outcome: () => "yes" as const },
    { action: "submit" as const, stop, outcome: inLab },
    { action: "see" as const, stop, outcome: inLab },
    { action: "logs" as const, stop, outcome: inLab },
  ]),
  {
    action: "tell",
    stop: "lab",
    outcome: (standing) => (standing === "another member" ? "owner-only" : inLab(standing)),
  },
  {
    action: "tell-channel",
    stop: "lab",
    outcome: (standing) =>
      standing === "another member" || standing === "owner" ? "owner-only" : inLab(standing),
  },
  {
    action: "approve",
    stop: "lab",
    outcome: (standing) =>
      standing === "another member" ? "managers-only" : standing === "owner" ? "own" : inLab(standing),
  },
  { action: "cancel", stop: "lab", outcome: inLab },
  {
    action: "cancel",
    stop: "owner",
    outcome: (standing) => (standing === "another member" ? "owner-only" : inLab(standing)),
  },
];

describe.each(rules)("$action, in a lab where stopping is for: $stop", ({ action, stop, outcome }) => {
  test.each(everybody)("%s", (standing) => {
    const { who, owner } = standings[standing];
    const pi = aPi({ stop });
    const expected = outcome(standing);
    expect(may(who, action, { pi, owner })).toEqual(
      expected === "yes" ? { allowed: true } : { allowed: false, why: { kind: expected, pi: pi.name } },
    );
  });
});

test.each([
  ["a manager", member([membership("manager")])],
  ["an admin", member([], true)],
])("%s does not approve their own job", (_who, who) => {
  const decision = may(who, "approve", { pi: aPi(), owner: jblow });
  expect(decision).toEqual({ allowed: false, why: { kind: "own", pi: "peters-u" } });
  expect(may(who, "approve", { pi: aPi(), owner: someoneElse }).allowed).toBe(true);
});

describe("to register a definition", () => {
  const members = { member: standings.owner.who, manager: standings.manager.who, admin: standings.admin.who };
  test.each<[keyof typeof members, Pi["commands"], boolean, true | "lab-off" | "managers-only"]>([
    ["member", "any", true, true],
    ["member", "approve", true, "managers-only"],
    ["member", "definition", true, "managers-only"],
    ["manager", "approve", true, true],
    ["manager", "definition", true, true],
    ["admin", "definition", true, true],
    ["member", "any", false, "lab-off"],
    ["member", "approve", false, "lab-off"],
    ["manager", "any", false, "lab-off"],
  ])("%s, commands: %s, mayDefine: %s: %s", (who, commands, mayDefine, expected) => {
    const pi = aPi({ commands, mayDefine });
    expect(may(members[who], "define", { pi })).toEqual(
      expected === true ? { allowed: true } : { allowed: false, why: { kind: expected, pi: pi.name } },
    );
  });
});

test("what has no owner yet is no member's own", () => {
  const { who } = standings.owner;
  expect(may(who, "cancel", { pi: aPi({ stop: "owner" }) }).allowed).toBe(false);
  expect(may(who, "submit", { pi: aPi({ stop: "owner" }) }).allowed).toBe(true);
});
