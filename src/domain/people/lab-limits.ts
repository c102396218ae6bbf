/** What a lab may use at once, in a month and in one submission: beyond it is refused, with the number that fits. */
import { mostVcpuHours, totalOf } from "../approval/approval.ts";
import type { Asked } from "../job/job.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import { limits } from "../limits.ts";
import { askedOf, type Wish } from "../submission/submission.ts";
import { type SubmissionField, type SubmissionProblem, under } from "../submission/submission-problem.ts";
import type { Pi } from "./pi.ts";

/** What is used already. */
export type LabUse = {
  /** How many of the member's jobs have not ended. */
  openSubmissions: number;
  /** Of all the lab's jobs that have not ended; absent where the lab has no such limit. */
  inUse?: { vcpus: number; memoryMiB: number };
  /** Of the lab's jobs in this month: what has run, and what those under way may still use. */
  month?: { vcpuHours: number; name: string };
};

export function labLimitProblems(
  wish: Wish,
  { pi, definition, ...use }: { pi: Pi; definition: JobDefinition } & LabUse,
): SubmissionProblem[] {
  const asked = askedOf(wish, definition);
  return [...inOneSubmission(pi, wish, asked), ...besideOthers(pi, asked, use)];
}

/** With what is used already: the part that another submission of the same moment may have changed. */
export function besideOthers(pi: Pi, asked: Asked, use: LabUse): SubmissionProblem[] {
  return [...openOnes(pi, use), ...atOnce(pi, asked, use), ...inTheMonth(pi, asked, use)];
}

function inOneSubmission(pi: Pi, wish: Wish, { timeoutSeconds = 0, ...sized }: Asked): SubmissionProblem[] {
  const size = sized.total ?? sized.size;
  const children = wish.arraySize ?? 1;
  const vcpus = size.vcpus * children;
  const memoryGiB = (size.memoryMiB * children) / 1_024;
  const { vcpus: mostVcpus, memoryGiB: mostGiB, arraySize, hours } = pi.limits;
  return [
    ...over(
      ["vcpus", vcpus],
      mostVcpus,
      (most) =>
        `${pi.name} may use ${most} vCPUs in one submission and this asks for ${vcpus}${each(children, most / size.vcpus)}.`,
    ),
    ...over(
      ["memory", memoryGiB],
      mostGiB,
      (most) =>
        `${pi.name} may use ${most} GiB in one submission and this asks for ${Math.ceil(memoryGiB)}${each(children, most / (size.memoryMiB / 1_024))}.`,
    ),
    ...over(
      ["array", children],
      arraySize,
      (most) => `${pi.name} may run arrays of ${most.toLocaleString("en")} children at most.`,
    ),
    ...over(
      ["timeout", timeoutSeconds],
      hours === undefined ? undefined : hours * 3_600,
      () => `${pi.name} allows ${hours} hours at most: use --timeout ${hours}h or less.`,
    ),
  ];
}

function openOnes({ limits: own }: Pi, { openSubmissions }: LabUse): SubmissionProblem[] {
  const most = own.openSubmissions ?? limits.openSubmissions;
  if (openSubmissions < most) return [];
  const over = openSubmissions - most + 1;
  const then =
    over === 1 ? "one of them has ended or is cancelled" : `${over} of them have ended or are cancelled`;
  return [
    {
      what: `You have ${openSubmissions} jobs that have not ended, and ${most} is the most: you can submit again as soon as ${then}.`,
    },
  ];
}

/** With all that runs or waits already; what is too much by itself is told as such. */
function atOnce(pi: Pi, asked: Asked, { inUse }: LabUse): SubmissionProblem[] {
  if (inUse === undefined) return [];
  const total = totalOf(asked);
  const children = asked.arraySize ?? 1;
  const beside = (
    field: "vcpus" | "memory",
    { of, used, wanted, most }: { of: string; used: number; wanted: number; most: number | undefined },
  ): SubmissionProblem[] => {
    if (most === undefined || wanted > most || used + wanted <= most) return [];
    const left = Math.max(0, Math.floor(most - used));
    const fits =
      left === 0
        ? "none fits now: wait"
        : `${count(left)} or ${field === "vcpus" ? "fewer" : "less"} fit${arrayThatFits(children, (children * (most - used)) / wanted)}, or wait`;
    return under(field, [
      `${pi.name} uses ${count(Math.ceil(used))} of its ${count(most)} ${of} now, and this asks for ${count(Math.ceil(wanted))}; ${fits} until some of its jobs have ended.`,
    ]);
  };
  return [
    ...beside("vcpus", { of: "vCPUs", used: inUse.vcpus, wanted: total.vcpus, most: pi.limits.vcpus }),
    ...beside("memory", {
      of: "GiB",
      used: inUse.memoryMiB / 1_024,
      wanted: total.memoryMiB / 1_024,
      most: pi.limits.memoryGiB,
    }),
  ];
}

/** With what this one may use within its time limit; without one only what is used already counts. */
function inTheMonth(pi: Pi, asked: Asked, { month }: LabUse): SubmissionProblem[] {
  const most = pi.limits.vcpuHoursPerMonth;
  if (most === undefined || month === undefined) return [];
  const used = month.vcpuHours;
  const vcpus = totalOf(asked).vcpus * asked.attempts;
  const mayUse = mostVcpuHours(asked) ?? 0;
  if (used < most && used + mayUse <= most) return [];
  const soFar = `${pi.name} has used ${count(Math.ceil(used))} of its ${count(most)} vCPU-hours of ${month.name}, with what its jobs under way may still use`;
  const minutes = Math.floor(((most - used) / vcpus) * 60);
  if (minutes * 60 < limits.timeoutMinSeconds)
    return under("timeout", [`${soFar}, and none are left for this job: wait for the next month.`]);
  return under("timeout", [
    `${soFar}, and this may use ${count(Math.ceil(mayUse))} within its time limit${asked.attempts > 1 ? ` in ${asked.attempts} attempts` : ""}: --timeout ${minutes < 120 ? `${minutes}m` : `${Math.floor(minutes / 60)}h`} or less fits, or wait for the next month.`,
  ]);
}

function over(
  [field, value]: readonly [SubmissionField, number],
  most: number | undefined,
  sentence: (most: number) => string,
): SubmissionProblem[] {
  return most === undefined || value <= most ? [] : under(field, [sentence(most)]);
}

/** For an array, how many children would fit; fewer than two are none. */
function each(children: number, fitting: number): string {
  return children === 1 || fitting < limits.arraySizeMin ? "" : `: --array ${Math.floor(fitting)} would fit`;
}

function arrayThatFits(children: number, fitting: number): string {
  return children === 1 || fitting < limits.arraySizeMin ? "" : ` (--array ${Math.floor(fitting)})`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
