import type { MemberId } from "../domain/ids.ts";
import type { MemberSeed, Pi } from "../domain/people/pi.ts";
import { endAccess } from "./end-access.ts";
import type { RecordTime } from "./record-job.ts";
import { type AppliedSeed, labsFile } from "./roster.ts";
import { letIn } from "./settle-access.ts";
import type { Tables } from "./tables.ts";

/**
 * The roster of a lab follows its rows in the labs file, as far as nobody has changed in Slack what they say: a new row
 * lets somebody in, one taken out ends that, and one put back lets them in again. Only inside a transaction.
 */
export async function followLabsFile(
  tables: Tables,
  { pi, admins }: { pi: Pi; admins: readonly MemberId[] },
  time: RecordTime,
): Promise<void> {
  const applied = new Map((await tables.roster.seedsOf(pi.name)).map((seed) => [seed.member, seed]));
  for (const row of pi.members) await followRow(tables, { pi, row, seed: applied.get(row.slack) }, time);
  const inFile = new Set(pi.members.map(({ slack }) => slack));
  for (const { member, inFile: was } of applied.values()) {
    if (inFile.has(member) || was === false) continue;
    await tables.roster.sawSeed(member, pi.name, undefined);
    // Who was taken out before anybody kept account of it was told that nothing follows from it.
    const now = was === true ? await tables.roster.get(member, pi.name) : undefined;
    if (now?.source !== labsFile) continue;
    const end = {
      member,
      pi: pi.name,
      why: { kind: "labs file" } as const,
      deed: `labs file ${time.nowMs}`,
      audit: { member, via: "labs file", verb: "access remove" },
      home: pi.channel,
      admins,
    };
    await endAccess(tables, end, time);
  }
}

type Row = { pi: Pi; row: MemberSeed; seed: AppliedSeed | undefined };

async function followRow(tables: Tables, { pi, row, seed }: Row, { nowMs }: RecordTime): Promise<void> {
  const { slack: member, hutchnet, role } = row;
  if (seed === undefined) {
    await tables.roster.seed(pi.name, row, nowMs);
    await tables.standings.expect(member, nowMs);
    return;
  }
  if (seed.inFile !== true || seed.role !== role) await tables.roster.sawSeed(member, pi.name, role);
  const now = await tables.roster.get(member, pi.name);
  const isPutBack = seed.inFile === false && now === undefined;
  const isChanged =
    seed.inFile === true &&
    now?.source === labsFile &&
    (now.hutchnet !== hutchnet || (seed.role !== role && now.role !== role));
  if (!isPutBack && !isChanged) return;
  const filed = { member, pi: pi.name, hutchnet, role, source: labsFile };
  await letIn(tables, { row: filed, deed: `labs file ${nowMs}` }, nowMs);
}
