import type { MemberId, PiName } from "../ids.ts";
import type { Role } from "./pi.ts";

/** A person in Slack with all that decides what they may do. A stranger is a member of nothing. */
export type Member = {
  id: MemberId;
  memberships: readonly Membership[];
  isAdmin: boolean;
  /** Of another organisation, a guest no lab may have, or no person: never let in, whoever says so. */
  isOutside?: true;
};

export type Membership = { pi: PiName; hutchnet: string; role: Role; isDefault: boolean };

export function membershipIn(member: Member, pi: PiName): Membership | undefined {
  return member.memberships.find((membership) => membership.pi === pi);
}

/** The PIs whose jobs the person may see: every look-up is limited to these. */
export function visiblePis(member: Member, all: Iterable<PiName>): readonly PiName[] {
  return member.isAdmin ? [...all] : member.memberships.map((membership) => membership.pi);
}
