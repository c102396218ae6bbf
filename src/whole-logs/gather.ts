/** Reads the streams of a whole log page by page into a file: cleaned, masked, and never more than some pages in memory. */
import { setImmediate as letOthersRun } from "node:timers/promises";
import type { JobLogs } from "../aws/job-logs.ts";
import type { JobDetailAnswer } from "../aws/jobs.ts";
import type { BatchId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Gathered, LogPart, WholeLog } from "../domain/logs/whole-log.ts";
import { spread } from "../domain/time/growing-pause.ts";
import { Trouble } from "../domain/trouble.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type CleanPage, cleanPages } from "../logs/clean-pages.ts";
import { jobMask } from "../logs/job-mask.ts";
import type { LogSource } from "../logs/log-pages.ts";
import { isPassing } from "../logs/log-trouble-kind.ts";
import { maskStream } from "../logs/mask-stream.ts";
import { isSameBar } from "../logs/progress-bars.ts";
import type { ReadLine } from "../logs/read-on.ts";
import { lineTimes } from "../messages/logs/line-times.ts";
import { partHeading } from "../messages/logs/whole-log-file.ts";

export type GatherOptions = {
  jobLogs: JobLogs;
  /** Those that AWS does not know any more are left out. */
  describe(ids: readonly BatchId[]): Promise<readonly JobDetailAnswer[]>;
  /** The lab's own. */
  patterns: readonly string[];
  file: { append(bytes: Uint8Array): Promise<void> };
  /** Of a longer log its beginning is taken. */
  mostBytes: number;
  clock: Clock;
  chance: Chance;
  /** After each page: whoever wants no more of it throws. */
  onPage(sofar: Gathered): Promise<void>;
};

/** Throws what `describe`, the file and CloudWatch throw. */
export async function gather(log: WholeLog, options: GatherOptions): Promise<Gathered> {
  const details = await detailsOf(log, options);
  const work: Work = {
    ...options,
    times: lineTimes(log.zone),
    deadlineMs: options.clock.nowMs() + limits.wholeLogGatherMs,
    sofar: { lines: 0, bytes: 0, masked: 0 },
    waiting: { text: "", bytes: 0 },
  };
  for (const part of log.parts) {
    const detail = details.get(part.batchId);
    if (detail === undefined) work.sofar.ownSecretsUnknown = true;
    const mask = jobMask(detail, { patterns: options.patterns });
    if (log.parts.length > 1) addHeading(work, part);
    await gatherPart(work, { log, part, source: { jobLogs: options.jobLogs, mask } });
    await takeHeld(work);
    await flush(work);
    if (work.sofar.cut !== undefined) break;
  }
  return work.sofar;
}

type Work = Pick<GatherOptions, "file" | "mostBytes" | "clock" | "chance" | "onPage"> & {
  times: (atMs: number) => string;
  deadlineMs: number;
  sofar: Gathered;
  held?: ReadLine | undefined;
  /** For the file. */
  waiting: { text: string; bytes: number };
};

function addHeading({ waiting }: Work, part: LogPart): void {
  const heading = `${partHeading(part)}\n`;
  waiting.text += heading;
  waiting.bytes += Buffer.byteLength(heading);
}

async function detailsOf({ parts }: WholeLog, { describe }: GatherOptions): Promise<Map<BatchId, unknown>> {
  const answers = await describe([...new Set(parts.map(({ batchId }) => batchId))]);
  return new Map(answers.map(({ batchId, detail }) => [batchId, detail]));
}

type PartWork = { log: WholeLog; part: LogPart; source: LogSource };

async function gatherPart(work: Work, { log, part, source }: PartWork): Promise<void> {
  const { sofar } = work;
  const masking = maskStream(source.mask);
  for await (const page of pagesOf(work, { log, part, source })) {
    if (!page.found) {
      sofar.missing = (sofar.missing ?? 0) + 1;
      return;
    }
    await take(work, await masking.take(page.cleaned));
    await work.onPage(sofar);
    if (sofar.cut !== undefined) return;
    if (!page.atEnd && work.clock.nowMs() >= work.deadlineMs) {
      await take(work, await masking.end());
      sofar.cut ??= lateAt(page.cleaned.at(-1));
      return;
    }
  }
  await take(work, await masking.end());
}

/** CloudWatch's own bound. */
const eventsPerPage = 10_000;

/** A page that does not come just now is asked for again: what was read is not read anew. */
async function* pagesOf(
  { clock, chance }: Work,
  { log, part, source }: PartWork,
): AsyncGenerator<CleanPage, void, void> {
  const { region, group, stream } = part;
  const until = log.untilMs === undefined ? {} : { endMs: log.untilMs };
  let token: string | undefined;
  for (let tries = 0; ; tries++) {
    try {
      const from = { from: "head", eventsPerPage, ...until } as const;
      const range = token === undefined ? from : { ...from, token };
      for await (const page of cleanPages(source.jobLogs, { pi: log.pi, region, group, stream }, range)) {
        if (!page.found && page.missing === "place") throw new Trouble("later", "token_expired");
        yield page;
        tries = 0;
        if (page.found) token = page.forwardToken;
      }
      return;
    } catch (error) {
      if (!isPassing(error) || tries + 1 >= limits.wholeLogPageTries) throw error;
      const pauseMs = spread(limits.wholeLogRetryMs * 2 ** tries, chance());
      await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
    }
  }
}

/** So much is written at a time, and others have their turn. */
const bytesAtOnce = 128 * 1_024;

async function take(work: Work, lines: readonly ReadLine[]): Promise<void> {
  for (const line of lines) {
    // Of a progress bar whose states are lines of their own the last one says all.
    if (!isSameBar(work.held?.bar, line.bar)) await takeHeld(work);
    if (work.sofar.cut !== undefined) return;
    work.held = line;
  }
}

/** A line is written once it is known what comes after it. */
async function takeHeld(work: Work): Promise<void> {
  const { sofar, times, mostBytes, held } = work;
  work.held = undefined;
  if (held === undefined) return;
  const { atMs, text, masked } = held;
  const written = `${times(atMs)}  ${text}\n`;
  const bytes = Buffer.byteLength(written);
  if (sofar.bytes + work.waiting.bytes + bytes > mostBytes) {
    sofar.cut = { why: "size", atMs };
    return;
  }
  work.waiting.text += written;
  work.waiting.bytes += bytes;
  sofar.lines += 1;
  sofar.masked += masked;
  if (work.waiting.bytes >= bytesAtOnce) await flush(work);
}

async function flush(work: Work): Promise<void> {
  const { text, bytes } = work.waiting;
  work.waiting = { text: "", bytes: 0 };
  if (bytes === 0) return;
  await work.file.append(Buffer.from(text, "utf8"));
  work.sofar.bytes += bytes;
  await letOthersRun();
}

function lateAt(last: { atMs: number } | undefined): NonNullable<Gathered["cut"]> {
  return last === undefined ? { why: "time" } : { why: "time", atMs: last.atMs };
}
