import type { MemberId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { LabUse } from "../domain/lab-limits.ts";
import { monthOf } from "../domain/month.ts";
import type { Pi } from "../domain/pi.ts";
import type { Services } from "./request.ts";

/** What a member and their lab use already, as far as the lab's limits ask for it. `but`: a job that is counted itself. */
export async function labUse(
  { store, clock }: Pick<Services, "store" | "clock">,
  { pi, member }: { pi: Pi; member: MemberId },
  but?: Pick<Job, "id">,
): Promise<LabUse> {
  const { vcpus, memoryGiB, vcpuHoursPerMonth } = pi.limits;
  const nowMs = clock.nowMs();
  const month = monthOf(nowMs);
  const [open, inUse, vcpuHours] = await Promise.all([
    store.jobs.countOpen(member, pi.name),
    vcpus === undefined && memoryGiB === undefined ? undefined : store.jobUse.now(pi.name),
    vcpuHoursPerMonth === undefined ? undefined : store.jobUse.vcpuHoursSince(pi.name, month.beganMs, nowMs),
  ]);
  return {
    openSubmissions: but === undefined ? open : Math.max(0, open - 1),
    ...(inUse === undefined ? {} : { inUse }),
    ...(vcpuHours === undefined ? {} : { month: { vcpuHours, name: month.name } }),
  };
}
