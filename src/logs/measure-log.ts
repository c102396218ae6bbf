/** How much a job has logged: CloudWatch does not tell of one stream, so a few pages of it are looked at. */
import type { JobLogs, LogEvent, LogStreamRef, PageRequest } from "../aws/job-logs.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { bytesAtLeast, bytesBesidesText, type LogSample } from "../domain/logs/log-cost.ts";
import { streamsOf } from "./streams.ts";

/** Of its last attempt. Throws {@link LogTrouble}. */
export async function bytesOfLog(jobLogs: JobLogs, job: Job): Promise<number | undefined> {
  const streams = streamsOf(job);
  if (streams.kind !== "streams") return undefined;
  const [stream] = streams.list;
  const { startedAtMs, stoppedAtMs } = job.facts?.attempts[stream.attempt - 1] ?? {};
  if (startedAtMs === undefined || stoppedAtMs === undefined) return undefined;
  return measureLog(jobLogs, stream, { fromMs: startedAtMs, toMs: stoppedAtMs });
}

type Span = { fromMs: number; toMs: number };

/**
 * Bytes at least, as CloudWatch counts them; undefined where it knows no such stream. One call for a log that fits a
 * page, five for a longer one. Throws {@link LogTrouble}.
 */
export async function measureLog(
  jobLogs: JobLogs,
  stream: LogStreamRef,
  { fromMs, toMs }: Span,
): Promise<number | undefined> {
  const tail = await sample(jobLogs, stream, { from: "tail", limit: eventsOfAPage });
  if (tail === undefined) return undefined;
  const partMs = Math.max((toMs - fromMs) / parts, 1);
  const heads: LogSample[] = [];
  for (let part = 0; tail.isFull && part < parts; part++) {
    const startMs = Math.trunc(fromMs + part * partMs);
    const range = { startMs, endMs: Math.trunc(startMs + partMs) };
    const head = await sample(jobLogs, stream, { from: "head", limit: eventsOfAPage, ...range });
    if (head !== undefined) heads.push(head);
  }
  return bytesAtLeast(heads, tail, toMs);
}

const parts = limits.logCostCalls - 1;
const eventsOfAPage = 10_000;
/** A page is 1 MB at most; one that is nearly as large was cut. */
const fullPageBytes = 900_000;

async function sample(
  jobLogs: JobLogs,
  stream: LogStreamRef,
  request: PageRequest,
): Promise<LogSample | undefined> {
  const page = await jobLogs.page(stream, request);
  if (!page.found) return undefined;
  const { events } = page;
  const bytes = events.reduce((sum, event) => sum + bytesOf(event), 0);
  const atMs = events[0]?.atMs ?? 0;
  const overMs = (events.at(-1)?.atMs ?? 0) - atMs;
  return { bytes, atMs, overMs, isFull: events.length >= eventsOfAPage || bytes >= fullPageBytes };
}

function bytesOf({ text }: LogEvent): number {
  return Buffer.byteLength(text) + bytesBesidesText;
}
