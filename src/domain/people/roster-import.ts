/** What a table of people would change on a roster, and what of it can not be. Pure: what it is held against is given. */

import type { MemberId, PiName } from "../ids.ts";
import type { TableMistake } from "../submission/table.ts";
import { may } from "./access.ts";
import type { Member, Membership } from "./member.ts";
import type { Labs, Role } from "./pi.ts";
import { nothingSeen, placeOf, readLine } from "./roster-import-line.ts";
import { byRow } from "./roster-table.ts";
import type { Standing } from "./standing.ts";

/** A line of the table, of which it is known who it is about. `hutchnet`: as the line says. */
export type ImportLine = {
  row: number;
  member: MemberId;
  hutchnet?: string;
  pi: string;
  role?: Role;
  isDefault: boolean;
};

export type PlaceInLab = Membership & { member: MemberId };

export type Place = Pick<PlaceInLab, "hutchnet" | "role" | "isDefault">;

/** `was`: the person's place in that lab before. */
export type ImportDeed = { member: MemberId; pi: PiName } & (
  | { does: "add"; becomes: Place }
  | { does: "change"; becomes: Place; was: Place }
  | { does: "remove"; was: Place }
);

export type ImportPlan = {
  deeds: readonly ImportDeed[];
  /** People who are on the roster as the table says. */
  same: number;
  mistakes: readonly TableMistake[];
  /** Labs that lose their last manager. */
  headless: readonly PiName[];
  /** Somebody might have to go of whom nobody knows, while lines are wrong. */
  isHeldBack: boolean;
};

/** What Slack says of each, and which HutchNet ID their name there suggests. */
export type PeopleLooked = ReadonlyMap<MemberId, { standing: Standing; hutchnet?: string }>;

/** The world that an import is held against. */
export type ImportWorld = {
  by: Member;
  labs: Labs;
  /** All that are in the labs of the lines, and all labs of the people of the lines. */
  roster: readonly PlaceInLab[];
  looked: PeopleLooked;
  /** Who goes by a HutchNet ID, in whatever lab. */
  hutchnets: ReadonlyMap<string, readonly MemberId[]>;
};

export type ToImport = {
  lines: readonly ImportLine[];
  /** What is wrong with lines that did not come so far. */
  wrong: readonly TableMistake[];
  /** The table is the whole list of its labs. */
  isWhole: boolean;
};

export function planImport({ lines, wrong, isWhole }: ToImport, world: ImportWorld): ImportPlan {
  const seen = nothingSeen();
  const mistakes: TableMistake[] = [...wrong];
  const deeds: ImportDeed[] = [];
  let same = 0;
  for (const line of lines) {
    const read = readLine(line, world, seen);
    if ("what" in read) mistakes.push({ row: line.row, ...read });
    else if (read.deed === undefined) same += 1;
    else deeds.push(read.deed);
  }
  const gone = isWhole ? notInTable(lines, world) : [];
  const isHeldBack = gone.length > 0 && mistakes.length > 0;
  const all = isHeldBack ? deeds : [...deeds, ...gone];
  return { deeds: all, same, mistakes: mistakes.toSorted(byRow), headless: headless(all, world), isHeldBack };
}

/** Whoever imports stays: `access remove` is there for who wants to go. */
function notInTable(lines: readonly ImportLine[], { by, labs, roster }: ImportWorld): ImportDeed[] {
  const named = new Set(lines.map(({ pi }) => pi as PiName));
  const listed = new Set(lines.map(({ member, pi }) => `${member} ${pi}`));
  return roster
    .filter(({ member, pi }) => named.has(pi) && member !== by.id && !listed.has(`${member} ${pi}`))
    .filter(({ member, pi }) => {
      const lab = labs.pis.get(pi);
      return lab !== undefined && may(by, "let-go", { pi: lab, owner: member }).allowed;
    })
    .map((row) => ({ member: row.member, pi: row.pi, does: "remove", was: placeOf(row) }));
}

function headless(deeds: readonly ImportDeed[], { roster }: ImportWorld): PiName[] {
  const labs = new Set(deeds.map(({ pi }) => pi));
  return [...labs].filter((lab) => {
    const before = roster
      .filter(({ pi, role }) => pi === lab && role === "manager")
      .map(({ member }) => member);
    const managers = new Set(before);
    for (const deed of deeds.filter(({ pi }) => pi === lab)) {
      if (deed.does !== "remove" && deed.becomes.role === "manager") managers.add(deed.member);
      else managers.delete(deed.member);
    }
    return before.length > 0 && managers.size === 0;
  });
}
