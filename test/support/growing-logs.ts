import { logTroubleOf } from "../../src/aws/job-log-trouble.ts";
import type { JobLogs, LogEvent, PageRequest } from "../../src/aws/job-logs.ts";
import type { Job } from "../../src/domain/job/job.ts";

/** Streams that grow while they are read, and page as CloudWatch does: a token marks a place, whatever comes later. */
export function growingLogs() {
  const streams = new Map<string, LogEvent[]>();
  const asked: (PageRequest & { stream: string })[] = [];
  let tokensFrom = 0;
  let mishap: Error | undefined;

  const jobLogs: JobLogs = {
    async page({ stream }, request) {
      asked.push({ stream, ...request });
      if (mishap !== undefined) throw logTroubleOf(mishap);
      const events = streams.get(stream);
      if (events === undefined) return { found: false, missing: "stream" };
      const { from, token, limit, startMs = 0, endMs = Number.POSITIVE_INFINITY } = request;
      const [age, at] = (token ?? "").slice(2).split(".").map(Number);
      if (token !== undefined && (age ?? 0) < tokensFrom) return { found: false, missing: "place" };
      const firstMs = events.findIndex(({ atMs }) => atMs >= startMs);
      const begin = firstMs < 0 ? events.length : firstMs;
      const beyondMs = events.findIndex(({ atMs }) => atMs >= endMs);
      const end = beyondMs < 0 ? events.length : beyondMs;
      const place = at ?? (from === "head" ? begin : end);
      const [first, last] =
        from === "head"
          ? [place, Math.min(place + limit, events.length)]
          : [Math.max(place - limit, 0), place];
      const [forwardToken, backwardToken] = [`f/${tokensFrom}.${last}`, `b/${tokensFrom}.${first}`];
      const mine = from === "head" ? forwardToken : backwardToken;
      return {
        found: true,
        events: events.slice(first, last),
        forwardToken,
        backwardToken,
        atEnd: mine === token,
      };
    },
  };

  return {
    jobLogs,
    asked,
    print: (stream: string, ...lines: readonly (string | LogEvent)[]): void => {
      const events = streams.get(stream) ?? [];
      streams.set(stream, events);
      for (const line of lines)
        events.push(typeof line === "string" ? { atMs: 1_000 + events.length, text: line } : line);
    },
    /** All tokens given so far are taken no more. */
    expireTokens: (): void => {
      tokensFrom += 1;
    },
    fails: (error: Error | undefined): void => {
      mishap = error;
    },
  };
}

export function refusal(name: string, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

/** What DescribeJobs says of a job that runs and writes there. */
export function writing({ batchId, jobName }: Job, logStreamName: string) {
  return {
    jobId: batchId,
    jobName,
    jobQueue: "default",
    jobDefinition: "align:14",
    status: "RUNNING",
    container: { logStreamName },
  };
}
