/** Why a job needs a manager's yes, and what was said for it. */
import { type Approval, type ApprovalNeed, mostHours, totalOf } from "../domain/approval.ts";
import type { Job } from "../domain/job.ts";
import { type ListPrice, listPricesOf } from "../domain/list-price.ts";
import { durationWords } from "./duration.ts";
import { dollars } from "./money.ts";
import { joined, type Prose, quoted, say } from "./prose.ts";

/** `It asks for 128 vCPUs; above 64 peters-u wants a manager's yes. Reason given: “…”` */
export function approvalWords(job: Pick<Job, "pi">, { needs, reason }: Approval): Prose {
  return say`${needsSentence(job, needs)} ${reasonWords(reason)}`;
}

export function needsSentence({ pi }: Pick<Job, "pi">, needs: readonly ApprovalNeed[]): Prose {
  const asked = joined(needs.map(needWords), " and for ");
  return say`It asks for ${asked}: for that ${pi} wants a manager's yes.`;
}

function needWords(need: ApprovalNeed): Prose {
  switch (need.what) {
    case "vcpus":
      return say`${need.asked} vCPUs (more than ${need.free})`;
    case "memoryGiB":
      return say`${Math.ceil(need.asked)} GiB (more than ${need.free})`;
    case "command":
      return say`a command of its own`;
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

function priceNotes({ maybeSpot, withoutGpus }: ListPrice): string {
  const spot = maybeSpot ? "; spot machines cost less" : "";
  return ` at AWS's list prices of ${listPricesOf.month}${withoutGpus ? ", without its GPUs" : ""}${spot}`;
}

function rounded(hours: number): number {
  return hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours);
}
