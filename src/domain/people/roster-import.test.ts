import { expect, test } from "vitest";
import { labs } from "../../../test/support/import-world.ts";
import type { MemberId, PiName } from "../ids.ts";
import type { Member } from "./member.ts";
import type { Role } from "./pi.ts";
import { type ImportLine, type ImportWorld, type PlaceInLab, planImport } from "./roster-import.ts";

const peters = "peters-u" as PiName;
const [upeters, jblow, amate, nbody] = ["U0PETERS", "U0JBLOW", "U0AMATE", "U0NBODY"] as MemberId[] as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];

const place = (member: MemberId, role: Role = "member", more: Partial<PlaceInLab> = {}): PlaceInLab => ({
  member,
  pi: peters,
  hutchnet: member.slice(2).toLowerCase(),
  role,
  isDefault: false,
  ...more,
});

const manager: Member = {
  id: upeters,
  isAdmin: false,
  memberships: [{ pi: peters, hutchnet: "upeters", role: "manager", isDefault: false }],
};

const world = (changes: Partial<ImportWorld> = {}): ImportWorld => ({
  by: manager,
  labs,
  roster: [place(upeters, "manager"), place(jblow), place(amate)],
  looked: new Map(
    [upeters, jblow, amate, nbody].map((id) => [
      id,
      { standing: "member" as const, hutchnet: id.slice(2).toLowerCase() },
    ]),
  ),
  hutchnets: new Map(),
  ...changes,
});

let row = 1;
const line = (member: MemberId, more: Partial<ImportLine> = {}): ImportLine => {
  row += 1;
  return { row, member, pi: peters, isDefault: false, ...more };
};

const plan = (lines: readonly ImportLine[], isWhole: boolean, changes: Partial<ImportWorld> = {}) =>
  planImport({ lines, wrong: [], isWhole }, world(changes));
const inShort = ({ deeds }: ReturnType<typeof planImport>) =>
  deeds.map(({ does, member }) => `${does} ${member}`);

test("nobody goes unless it is the whole list, and then who imports stays all the same", () => {
  expect(inShort(plan([line(nbody), line(jblow)], false))).toEqual(["add U0NBODY"]);
  expect(inShort(plan([line(nbody), line(jblow)], true))).toEqual(["add U0NBODY", "remove U0AMATE"]);
});

test("nobody goes while a line is wrong: it may be theirs", () => {
  const wrong = [{ row: 9, what: "Nobody here goes by that." }];
  const held = planImport({ lines: [line(nbody)], wrong, isWhole: true }, world());
  expect(inShort(held)).toEqual(["add U0NBODY"]);
  expect(held.isHeldBack).toBe(true);
});

test("only the labs that the table names are made whole", () => {
  const doe = "doe-j" as PiName;
  const roster = [place(jblow), place(amate, "member", { pi: doe })];
  const by = { ...manager, isAdmin: true };
  expect(inShort(plan([line(nbody)], true, { roster, by }))).toEqual(["add U0NBODY", "remove U0JBLOW"]);
});

test("a line that does not say the role leaves it as it is", () => {
  const roster = [place(jblow, "manager")];
  const { deeds, same } = plan([line(jblow), line(nbody)], false, { roster });
  expect(same).toBe(1);
  expect(deeds).toEqual([
    {
      member: nbody,
      pi: peters,
      does: "add",
      becomes: { hutchnet: "nbody", role: "member", isDefault: false },
    },
  ]);
});

test("a new default is a change, and none is taken from another lab by its line", () => {
  const roster = [place(jblow, "member", { isDefault: true }), place(amate)];
  const { deeds } = plan([line(jblow, { role: "manager" }), line(amate, { isDefault: true })], false, {
    roster,
  });
  expect(deeds).toMatchObject([
    { member: jblow, becomes: { role: "manager", isDefault: true }, was: { isDefault: true } },
    { member: amate, becomes: { isDefault: true }, was: { isDefault: false } },
  ]);
});

test("a lab that would lose its last manager is named, and one that gets another is not", () => {
  const by = { ...manager, id: "U0ADMIN" as MemberId, memberships: [], isAdmin: true };
  expect(plan([line(jblow)], true, { by }).headless).toEqual([peters]);
  expect(plan([line(jblow, { role: "manager" })], true, { by }).headless).toEqual([]);
  expect(plan([line(upeters, { role: "member" })], false, { by }).headless).toEqual([peters]);
});

test("guests come into a lab that lets them in", () => {
  const looked = new Map([[nbody, { standing: "guest" as const, hutchnet: "nbody" }]]);
  const [lab] = labs.pis.values();
  if (lab === undefined) throw new Error("there are labs");
  const open = { ...labs, pis: new Map([[lab.name, { ...lab, guests: true }]]) };
  expect(inShort(plan([line(nbody)], false, { looked, labs: open }))).toEqual(["add U0NBODY"]);
  expect(plan([line(nbody)], false, { looked }).mistakes).toHaveLength(1);
});

test("the person who imports may stand in the table as they are", () => {
  const { deeds, same, mistakes } = plan([line(upeters, { role: "manager" })], false);
  expect({ deeds, same, mistakes }).toEqual({ deeds: [], same: 1, mistakes: [] });
});
