/** What the jobs of a batch may not do together, though each of them may alone. */
import { mostVcpuHours, totalOf } from "../approval/approval.ts";
import type { Asked } from "../job/job.ts";
import { limits } from "../limits.ts";
import type { LabUse } from "../people/lab-limits.ts";
import type { Pi } from "../people/pi.ts";

/** A full sentence for each. */
export function checkBatch(asked: readonly Asked[], pi: Pi, use: LabUse): string[] {
  const totals = asked.map(totalOf);
  const vcpus = totals.map((total) => total.vcpus);
  const memoryGiB = totals.map((total) => total.memoryMiB / 1_024);
  const mayUse = asked.map((one) => mostVcpuHours(one) ?? 0);
  const { limits: own } = pi;
  const { inUse, month } = use;
  return [
    ...together(pi, vcpus, { most: own.vcpus, used: inUse?.vcpus, unit: "vCPUs" }),
    ...together(pi, memoryGiB, {
      most: own.memoryGiB,
      used: inUse && inUse.memoryMiB / 1_024,
      unit: "GiB",
    }),
    ...(month === undefined
      ? []
      : together(pi, mayUse, {
          most: own.vcpuHoursPerMonth,
          used: month.vcpuHours,
          unit: `vCPU-hours of ${month.name}`,
        })),
    ...tooManyOpen(asked.length, use.openSubmissions, own.openSubmissions ?? limits.openSubmissions),
  ];
}

type Bound = { most: number | undefined; unit: string };

function together(
  pi: Pi,
  each: readonly number[],
  { most, used = 0, unit }: Bound & { used: number | undefined },
): string[] {
  const all = sum(each);
  if (most === undefined || used + all <= most) return [];
  const beside = used === 0 ? "" : `, uses ${count(Math.ceil(used))} of them now`;
  return [
    `${pi.name} may use ${count(most)} ${unit}${beside}, and these ${each.length} jobs ask for ${count(Math.ceil(all))} together${firstThatFit(each, most - used)}.`,
  ];
}

function firstThatFit(each: readonly number[], most: number): string {
  let left = most;
  const at = each.findIndex((value) => {
    left -= value;
    return left < 0;
  });
  const fit = at < 0 ? each.length : at;
  return fit === 0 ? "" : `; the first ${count(fit)} of them would fit`;
}

function tooManyOpen(wanted: number, open: number, most: number): string[] {
  if (open + wanted <= most) return [];
  const room = Math.max(0, most - open);
  const instead =
    room === 0 ? "submit them once enough have ended or are cancelled" : `${count(room)} more would fit`;
  return [
    `You have ${count(open)} jobs that have not ended, ${count(most)} is the most, and these are ${wanted}: ${instead}.`,
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function count(value: number): string {
  return value.toLocaleString("en");
}
