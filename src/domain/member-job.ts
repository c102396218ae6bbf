import type { Job } from "./job.ts";
import { readJobDetail } from "./job-detail.ts";
import { advance, stateOf } from "./job-state.ts";

/** A child of an array, or a node, as a job of its own, from AWS's answer about it: it has its own attempts and its own log. */
export function memberJob(whole: Job, detail: unknown, observedAtMs: number): Job | undefined {
  const { account, region, stop } = whole;
  const read = readJobDetail(detail, { account, region, observedAtMs });
  if (!read.ok) return undefined;
  const { children: _others, ...job } = whole;
  const { arraySize: _all, ...asked } = whole.asked;
  const facts = advance(undefined, read.report);
  return { ...job, batchId: read.report.batchId, asked, facts, state: stateOf(facts, stop) };
}
