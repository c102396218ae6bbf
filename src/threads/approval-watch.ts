import type { Logger } from "pino";
import { approversOf } from "../domain/approval/approval.ts";
import type { MemberId, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { WaitingApproval } from "../store/approvals.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";

export type ApprovalWatchOptions = {
  store: Store;
  admins: readonly MemberId[];
  clock: Clock;
  logger: Logger;
  quietMs: number;
  /** Something is to be posted. */
  onSaved(): void;
};

/** Who does not answer is asked again; then admins are; and what nobody has answered for days is not waited for. */
export function approvalWatch(options: ApprovalWatchOptions): Loop {
  const { store, clock, logger, onSaved } = options;
  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    const due = await store.approvals.due(nowMs, limits.approvalsPerTurn);
    for (const id of due) await store.transaction((tables) => goOn(tables, id, { ...options, nowMs }));
    if (due.length > 0) onSaved();
    if (due.length === limits.approvalsPerTurn) return 0;
    const nextMs = await store.approvals.nextDueMs();
    return Math.min(limits.morningLookMs, Math.max(0, (nextMs ?? Number.POSITIVE_INFINITY) - nowMs));
  };
  return loop({ name: "approvals", clock, logger, turn });
}

type Now = Pick<ApprovalWatchOptions, "admins" | "quietMs"> & { nowMs: number };

/** Read anew in the transaction: it may be decided by now, or another replica has seen to it. */
async function goOn(tables: Tables, id: SubmissionId, now: Now): Promise<void> {
  const job = await tables.jobs.get(id);
  const waiting = await tables.approvals.get(id);
  if (job === undefined || waiting?.dueAtMs === undefined || waiting.dueAtMs > now.nowMs) return;
  const step = steps[waiting.step] ?? expire;
  await step(tables, { job, waiting }, now);
}

/** Asked late, after a downtime, people have as long to answer as they usually have. */
const gapsMs = {
  admins: limits.approvalAdminsMs - limits.approvalRemindMs,
  expire: limits.approvalExpireMs - limits.approvalAdminsMs,
};

type Step = (tables: Tables, about: { job: Job; waiting: WaitingApproval }, now: Now) => Promise<void>;

const remind: Step = async (tables, { job, waiting }, { admins, nowMs }) => {
  const managers = await tables.roster.managersOf(job.pi);
  const people = approversOf(job.owner, { managers, admins });
  await tables.askManagers({ job, round: "reminder", people }, nowMs);
  const usualMs = waiting.askedAtMs + limits.approvalAdminsMs;
  await tables.approvals.askAgainAt(job.id, 1, Math.max(usualMs, nowMs + gapsMs.admins));
};

/** Those that are managers of the lab, or were asked at once because it has none, know of it already. */
const askAdmins: Step = async (tables, { job, waiting }, { admins, nowMs }) => {
  const managers = await tables.roster.managersOf(job.pi);
  const known = approversOf(job.owner, { managers, admins });
  const people = admins.filter((member) => member !== job.owner && !known.includes(member));
  await tables.askManagers({ job, round: "admins", people }, nowMs);
  const usualMs = waiting.askedAtMs + limits.approvalExpireMs;
  await tables.approvals.askAgainAt(job.id, 2, Math.max(usualMs, nowMs + gapsMs.expire));
};

const expire: Step = async (tables, { job }, { quietMs, nowMs }) => {
  await tables.settleApproval({ job: job.id, outcome: { kind: "expired", atMs: nowMs } }, { nowMs, quietMs });
  await tables.audit.append({
    atMs: nowMs,
    member: job.owner,
    via: "clock",
    verb: "approve",
    pi: job.pi,
    job: job.id,
    outcome: "done",
    detail: { decision: "expired", owner: job.owner },
  });
};

const steps: readonly Step[] = [remind, askAdmins, expire];
