import type { ChannelId, MemberId, PiName } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { AuditEntry } from "../domain/people/audit.ts";
import type { Ending, LeftBehind } from "../domain/people/people-notice.ts";
import type { Labs } from "../domain/people/pi.ts";
import { isLetIn, type Standing } from "../domain/people/standing.ts";
import type { RecordTime } from "./record-job.ts";
import { placeIn, settleAccess } from "./settle-access.ts";
import type { Tables } from "./tables.ts";
import { tellPeople } from "./tell-people.ts";

export type AccessEnd = {
  member: MemberId;
  pi: PiName;
  why: Ending;
  /** What makes it one of a kind: done again after a crash, it tells nobody twice. */
  deed: string;
  /** Who did it, and by which verb. */
  audit: Pick<AuditEntry, "member" | "via" | "verb">;
  /** The lab's own, where the cards of jobs go on that stood in the person's direct messages. */
  home?: ChannelId | undefined;
  admins: readonly MemberId[];
};

/**
 * A person is of a lab no longer. Jobs that run are the lab's and go on; what waited for a yes is not sent; yeses for
 * such jobs stand no more. Undefined where they were not of it. Only inside a transaction.
 */
export async function endAccess(
  tables: Tables,
  { member, pi, why, deed, audit, home, admins }: AccessEnd,
  time: RecordTime,
): Promise<LeftBehind | undefined> {
  const row = await tables.roster.get(member, pi);
  if (row === undefined) return undefined;
  await tables.roster.remove(member, pi);
  const withdrawn = await withdrawWaiting(tables, { member, pi, why }, time);
  await tables.approvals.takeBackOf(member, pi);
  await leaveDirect(tables, { member, pi, home });
  await tables.gathered.forgetOf(member, pi);
  await tables.formValues.forgetOf(member, pi);
  if ((await tables.roster.membershipsOf(member)).length === 0) {
    if (!admins.includes(member)) await tables.standings.forget(member);
    // Who leaves by themselves has just pressed one of them.
    if (why.kind !== "removed" || why.by !== member) await tables.drafts.forgetOf(member);
  }
  const left = { goOn: await tables.jobs.countOpen(member, pi), withdrawn };
  const about = placeIn(member, pi);
  const isReachable = why.kind !== "slack" || why.standing === "guest";
  if (isReachable && !(why.kind === "removed" && why.by === member))
    await tellPeople(
      tables,
      { about, key: deed, pi, told: { is: "taken out", pi, why, left }, people: [member] },
      time.nowMs,
    );
  if (why.kind !== "removed") {
    const managers = await tables.roster.managersOf(pi);
    const people = (managers.length > 0 ? managers : admins).slice(0, limits.approversAsked);
    const told = { is: "left", member, hutchnet: row.hutchnet, pi, why, left } as const;
    await tellPeople(tables, { about, key: `${deed} left`, pi, told, people }, time.nowMs);
  }
  await tables.audit.append({
    ...audit,
    atMs: time.nowMs,
    pi,
    outcome: "done",
    detail: { deed: "ended", of: member, hutchnet: row.hutchnet, why: whyWord(why), ...left },
  });
  return left;
}

/**
 * What goes on in their direct messages goes on in the lab's channel, if the job has no card yet that others see. What
 * stands elsewhere never comes there, nor does what was to be told or asked of them alone.
 */
async function leaveDirect(
  tables: Tables,
  { member, pi, home }: Pick<AccessEnd, "member" | "pi" | "home">,
): Promise<void> {
  for (const { id, subject, isOver } of await tables.threads.inDirectOf(member, pi)) {
    const others = (await tables.threads.ofSubject(subject)).filter((thread) => thread.id !== id);
    if (home === undefined || isOver || others.length > 0) await tables.threads.close(id);
    else await tables.threads.moveTo(id, home, []);
  }
  await tables.threads.neverFallBackTo(member, pi);
  for (const id of await tables.threads.unsentDirectOf(member, pi)) await tables.threads.close(id);
}

function whyWord(why: Ending): string {
  return why.kind === "slack" ? why.standing : why.kind;
}

async function withdrawWaiting(
  tables: Tables,
  { member, pi, why }: Pick<AccessEnd, "member" | "pi" | "why">,
  time: RecordTime,
): Promise<number> {
  const by = why.kind === "removed" ? why.by : member;
  const outcome = {
    kind: "withdrawn",
    by,
    atMs: time.nowMs,
    reason: `its owner is no longer in ${pi}`,
  } as const;
  let withdrawn = 0;
  for (;;) {
    const waiting = await tables.jobs.list({
      pis: [pi],
      owner: member,
      states: ["approval"],
      limit: limits.accessesPerTurn,
    });
    for (const { id } of waiting) await tables.settleApproval({ job: id, outcome }, time);
    withdrawn += waiting.length;
    if (waiting.length < limits.accessesPerTurn) return withdrawn;
  }
}

export type Heard = {
  member: MemberId;
  standing: Standing;
  labs: Labs;
  admins: readonly MemberId[];
  via: string;
};

/**
 * Slack has told what a person is now: who may be of a lab no longer is not from here on. Gives whether that changed
 * anything. Only inside a transaction.
 */
export async function hearStanding(
  tables: Tables,
  { member, standing, labs, admins, via }: Heard,
  time: RecordTime,
): Promise<boolean> {
  const gone = await withdrawRequests(tables, { member, standing, labs }, time.nowMs);
  await tables.standings.told(member, standing, time.nowMs + limits.lookMs);
  if (standing === "member") return gone;
  let ended = false;
  for (const { pi } of await tables.roster.membershipsOf(member)) {
    const lab = labs.pis.get(pi);
    // A lab that stands in the file no more is closed to everybody: only who is gone for good is gone from it.
    if (lab === undefined ? standing === "guest" : isLetIn(standing, lab)) continue;
    const end = {
      member,
      pi,
      why: { kind: "slack", standing } as const,
      deed: `slack ${time.nowMs}`,
      audit: { member, via, verb: "access remove" },
      home: lab?.channel,
      admins,
    };
    ended = (await endAccess(tables, end, time)) !== undefined || ended;
  }
  return ended || gone;
}

/** Who may not be of a lab asks for it in vain. */
async function withdrawRequests(
  tables: Tables,
  { member, standing, labs }: Pick<Heard, "member" | "standing" | "labs">,
  nowMs: number,
): Promise<boolean> {
  if (standing === "member") return false;
  const open = await tables.accessRequests.openOf(member);
  const vain = open.filter(({ pi }) => !isLetIn(standing, labs.pis.get(pi) ?? { guests: false }));
  for (const { id } of vain)
    await settleAccess(tables, { id, outcome: { kind: "withdrawn", atMs: nowMs } }, nowMs);
  return vain.length > 0;
}
