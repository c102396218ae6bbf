import { expect, test } from "vitest";
import type { JobLogs, LogEvent, LogPage, PageRequest } from "../aws/job-logs.ts";
import type { PiName } from "../domain/ids.ts";
import { measureLog } from "./measure-log.ts";

const stream = { pi: "peters-u" as PiName, region: "us-west-2", group: "/aws/batch/job", stream: "x" };
const hour = { fromMs: 0, toMs: 3_600_000 };

/** A stream that writes a line of so many bytes every so often, and CloudWatch before it: pages of 1 MB and 10,000 events. */
function writing(everyMs: number, chars: number, during = hour) {
  const asked: PageRequest[] = [];
  const text = "x".repeat(chars);
  const eventsPerPage = Math.min(10_000, Math.floor(1_048_576 / (chars + 26)));
  const jobLogs: JobLogs = {
    page: async (_stream, request): Promise<LogPage> => {
      asked.push(request);
      const { startMs = 0, endMs = Number.POSITIVE_INFINITY, from } = request;
      const first = Math.ceil(Math.max(startMs, during.fromMs) / everyMs);
      const last = Math.ceil(Math.min(endMs, during.toMs) / everyMs);
      const [begin, end] =
        from === "head"
          ? [first, Math.min(last, first + eventsPerPage)]
          : [Math.max(first, last - eventsPerPage), last];
      const events: LogEvent[] = [];
      for (let n = begin; n < end; n++) events.push({ atMs: n * everyMs, text });
      return { found: true, events, forwardToken: "f", backwardToken: "b", atEnd: false };
    },
  };
  return { jobLogs, asked };
}

test("a log that fits a page takes one call, and is told to the byte", async () => {
  const { jobLogs, asked } = writing(1_000, 100);
  expect(await measureLog(jobLogs, stream, hour)).toBe(3_600 * 126);
  expect(asked).toHaveLength(1);
});

test("a log of gigabytes takes five calls, and is told within a hundredth", async () => {
  const { jobLogs, asked } = writing(1, 1_000);
  const bytes = (await measureLog(jobLogs, stream, hour)) ?? 0;
  const real = 3_600_000 * 1_026;
  expect(Math.abs(bytes - real) / real).toBeLessThan(0.01);
  expect(asked).toHaveLength(5);
});

test("a burst at the end is not taken for the whole time", async () => {
  const { jobLogs } = writing(1, 1_000, { fromMs: 3_590_000, toMs: 3_600_000 });
  expect(await measureLog(jobLogs, stream, hour)).toBeLessThan(100e6);
});

test("of a stream that CloudWatch does not know nothing is told", async () => {
  const jobLogs: JobLogs = { page: async () => ({ found: false, missing: "stream" }) };
  expect(await measureLog(jobLogs, stream, hour)).toBeUndefined();
});
