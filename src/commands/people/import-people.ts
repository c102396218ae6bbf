/** Of whom each line of a roster's table speaks: asked of the roster, and of Slack. */
import type { MemberId } from "../../domain/ids.ts";
import { shown } from "../../domain/people/roster-cell.ts";
import type { ImportLine, PeopleLooked } from "../../domain/people/roster-import.ts";
import type { RosterEntry } from "../../domain/people/roster-table.ts";
import type { TableMistake } from "../../domain/submission/table.ts";
import type { Request, Services } from "../request.ts";

/** A line that says in which lab. */
export type PlacedEntry = RosterEntry & { pi: string };

export type LinesFound = {
  lines: readonly ImportLine[];
  wrong: readonly TableMistake[];
  looked: PeopleLooked;
};

/** Throws SlackTrouble. */
export async function findLines(request: Request, entries: readonly PlacedEntry[]): Promise<LinesFound> {
  const known = await membersByHutchnet(request, entries);
  const domain = await domainFor(request, entries, known);
  const withAddress = entries.map((entry) => ({ entry, email: addressOf(entry, known, domain) }));
  const members = entries.flatMap(({ slack, hutchnet }) => slack ?? known.get(hutchnet ?? "") ?? []);
  const emails = withAddress.flatMap(({ email }) => email ?? []);
  const found = await request.services.people.find({ members, emails });
  const lines: ImportLine[] = [];
  const wrong: TableMistake[] = [];
  for (const { entry, email } of withAddress) {
    const meant = memberMeant(entry, { known, found, email });
    if (typeof meant === "string") lines.push(lineOf(entry, meant));
    else wrong.push({ row: entry.row, what: meant.what });
  }
  return { lines, wrong, looked: found.looked };
}

/** Who is on the roster by that HutchNet ID, and nobody else is. */
async function membersByHutchnet(
  { services }: Request,
  entries: readonly RosterEntry[],
): Promise<Map<string, MemberId>> {
  const named = [...new Set(entries.filter(isByHutchnet).flatMap(({ hutchnet }) => hutchnet ?? []))];
  const rows = await services.store.roster.withHutchnets(named);
  const twice = new Set(
    rows.filter((row) =>
      rows.some((other) => other.hutchnet === row.hutchnet && other.member !== row.member),
    ),
  );
  return new Map(rows.filter((row) => !twice.has(row)).map(({ hutchnet, member }) => [hutchnet, member]));
}

function isByHutchnet({ slack, email }: RosterEntry): boolean {
  return slack === undefined && email === undefined;
}

/** People of an institute have their addresses with it, as whoever imports them has. */
async function domainFor(
  { services, member }: Request,
  entries: readonly RosterEntry[],
  known: ReadonlyMap<string, MemberId>,
): Promise<string | undefined> {
  const isNeeded = entries.some((entry) => isByHutchnet(entry) && !known.has(entry.hutchnet ?? ""));
  return isNeeded ? services.people.mailDomainOf(member.id) : undefined;
}

function addressOf(
  entry: RosterEntry,
  known: ReadonlyMap<string, MemberId>,
  domain: string | undefined,
): string | undefined {
  const { email, hutchnet } = entry;
  if (email !== undefined) return email;
  const isSought = isByHutchnet(entry) && !known.has(hutchnet ?? "") && domain !== undefined;
  return isSought ? `${hutchnet}@${domain}` : undefined;
}

type FoundPeople = Awaited<ReturnType<Services["people"]["find"]>>;

type Sources = { known: ReadonlyMap<string, MemberId>; found: FoundPeople; email: string | undefined };

function memberMeant(
  { slack, email, hutchnet }: RosterEntry,
  { known, found, email: address }: Sources,
): MemberId | { what: string } {
  const byEmail = address === undefined ? undefined : found.byEmail.get(address);
  if (email !== undefined && byEmail === undefined)
    return {
      what: `Nobody in this workspace has the address ${shown(email)}, or their Slack account is closed: check it, or write their Slack id.`,
    };
  if (slack !== undefined && byEmail !== undefined && slack !== byEmail)
    return {
      what: `The address ${shown(email ?? "")} is not that of \`${slack}\`: keep the one that is meant.`,
    };
  const member = slack ?? byEmail ?? known.get(hutchnet ?? "");
  if (member !== undefined) return member;
  const tried = address === undefined ? "" : `, and nobody in Slack has the address ${shown(address)}`;
  return {
    what: `Nobody here goes by the HutchNet ID ${shown(hutchnet ?? "")}${tried}: write their e-mail address or Slack id beside it.`,
  };
}

function lineOf({ row, hutchnet, pi, role, isDefault }: PlacedEntry, member: MemberId): ImportLine {
  return {
    row,
    member,
    pi,
    isDefault,
    ...(hutchnet === undefined ? {} : { hutchnet }),
    ...(role === undefined ? {} : { role }),
  };
}
