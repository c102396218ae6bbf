import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { createJobLogs, type JobLogs, type LogStreamRef } from "../../../src/aws/job-logs.ts";
import type { PiName } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import { createMask } from "../../../src/logs/mask.ts";
import { readLog } from "../../../src/logs/read-log.ts";
import { compileSearch } from "../../../src/logs/search.ts";
import type { Bench, BenchOptions, Figure } from "../bench.ts";
import { median } from "../load/quantiles.ts";
import { startChild } from "../servers/child.ts";
import { benchRegion } from "../world/names.ts";
import { maskingOf } from "./logs-masking.ts";
import { wholeLogOf } from "./logs-whole.ts";

/** Reading logs: what a person waits for, beside the way in which the whole log is read from its head. */
export const logs: Bench = {
  name: "logs",
  about: "the end of a log, and a search in it, beside reading all of it from its head",
  run: (options) => withLogs((world) => measure(options, world)),
};

const sizes = [1_000, 100_000, 1_000_000] as const;

type LogWorld = { jobLogs: JobLogs; calls(): number };

/** The bot's own client against a CloudWatch that has every page ready, in a process of its own. */
async function withLogs<T>(work: (world: LogWorld) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "batchmate-bench-"));
  const server = await startChild({
    args: [join(import.meta.dirname, "..", "servers", "lean-logs.ts")],
    readyWhen: /listening (\d+)/,
    logFile: join(folder, "logs.log"),
  });
  const client = new CloudWatchLogsClient({
    region: benchRegion,
    endpoint: `http://127.0.0.1:${server.ready[1]}`,
    credentials: { accessKeyId: "AKIABENCH", secretAccessKey: "bench" },
  });
  let calls = 0;
  const read = createJobLogs(async () => client);
  const jobLogs: JobLogs = {
    page: (stream, request) => {
      calls += 1;
      return read.page(stream, request);
    },
  };
  try {
    return await work({ jobLogs, calls: () => calls });
  } finally {
    client.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(options: BenchOptions, world: LogWorld): Promise<Figure[]> {
  const tails: Figure[] = [];
  for (const size of sizes) tails.push(await tailOf(options, world, size));
  return [...tails, ...(await searchOf(options, world)), maskingOf(options), ...(await wholeLogOf(options))];
}

const wantedLines = 50;

async function tailOf({ rounds, tell }: BenchOptions, world: LogWorld, size: number): Promise<Figure> {
  const ours: number[] = [];
  const olds: number[] = [];
  let calls = 0;
  for (let round = 0; round <= rounds; round++) {
    const before = world.calls();
    const our = await timed(() => tail(world.jobLogs, streamOf(size)));
    calls = world.calls() - before;
    const old = await timed(() => oldWay(world.jobLogs, streamOf(size)));
    if (round > 0) ours.push(our) && olds.push(old);
  }
  const [ourMs, oldMs] = [median(ours), median(olds)];
  tell(
    `--tail ${wantedLines} of ${size}: ${ourMs.toFixed(1)} ms in ${calls} calls beside ${oldMs.toFixed(0)} ms`,
  );
  return {
    what: `--tail ${wantedLines} of ${size.toLocaleString("en")} lines, ${calls} ${calls === 1 ? "call" : "calls"}`,
    value: `${ourMs.toFixed(1)} ms`,
    against: `${oldMs.toFixed(1)} ms`,
    ratio: ourMs / oldMs,
    aim: "at most 2 calls",
    met: calls <= 2,
  };
}

async function tail(jobLogs: JobLogs, stream: LogStreamRef): Promise<void> {
  const reading = await readLog(sourceOf(jobLogs), stream, {
    query: { from: "tail", count: wantedLines },
    bounds,
  });
  if (!reading.found || reading.lines.length !== wantedLines) throw new Error("the tail is not all there");
}

/** As `get_batch_job_log` does it: page after page from the head, whatever is wanted of it. */
async function oldWay(jobLogs: JobLogs, stream: LogStreamRef): Promise<void> {
  let last: string[] = [];
  await readPages(jobLogs, stream, (texts) => {
    last = [...last, ...texts].slice(-wantedLines);
  });
  if (last.length !== wantedLines) throw new Error("the tail is not all there");
}

async function searchOf({ rounds, tell }: BenchOptions, { jobLogs }: LogWorld): Promise<Figure[]> {
  const figures: Figure[] = [];
  const size = 1_000_000;
  for (const pattern of ["WARN|ERROR", "took 0\\.\\d+ s, 4095 .*lost"]) {
    const [searching, reading]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      const our = await timed(() => search(jobLogs, streamOf(size), pattern));
      const floor = await timed(() => readPages(jobLogs, streamOf(size), () => undefined));
      if (round > 0) searching.push(our) && reading.push(floor);
    }
    const perSecond = (ms: number): number => (size * 1_000) / ms;
    const [our, floor] = [perSecond(median(searching)), perSecond(median(reading))];
    tell(`--grep ${pattern}: ${our.toFixed(0)} lines/s beside ${floor.toFixed(0)}`);
    figures.push({
      what: `--grep '${pattern}', lines a second`,
      value: our.toFixed(0),
      against: floor.toFixed(0),
      ratio: our / floor,
      aim: "at least 0.7",
      met: our >= 0.7 * floor,
    });
  }
  return figures;
}

async function search(jobLogs: JobLogs, stream: LogStreamRef, pattern: string): Promise<void> {
  const compiled = compileSearch(pattern);
  if (!compiled.ok) throw new Error(compiled.mistake);
  const reading = await readLog(sourceOf(jobLogs), stream, {
    query: { from: "head", count: 500, search: { search: compiled.value, before: 0, after: 0 } },
    bounds,
  });
  if (!reading.found || !reading.reachedEnd) throw new Error("the log was not searched to its end");
}

/** The floor: every page is asked for and taken in, and nothing is done with it. */
async function readPages(
  jobLogs: JobLogs,
  stream: LogStreamRef,
  take: (texts: readonly string[]) => void,
): Promise<void> {
  let token: string | undefined;
  for (;;) {
    const page = await jobLogs.page(stream, {
      from: "head",
      limit: 10_000,
      ...(token === undefined ? {} : { token }),
    });
    if (!page.found) throw new Error("the stream is not there");
    take(page.events.map(({ text }) => text));
    if (page.atEnd) return;
    token = page.forwardToken;
  }
}

const bounds = {
  maxPages: Number.POSITIVE_INFINITY,
  deadlineMs: Number.POSITIVE_INFINITY,
  lineChars: limits.logLineChars,
};

function sourceOf(jobLogs: JobLogs) {
  return {
    jobLogs,
    mask: createMask({ values: ["a-secret-of-its-own"], patterns: ["MRN-\\d+"] }),
    nowMs: Date.now,
  };
}

function streamOf(size: number): LogStreamRef {
  return {
    pi: "lab-a" as PiName,
    region: benchRegion,
    group: "/aws/batch/job",
    stream: `bench/default/${size}`,
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
