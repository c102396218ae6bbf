import type { DraftId, MemberId, PiName } from "../domain/ids.ts";
import type { AuditEntry } from "../domain/people/audit.ts";
import type { Labs } from "../domain/people/pi.ts";
import type { ImportDeed, Place } from "../domain/people/roster-import.ts";
import { endAccess } from "./end-access.ts";
import type { RecordTime } from "./record-job.ts";
import type { RosterRow } from "./roster.ts";
import { letIn } from "./settle-access.ts";
import type { Tables } from "./tables.ts";

export type RosterImport = {
  deeds: readonly ImportDeed[];
  /** Of labs whose whole list it is: nobody else may be there afterwards, unless they stay in any case. */
  whole: readonly PiName[];
  /** People and labs that the table names: `U1 peters-u`. */
  listed: ReadonlySet<string>;
  labs: Labs;
  admins: readonly MemberId[];
  /** Who does it, and by which verb. */
  audit: Pick<AuditEntry, "member" | "via" | "verb">;
  /** What makes it one of a kind: done again after a crash, it tells nobody twice. */
  deed: string;
  /** Kept with it: what was done, so that it is known to be done. */
  done: DraftId;
};

export const importDoneKind = "import done";

/** All that was shown, or nothing where the roster is not as it was shown. Only inside a transaction. */
export async function importRoster(
  tables: Tables,
  importing: RosterImport,
  time: RecordTime,
): Promise<"done" | "changed"> {
  const { deeds, audit, done } = importing;
  for (const { member, pi, ...deed } of deeds)
    if (!isAs(await tables.roster.get(member, pi), deed.does === "add" ? undefined : deed.was))
      return "changed";
  if (await hasOthers(tables, importing)) return "changed";
  for (const deed of deeds) await carryOut(tables, deed, importing, time);
  const body = { deeds };
  const draft = { id: done, member: audit.member, kind: importDoneKind, body, createdAtMs: time.nowMs };
  await tables.drafts.save(draft);
  return "done";
}

function isAs(row: RosterRow | undefined, was: Place | undefined): boolean {
  if (row === undefined || was === undefined) return row === was;
  return row.role === was.role && row.hutchnet === was.hutchnet && row.isDefault === was.isDefault;
}

/** Somebody has come into a lab since, of whom the table says nothing. */
async function hasOthers(tables: Tables, { deeds, whole, listed, audit }: RosterImport): Promise<boolean> {
  const going = new Set(
    deeds.filter(({ does }) => does === "remove").map(({ member, pi }) => `${member} ${pi}`),
  );
  const rows = await tables.roster.ofPis(whole);
  return rows.some(({ member, pi }) => {
    const place = `${member} ${pi}`;
    return member !== audit.member && !listed.has(place) && !going.has(place);
  });
}

async function carryOut(
  tables: Tables,
  { member, pi, ...deed }: ImportDeed,
  { labs, admins, audit, deed: key }: RosterImport,
  time: RecordTime,
): Promise<void> {
  if (deed.does === "remove") {
    const why = { kind: "removed", by: audit.member } as const;
    const home = labs.pis.get(pi)?.channel;
    await endAccess(tables, { member, pi, why, deed: key, audit, home, admins }, time);
    return;
  }
  const { hutchnet, role } = deed.becomes;
  // One that stays their default is not made it anew: another line may give them a new one.
  const isDefault = deed.becomes.isDefault && !(deed.does === "change" && deed.was.isDefault);
  const row = { member, pi, hutchnet, role, source: audit.member };
  const did = await letIn(tables, { row, isDefault, deed: key }, time.nowMs);
  await tables.audit.append({
    ...audit,
    atMs: time.nowMs,
    pi,
    outcome: "done",
    detail: { deed: did, of: member, hutchnet, role, ...(isDefault ? { default: "yes" } : {}), import: key },
  });
}
