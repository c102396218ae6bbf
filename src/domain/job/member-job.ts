import { oldIndexAt } from "../array/old-indexes.ts";
import { familyOf } from "./family.ts";
import type { Job } from "./job.ts";
import { readJobDetail } from "./job-detail.ts";
import { advance, stateOf } from "./job-state.ts";

/** A child of an array, or a node, as a job of its own, from AWS's answer about it: it has its own attempts and its own log. */
export function memberJob(whole: Job, detail: unknown, observedAtMs: number): Job | undefined {
  const { account, region, stop } = whole;
  const read = readJobDetail(detail, { account, region, observedAtMs });
  if (!read.ok) return undefined;
  const { children: _others, ...job } = whole;
  const { arraySize: _all, oldIndexes: old, ...rest } = whole.asked;
  const { member } = familyOf(read.report.batchId);
  const oldIndex = old && member?.kind === "child" ? oldIndexAt(old, member.index) : undefined;
  const asked =
    old === undefined || oldIndex === undefined
      ? rest
      : { ...rest, oldIndexes: { ranges: [[oldIndex, oldIndex] as const], size: old.size } };
  const facts = advance(undefined, read.report);
  return { ...job, batchId: read.report.batchId, asked, facts, state: stateOf(facts, stop) };
}
