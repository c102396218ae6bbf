import type { Selectable } from "kysely";
import type { Job } from "../domain/job/job.ts";
import { isEnded } from "../domain/job/job-state.ts";
import { endedAtMs } from "../domain/job/job-times.ts";
import type { Schema } from "./schema.ts";

export type JobRow = Selectable<Schema["jobs"]>;

export function toJob(row: JobRow | undefined): Job | undefined {
  return row && fromRow(row);
}

export function fromRow(row: JobRow): Job {
  return {
    id: row.id,
    subject: row.subject,
    pi: row.pi,
    account: row.account,
    region: row.region,
    ...(row.batch_id === null ? {} : { batchId: row.batch_id }),
    owner: row.owner,
    hutchnet: row.hutchnet,
    name: row.name,
    jobName: row.job_name,
    queue: row.queue,
    definition: row.definition,
    asked: JSON.parse(row.asked),
    state: row.state,
    version: row.version,
    ...(row.facts === null ? {} : { facts: JSON.parse(row.facts) }),
    ...(row.children === null ? {} : { children: JSON.parse(row.children) }),
    ...(row.stop === null ? {} : { stop: JSON.parse(row.stop) }),
    ...(row.approval === null ? {} : { approval: JSON.parse(row.approval) }),
    ...(row.batch_row === null ? {} : { batchRow: row.batch_row }),
    ...(row.held_since_ms === null ? {} : { heldSinceMs: row.held_since_ms }),
    ...rejectionOf(row),
    ...(row.blocked === null ? {} : { blocked: JSON.parse(row.blocked) }),
    ...(row.missing_since_ms === null ? {} : { missingSinceMs: row.missing_since_ms }),
    submittedAtMs: row.submitted_at_ms,
  };
}

export function toRow(job: Job): Omit<JobRow, "ask_at_ms" | "restored_from_ms" | "restored_at_ms"> {
  return {
    id: job.id,
    subject: job.subject,
    pi: job.pi,
    account: job.account,
    region: job.region,
    batch_id: job.batchId ?? null,
    owner: job.owner,
    hutchnet: job.hutchnet,
    name: job.name,
    job_name: job.jobName,
    name_key: job.name.toLowerCase(),
    job_name_key: job.jobName.toLowerCase(),
    queue: job.queue,
    definition: job.definition,
    asked: JSON.stringify(job.asked),
    batch_row: job.batchRow ?? null,
    submitted_at_ms: job.submittedAtMs,
    ...becameOf(job),
  };
}

function rejectionOf({ rejection: words, role_lacks: lacks }: JobRow): Pick<Job, "rejection"> {
  if (lacks !== null) return { rejection: { by: "role", lacks } };
  return words === null ? {} : { rejection: { by: "aws", words } };
}

/** What became of a job; all else, but the id that AWS gives it, is as it was asked for. */
export function becameOf(job: Job) {
  return {
    state: job.state,
    version: job.version,
    facts: jsonOrNull(job.facts),
    children: jsonOrNull(job.children),
    stop: jsonOrNull(job.stop),
    stop_due_ms:
      job.stop === undefined || job.stop.taken === true || isEnded(job.state) ? null : job.stop.dueMs,
    approval: jsonOrNull(job.approval),
    held_since_ms: job.heldSinceMs ?? null,
    rejection: job.rejection?.by === "aws" ? job.rejection.words : null,
    role_lacks: job.rejection?.by === "role" ? job.rejection.lacks : null,
    blocked: jsonOrNull(job.blocked),
    missing_since_ms: job.missingSinceMs ?? null,
    ended_at_ms: endedAtMs(job) ?? null,
  };
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
