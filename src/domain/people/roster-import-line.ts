/** One line of a roster's table, held against the world and the lines before it. */

import type { MemberId, PiName } from "../ids.ts";
import { nearest } from "../nearest.ts";
import { may } from "./access.ts";
import type { Member } from "./member.ts";
import type { Labs, Pi } from "./pi.ts";
import { shown } from "./roster-cell.ts";
import type { ImportDeed, ImportLine, ImportWorld, Place, PlaceInLab } from "./roster-import.ts";
import { isLetIn, type Standing } from "./standing.ts";

/** What earlier lines have said, and in which row. */
export type Seen = {
  places: Map<string, number>;
  hutchnetOf: Map<MemberId, { hutchnet: string; row: number }>;
  memberOf: Map<string, { member: MemberId; row: number }>;
  defaults: Map<MemberId, number>;
};

export function nothingSeen(): Seen {
  return { places: new Map(), hutchnetOf: new Map(), memberOf: new Map(), defaults: new Map() };
}

type Read = { deed: ImportDeed | undefined } | { column?: string; what: string };

export function readLine(line: ImportLine, world: ImportWorld, seen: Seen): Read {
  const { row, member, isDefault } = line;
  const lab = labOf(line.pi, world);
  if ("what" in lab) return { column: "pi", ...lab };
  const pi = lab.name;
  const place = `${member} ${pi}`;
  const before = seen.places.get(place);
  if (before !== undefined)
    return {
      what: `The same person in ${pi} stands in row ${before} already, which holds: keep one of the two.`,
    };
  const cannot = cannotBe(member, lab, world);
  if (cannot !== undefined) return { what: cannot };
  const hutchnet = hutchnetOf(line, world);
  if (hutchnet === undefined)
    return { what: "Nothing here tells their HutchNet ID: write it into a column `hutchnet`." };
  const taken = takenBy(hutchnet, line, world, seen);
  if (taken !== undefined) return { what: taken };
  const first = isDefault ? seen.defaults.get(member) : undefined;
  if (first !== undefined)
    return {
      column: "default",
      what: `A person has one default lab, and row ${first} says it already: keep one of the two.`,
    };
  const was = world.roster.find((each) => each.member === member && each.pi === pi);
  const becomes = {
    hutchnet,
    role: line.role ?? was?.role ?? "member",
    isDefault: isDefault || was?.isDefault === true,
  };
  const deed = deedOf({ member, pi }, was && placeOf(was), becomes);
  if (deed !== undefined && member === world.by.id)
    return {
      what: `This is you, and nobody decides about their own place in a lab: another manager of ${pi}, or an admin, has to.`,
    };
  seen.places.set(place, row);
  seen.hutchnetOf.set(member, { hutchnet, row });
  seen.memberOf.set(hutchnet, { member, row });
  if (isDefault) seen.defaults.set(member, row);
  return { deed };
}

/** A lab that is not the person's to manage is answered as one that does not exist, unless they are in it. */
function labOf(typed: string, { by, labs }: ImportWorld): Pi | { what: string } {
  const lab = labs.pis.get(typed as PiName);
  if (lab !== undefined && may(by, "let-in", { pi: lab }).allowed) return lab;
  if (lab !== undefined && by.memberships.some(({ pi }) => pi === lab.name))
    return { what: `Who is in \`${typed}\` is for its managers to see to: ask one of them.` };
  const near = nearest(typed, managedBy(by, labs));
  const meant = near === undefined ? "" : ` Did you mean \`${near}\`?`;
  return { what: `${shown(typed)} is no lab that you manage.${meant}` };
}

export function managedBy(by: Member, labs: Labs): PiName[] {
  return [...labs.pis.values()].filter((pi) => may(by, "let-in", { pi }).allowed).map(({ name }) => name);
}

function cannotBe(member: MemberId, lab: Pi, { looked }: ImportWorld): string | undefined {
  const { standing } = looked.get(member) ?? { standing: "stranger" as const };
  return standing === "member" || isLetIn(standing, lab) ? undefined : cannot[standing](lab.name);
}

const cannot: Readonly<Record<Exclude<Standing, "member">, (pi: PiName) => string>> = {
  guest: (pi) => `They are a guest of the workspace, and guests may not be in ${pi}.`,
  bot: (pi) => `It is a bot, and no bot can be in ${pi}.`,
  stranger: (pi) =>
    `They are not of this workspace (Slack Connect, or an id that is nobody's), and so cannot be in ${pi}.`,
  deactivated: (pi) => `They have no open Slack account any more, and so cannot be in ${pi}.`,
};

function hutchnetOf(
  { member, pi, hutchnet }: ImportLine,
  { roster, looked }: ImportWorld,
): string | undefined {
  const theirs = roster.filter((each) => each.member === member);
  return (
    hutchnet ?? (theirs.find((each) => each.pi === pi) ?? theirs[0])?.hutchnet ?? looked.get(member)?.hutchnet
  );
}

/** It stands in the names of jobs, and in AWS's records: nobody has two, and no two people have the same. */
function takenBy(
  hutchnet: string,
  { member }: ImportLine,
  { hutchnets }: ImportWorld,
  seen: Seen,
): string | undefined {
  const own = seen.hutchnetOf.get(member);
  if (own !== undefined && own.hutchnet !== hutchnet)
    return `The same person has the HutchNet ID \`${own.hutchnet}\` in row ${own.row}, and \`${hutchnet}\` here: keep one of the two.`;
  const other = seen.memberOf.get(hutchnet);
  if (other !== undefined && other.member !== member)
    return `The HutchNet ID \`${hutchnet}\` is somebody else's in row ${other.row}: two people can not have the same.`;
  const others = (hutchnets.get(hutchnet) ?? []).some((each) => each !== member);
  return others
    ? `The HutchNet ID \`${hutchnet}\` is somebody else's here: check it, or ask the admins.`
    : undefined;
}

function deedOf(
  who: Pick<ImportDeed, "member" | "pi">,
  was: Place | undefined,
  becomes: Place,
): ImportDeed | undefined {
  if (was === undefined) return { ...who, does: "add", becomes };
  const isSame =
    was.role === becomes.role && was.hutchnet === becomes.hutchnet && was.isDefault === becomes.isDefault;
  return isSame ? undefined : { ...who, does: "change", becomes, was };
}

export function placeOf({ hutchnet, role, isDefault }: PlaceInLab): Place {
  return { hutchnet, role, isDefault };
}
