import type { Logger } from "pino";
import { approversOf } from "../domain/approval/approval.ts";
import type { AccessRequestId, ChannelId, MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";

export type AccessWatchOptions = {
  store: Store;
  admins: readonly MemberId[];
  adminChannel(): ChannelId | undefined;
  clock: Clock;
  logger: Logger;
  /** Something is to be posted. */
  onSaved(): void;
};

/** Where no manager answers who asks to be let in, admins are asked; what nobody has answered for long is not waited for. */
export function accessWatch(options: AccessWatchOptions): Loop {
  const { store, clock, logger, onSaved } = options;
  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    const due = await store.accessRequests.due(nowMs, limits.accessesPerTurn);
    for (const id of due) await store.transaction((tables) => goOn(tables, id, { ...options, nowMs }));
    if (due.length > 0) onSaved();
    if (due.length === limits.accessesPerTurn) return 0;
    const nextMs = await store.accessRequests.nextDueMs();
    return Math.min(limits.morningLookMs, Math.max(0, (nextMs ?? Number.POSITIVE_INFINITY) - nowMs));
  };
  return loop({ name: "access requests", clock, logger, turn });
}

type Now = Pick<AccessWatchOptions, "admins" | "adminChannel"> & { nowMs: number };

/** Read anew in the transaction: it may be decided by now, or another replica has seen to it. */
async function goOn(
  tables: Tables,
  id: AccessRequestId,
  { admins, adminChannel, nowMs }: Now,
): Promise<void> {
  const request = await tables.accessRequests.get(id);
  if (request?.dueAtMs === undefined || request.dueAtMs > nowMs) return;
  const { member, pi, step, askedAtMs } = request;
  if (step > 0) {
    await tables.people.settleAccess({ id, outcome: { kind: "expired", atMs: nowMs } }, nowMs);
    const detail = { decision: "expired", of: member };
    await tables.audit.append({
      atMs: nowMs,
      member,
      via: "clock",
      verb: "access request",
      pi,
      outcome: "done",
      detail,
    });
    return;
  }
  const managers = await tables.roster.managersOf(pi);
  const known = approversOf(member, { managers, admins });
  const people = admins.filter((each) => each !== member && !known.includes(each));
  await tables.people.askOneRound({ request, round: "admins", people, channel: adminChannel() }, nowMs);
  // Asked late, after a downtime, people have as long to answer as they usually have.
  const gapMs = limits.accessExpireMs - limits.accessAdminsMs;
  await tables.accessRequests.askAgainAt(id, 1, Math.max(askedAtMs + limits.accessExpireMs, nowMs + gapMs));
}
