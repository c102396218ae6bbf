/** Somebody asks to be let into a lab; those in charge say yes or no, once. */

import type { AccessRequestId, ChannelId, InvocationId, MemberId, PiName } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { AccessOutcome, AccessRequest, AccessRound } from "../domain/people/access-request.ts";
import type { Role } from "../domain/people/pi.ts";
import type { SavedAccessRequest } from "./access-requests.ts";
import { labsFile, type NewRosterRow } from "./roster.ts";
import type { Tables } from "./tables.ts";
import { retellPeople, tellPeople } from "./tell-people.ts";

export type AccessAsking = {
  request: AccessRequest;
  round: AccessRound;
  people: readonly MemberId[];
  channel?: ChannelId | undefined;
};

/**
 * Those who may let somebody in are asked. Gives the request that is open then: asked twice it is one. Only inside a
 * transaction.
 */
export async function askForAccess(
  tables: Tables,
  asking: AccessAsking,
  nowMs: number,
): Promise<SavedAccessRequest> {
  const { request, round } = asking;
  const waitMs = round === "first" ? limits.accessAdminsMs : limits.accessExpireMs;
  const saved = await tables.accessRequests.add(request, nowMs + waitMs);
  if (saved.id !== request.id || saved.outcome !== undefined) return saved;
  if (round === "admins") await tables.accessRequests.askAgainAt(request.id, 1, nowMs + waitMs);
  await askOneRound(tables, asking, nowMs);
  return saved;
}

/** Asked again for the same places, it changes nothing. Only inside a transaction. */
export async function askOneRound(
  tables: Tables,
  { request, round, people, channel }: AccessAsking,
  nowMs: number,
): Promise<void> {
  const { id: about, pi, member, hutchnet, reason, askedAtMs } = request;
  const asked = { id: about, member, pi, hutchnet, reason, askedAtMs };
  await tellPeople(
    tables,
    {
      about,
      key: askedKey,
      pi,
      told: { is: "access asked", request: asked, round },
      people: people.slice(0, limits.approversAsked),
      channel,
    },
    nowMs,
  );
}

/** So that all copies are found when they are to be closed. */
const askedKey = "asked";

export type AccessDecision = {
  id: AccessRequestId;
  outcome: AccessOutcome;
  /** The intention that decides it; absent where time does. */
  invocation?: InvocationId | undefined;
  /** As what they are let in. */
  role?: Role;
};

/** `isOurs`: this very decision has been made, now or by the same intention before. */
export type SettledAccess = { request: SavedAccessRequest; isOurs: boolean };

/**
 * Decided, on the roster, closed for all who were asked and told to who asked: in one transaction. Who comes second
 * finds it decided. Only inside a transaction.
 */
export async function settleAccess(
  tables: Tables,
  { id, outcome, invocation, role = "member" }: AccessDecision,
  nowMs: number,
): Promise<SettledAccess | undefined> {
  const request = await tables.accessRequests.get(id);
  if (request === undefined) return undefined;
  if (request.outcome !== undefined)
    return { request, isOurs: invocation !== undefined && request.invocation === invocation };
  await tables.accessRequests.close(id, outcome, invocation);
  const { member, pi, hutchnet, reason, askedAtMs } = request;
  if (outcome.kind === "given" && (await tables.roster.get(member, pi)) === undefined)
    await enrol(tables, { member, pi, hutchnet, role, source: outcome.by }, nowMs);
  await retellPeople(tables, { about: id, key: askedKey }, (told) =>
    told.is === "access asked" ? { ...told, outcome } : told,
  );
  if (outcome.kind !== "withdrawn") {
    const asked = { id, member, pi, hutchnet, reason, askedAtMs };
    const told = { is: "access answered", request: asked, outcome } as const;
    await tellPeople(tables, { about: id, key: "answered", pi, told, people: [member] }, nowMs);
  }
  return { request: { ...request, outcome }, isOurs: true };
}

async function enrol(tables: Tables, row: NewRosterRow, nowMs: number): Promise<void> {
  await tables.roster.put(row, nowMs);
  await tables.standings.expect(row.member, nowMs);
}

export type LettingIn = {
  row: NewRosterRow;
  isDefault?: boolean;
  /** What makes it one of a kind: done again after a crash, it tells nobody twice. */
  deed: string;
};

/**
 * Somebody in charge puts a person on the roster, or changes what they are there; what they had asked for is answered
 * by it. Only inside a transaction.
 */
export async function letIn(
  tables: Tables,
  { row, isDefault = false, deed }: LettingIn,
  nowMs: number,
): Promise<"added" | "changed" | "same"> {
  const { member, pi, role, hutchnet, source } = row;
  const before = await tables.roster.get(member, pi);
  const isSame = before?.role === role && before.hutchnet === hutchnet;
  if (!isSame) await enrol(tables, row, nowMs);
  if (isDefault) await tables.roster.setDefault(member, pi);
  const open = await tables.accessRequests.openFor(member, pi);
  const by = source as MemberId;
  if (open !== undefined)
    await settleAccess(tables, { id: open.id, outcome: { kind: "given", by, atMs: nowMs } }, nowMs);
  if (isSame) return "same";
  const isRoleNew = before !== undefined && before.role !== role;
  const isTold = before === undefined ? open === undefined : isRoleNew;
  const told = {
    is: "let in",
    pi,
    role,
    ...(source === labsFile ? {} : { by }),
    ...(isRoleNew ? { wasRole: before.role } : {}),
  } as const;
  if (isTold)
    await tellPeople(tables, { about: placeIn(member, pi), key: deed, pi, told, people: [member] }, nowMs);
  return before === undefined ? "added" : "changed";
}

/** A person's place in a lab, as something that can be spoken about. */
export function placeIn(member: MemberId, pi: PiName): string {
  return `roster ${member} ${pi}`;
}
