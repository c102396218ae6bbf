import type { MemberId } from "../../domain/ids.ts";
import type { LabUse } from "../../domain/people/lab-limits.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { monthOf } from "../../domain/submission/month.ts";
import type { Clock } from "../../lifecycle/clock.ts";
import type { Tables } from "../../store/tables.ts";

/** What a member and their lab use already, as far as the lab's limits ask for it. `own`: so many are counted themselves. */
export async function labUse(
  { store, clock }: { store: Pick<Tables, "jobs" | "jobUse">; clock: Clock },
  { pi, member }: { pi: Pi; member: MemberId },
  own = 0,
): Promise<LabUse> {
  const { vcpus, memoryGiB, vcpuHoursPerMonth } = pi.limits;
  const nowMs = clock.nowMs();
  const month = monthOf(nowMs);
  // One after the other: a transaction has one connection.
  const open = await store.jobs.countOpen(member, pi.name);
  const inUse = vcpus === undefined && memoryGiB === undefined ? undefined : await store.jobUse.now(pi.name);
  const vcpuHours =
    vcpuHoursPerMonth === undefined
      ? undefined
      : await store.jobUse.vcpuHoursSince(pi.name, month.beganMs, nowMs);
  return {
    openSubmissions: Math.max(0, open - own),
    ...(inUse === undefined ? {} : { inUse }),
    ...(vcpuHours === undefined ? {} : { month: { vcpuHours, name: month.name } }),
  };
}

/** The same inside the transaction that saves, which alone may add to the lab's use until it ends. */
export async function labUseHeld(
  tables: Pick<Tables, "jobs" | "jobUse">,
  clock: Clock,
  ...of: [{ pi: Pi; member: MemberId }, number?]
): Promise<LabUse> {
  await tables.jobUse.hold(of[0].pi.name);
  return labUse({ store: tables, clock }, ...of);
}
