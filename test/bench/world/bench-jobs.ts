import type {
  AccountId,
  BatchId,
  MemberId,
  PiName,
  SubjectId,
  SubmissionId,
} from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import type { State } from "../../../src/domain/job/job-state.ts";
import { anAttempt, jobIn } from "../../fixtures/jobs.ts";
import { piNames } from "./labs.ts";
import { benchAccount, benchRegion, endedFrom, jobNameOf, jobUuid, owner, runOf } from "./names.ts";

const hourMs = 60 * 60_000;

/** All within the time for which everything is kept: a clean-up would blur the figures. */
export const spreadMs = 80 * 24 * hourMs;

const firstMs = Date.now() - spreadMs - 24 * hourMs;

/** One person has a fifth of all jobs; the others have the rest in twenty labs. */
export function benchJob(n: number): Job {
  const isOpen = n < endedFrom;
  const mine = isOpen || n % 5 === 0;
  const pi = (mine ? piNames[0] : piNames[n % piNames.length]) as PiName;
  const job = jobIn(isOpen ? "submitted" : endOf(n));
  const submittedAtMs = firstMs + (n % 1_000) * 40_000;
  const base: Job = {
    ...job,
    id: `s_${String(n).padStart(20, "0")}` as SubmissionId,
    subject: `u_${String(n).padStart(20, "0")}` as SubjectId,
    pi,
    account: benchAccount as AccountId,
    region: benchRegion,
    batchId: jobUuid(n) as BatchId,
    owner: (mine ? owner : `U0MEMBER${n % 200}`) as MemberId,
    name: `align-${n}`,
    jobName: jobNameOf(n),
    queue: n % 50 === 7 ? "highmem" : "default",
    submittedAtMs,
    asked: { ...job.asked, tags: { "nextflow-run": runOf(n) } },
  };
  if (base.facts === undefined) return base;
  const { batchId = jobUuid(n) as BatchId, jobName, account, region } = base;
  const times = { startedAtMs: submittedAtMs + hourMs, stoppedAtMs: submittedAtMs + 2 * hourMs };
  const head = {
    ...base.facts.head,
    ...times,
    batchId,
    jobName,
    account,
    region,
    parameters: base.asked.parameters,
  };
  const attempts = base.facts.attempts.length > 0 ? base.facts.attempts : [anAttempt(0)];
  return { ...base, facts: { ...base.facts, head: { ...head, attempts }, attempts } };
}

function endOf(n: number): State {
  if (n % 10 === 3) return "failed";
  if (n % 100 === 11) return "stopped";
  return "succeeded";
}
