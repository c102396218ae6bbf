/** Why a job needs a manager's yes, and what was said for it. */
import {
  type Approval,
  type ApprovalNeed,
  mostHours,
  sumOf,
  totalOf,
} from "../../domain/approval/approval.ts";
import { mostOfAll } from "../../domain/approval/asked-together.ts";
import type { Job } from "../../domain/job/job.ts";
import { type ListPrice, listPricesOf } from "../../domain/submission/list-price.ts";
import { jobName } from "../job/job-words.ts";
import { durationWords } from "../text/duration.ts";
import { dollars } from "../text/money.ts";
import { counted, grouped } from "../text/numbers.ts";
import { joined, type Prose, quoted, say } from "../text/prose.ts";

/** `It asks for 128 vCPUs; above 64 peters-u wants a manager's yes. Reason given: “…”` */
export function approvalWords(job: Pick<Job, "pi">, approval: Approval): Prose {
  return say`${needsSentence(job, approval)} ${reasonWords(approval.reason)}`;
}

export function needsSentence(
  { pi }: Pick<Job, "pi">,
  { needs, together }: Pick<Approval, "needs" | "together">,
): Prose {
  const isOne = together === undefined || together.size === 1;
  const asked = joined(
    needs.map((need) => needWords(need, isOne)),
    " and for ",
  );
  return say`${isOne ? "It asks for" : "Together they ask for"} ${asked}: for that ${pi} wants a manager's yes.`;
}

/** `*align* (20 jobs)` where one yes is for many; any other job by its name. */
export function askedName({ name, approval }: Pick<Job, "name" | "approval">): Prose {
  const { together } = approval ?? {};
  return together === undefined
    ? jobName({ name })
    : say`${jobName({ name })} (${counted(together.size, "job")})`;
}

function needWords(need: ApprovalNeed, isOne: boolean): Prose {
  switch (need.what) {
    case "vcpus":
      return say`${need.asked} vCPUs (more than ${need.free})`;
    case "memoryGiB":
      return say`${Math.ceil(need.asked)} GiB (more than ${need.free})`;
    case "command":
      return say`${isOne ? "a command of its own" : "commands of their own"}`;
  }
}

function reasonWords(reason: string): Prose {
  return reason.trim() === "" ? say`No reason was given.` : say`Reason given: ${quoted(reason)}`;
}

/** What it may use and cost at the most: list prices, of the dearest machines of its queue. */
export function mostUse({ asked, approval }: Pick<Job, "asked" | "approval">): Prose {
  const { vcpus } = totalOf(asked);
  const hours = mostHours(asked);
  const price = approval?.price;
  if (hours === undefined || asked.timeoutSeconds === undefined)
    return say`It has no time limit, so what it may use has no bound: ${vcpus} vCPUs for as long as it runs${price && say`, ${dollars(price.usdPerHour)} an hour${priceNotes(price)}`}.`;
  const attempts = asked.attempts > 1 ? say` × ${asked.attempts} attempts` : undefined;
  const use = say`At most ${rounded(vcpus * hours)} vCPU-hours (${vcpus} vCPUs × ${durationWords(asked.timeoutSeconds * 1_000)}${attempts})`;
  return say`${use}${price && say`, ${dollars(price.usdPerHour * hours)}${priceNotes(price)}`}.`;
}

/** The same of many, which may have different time limits. */
export function mostUseOfAll(rows: readonly Job[]): Prose {
  const { vcpus } = sumOf(rows.map(({ asked }) => asked));
  const { vcpuHours, usd, price } = mostOfAll(rows);
  if (vcpuHours === undefined)
    return say`Not all of them have a time limit, so what they may use has no bound: ${grouped(vcpus)} vCPUs for as long as they run${price && say`, ${dollars(price.usdPerHour)} an hour${priceNotes(price)}`}.`;
  const cost =
    usd === undefined || price === undefined ? undefined : say`, ${dollars(usd)}${priceNotes(price)}`;
  return say`Together at most ${grouped(rounded(vcpuHours))} vCPU-hours${cost}.`;
}

function priceNotes({ maybeSpot, withoutGpus }: ListPrice): string {
  const spot = maybeSpot ? "; spot machines cost less" : "";
  return ` at AWS's list prices of ${listPricesOf.month}${withoutGpus ? ", without its GPUs" : ""}${spot}`;
}

function rounded(hours: number): number {
  return hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours);
}
