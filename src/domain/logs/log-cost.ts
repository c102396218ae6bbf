/** What the log of a job costs at AWS's list price: an estimate that says when the price was true. */
import type { Job } from "../job/job.ts";
import { isEnded } from "../job/job-state.ts";
import { ranForMs } from "../job/job-times.ts";
import { limits } from "../limits.ts";

/** CloudWatch Logs, standard class, collected. Source: third parties' pages of June 2026 for us-east-1 and us-west-2. */
export const logPriceOf = { month: "June 2026", usdPerGb: 0.5, regions: ["us-east-1", "us-west-2"] } as const;

/** CloudWatch counts these besides the text of each event. Source: its page of quotas and prices. */
export const bytesBesidesText = 26;

/** Of a stream at a moment: what one page held, when it began, and how long it took to be written. */
export type LogSample = { bytes: number; atMs: number; overMs: number; isFull: boolean };

/**
 * How much a stream holds at least, as far as samples can tell: `heads` are the first pages of equal parts of the time,
 * `tail` the last page. Where a page was full and so is the next, the slower of the two has gone on in between.
 */
export function bytesAtLeast(heads: readonly LogSample[], tail: LogSample, toMs: number): number {
  if (!tail.isFull) return tail.bytes;
  return heads.reduce((sum, head, index) => {
    const next = heads[index + 1] ?? tail;
    if (!head.isFull || !next.isFull) return sum + head.bytes;
    const untilMs = index === heads.length - 1 ? toMs : next.atMs;
    return sum + Math.max(Math.min(rateOf(head), rateOf(next)) * (untilMs - head.atMs), head.bytes);
  }, 0);
}

/** Bytes a millisecond; no stream takes more. */
const fastestPerMs = 10_000;

function rateOf({ bytes, overMs }: LogSample): number {
  return Math.min(bytes / Math.max(overMs, 1), fastestPerMs);
}

/** Whether it can have written so much: what ended sooner need not be asked about. */
export function mayHaveLoggedMuch(job: Job): boolean {
  const head = job.facts?.head;
  const ranMs = ranForMs(job);
  if (!isEnded(job.state) || head === undefined || ranMs === undefined || head.platform === "EKS")
    return false;
  if (head.logs?.driver !== undefined && head.logs.driver !== "awslogs") return false;
  return ranMs * writersOf(job) * fastestPerMs >= limits.logCostBytes;
}

/** Children of an array, or nodes: each writes a log of its own. */
export function writersOf({ asked }: Job): number {
  return asked.arraySize ?? asked.nodes ?? 1;
}

/** Undefined where the list does not say. */
export function logPriceUsd(bytes: number, region: string): number | undefined {
  const regions: readonly string[] = logPriceOf.regions;
  return regions.includes(region) ? (bytes / 1e9) * logPriceOf.usdPerGb : undefined;
}
