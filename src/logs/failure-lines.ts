import type { JobLogs } from "../aws/job-logs.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import { jobMask } from "./job-mask.ts";
import { lastLines } from "./last-lines.ts";
import { readLog } from "./read-log.ts";
import { streamsOf } from "./streams.ts";

export type FailureLinesOptions = { jobLogs: JobLogs; nowMs(): number };

/**
 * The lines that say why a job failed: cleaned and masked; none while CloudWatch has none.
 * `detail` is AWS's whole answer about the job, for the secrets of its own environment. Throws LogTrouble.
 */
export async function failureLines(
  { jobLogs, nowMs }: FailureLinesOptions,
  { job, pi, detail }: { job: Job; pi: Pi; detail: unknown },
): Promise<readonly string[]> {
  const streams = streamsOf(job);
  // Without AWS's answer the job's own secrets are not known, and could not be masked.
  if (streams.kind !== "streams" || detail === undefined) return [];
  const mask = jobMask(detail, { patterns: pi.logs.mask });
  const reading = await readLog({ jobLogs, mask, nowMs }, streams.list[0], {
    query: { from: "tail", count: looksAt },
    bounds: { maxPages: 4, deadlineMs: nowMs() + limits.logReadMs, lineChars: limits.logLineChars },
  });
  return reading.found ? lastLines(reading.lines.map((line) => line.text)) : [];
}

/** Lines from the end among which those that matter are looked for. */
const looksAt = 200;
