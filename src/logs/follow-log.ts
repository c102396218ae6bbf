/** One look at a log that is followed: what has come since the last one, of whichever attempt runs now. */
import type { JobLogs } from "../aws/job-logs.ts";
import { decidingContainer } from "../domain/job/attempt.ts";
import type { Job } from "../domain/job/job.ts";
import { isEnded } from "../domain/job/job-state.ts";
import { memberJob } from "../domain/job/member-job.ts";
import { limits } from "../domain/limits.ts";
import type { LiveLine, LiveLook, LiveState, LogPosition, MendedLine } from "../domain/logs/live-log.ts";
import { shortenLine } from "../domain/logs/log-text.ts";
import type { Pi } from "../domain/people/pi.ts";
import { jobMask } from "./job-mask.ts";
import { liveStreams } from "./live-streams.ts";
import type { LogSource } from "./log-pages.ts";
import { isSameBar } from "./progress-bars.ts";
import { type ReadLine, readOn } from "./read-on.ts";
import { type JobStream, streamsOf } from "./streams.ts";

export type FollowedLog = {
  /** The whole job, as far as events have told. */
  job: Job;
  pi: Pi;
  /** AWS's whole answer about what is followed; undefined while AWS knows nothing of it. */
  detail: unknown;
};

/** Throws LogTrouble. */
export async function lookAtLog(
  { jobLogs, nowMs }: { jobLogs: JobLogs; nowMs(): number },
  { job, pi, detail }: FollowedLog,
  before: LiveState,
): Promise<LiveLook> {
  const whose = memberJob(job, detail, nowMs());
  const ended = (whose && endOf(whose)) ?? endOf(job);
  const nothing: LiveLook = {
    kind: "looked",
    lines: [],
    positions: before.positions,
    ...(before.attempt === undefined ? {} : { attempt: before.attempt }),
    ...(ended === undefined ? {} : { ended }),
  };
  // Without AWS's answer the job's own secrets are not known, and could not be masked.
  if (whose === undefined) return nothing;
  const streams = streamsOf(whose);
  if (streams.kind === "elsewhere" || streams.kind === "array") return { kind: "no-log" };
  if (streams.kind === "never" && ended !== undefined && before.attempt === undefined)
    return { kind: "no-log" };
  if (streams.kind !== "streams") return nothing;
  const mask = jobMask(detail, { patterns: pi.logs.mask });
  const now = liveStreams(streams);
  const [{ attempt }] = now;
  const was = before.attempt?.number ?? attempt;
  const old = was === attempt ? undefined : streamsOf(whose, { attempt: was });
  const source = { jobLogs, mask };
  const left = old?.kind === "streams" ? old.list.filter(({ stream }) => stream in before.positions) : [];
  const rest = await readAll(source, left, before);
  const fresh = await readAll(source, now, before);
  const of = Math.max(streams.attempts, whose.facts?.head.maxAttempts ?? 1);
  const lines =
    now.length > 1 ? [...rest.lines, ...fresh.lines] : withoutOldBars([...rest.lines, ...fresh.lines]);
  const replacesLast = now.length === 1 && isSameBar(before.lines.at(-1)?.bar, lines[0]?.bar);
  return {
    ...nothing,
    lines,
    ...(replacesLast ? { replacesLast } : {}),
    ...(fresh.mended.length > 0 ? { mended: fresh.mended } : {}),
    positions: fresh.positions,
    ...(fresh.isThere || before.attempt !== undefined ? { attempt: { number: attempt, of } } : {}),
    ...(rest.outrun || fresh.outrun ? { outrun: true } : {}),
  };
}

function endOf(job: Job): Extract<LiveLook, { kind: "looked" }>["ended"] {
  if (!isEnded(job.state)) return undefined;
  const last = job.facts?.attempts.at(-1);
  const exitCode = last && decidingContainer(last)?.exitCode;
  return { state: job.state, ...(exitCode === undefined ? {} : { exitCode }) };
}

type Reading = {
  lines: LiveLine[];
  mended: MendedLine[];
  positions: Record<string, LogPosition>;
  /** CloudWatch knows one of the streams. */
  isThere: boolean;
  outrun: boolean;
};

/** Who comes in the middle sees the last lines; what begins later is shown from its beginning. */
async function readAll(
  source: LogSource,
  streams: readonly JobStream[],
  before: LiveState,
): Promise<Reading> {
  const all: Reading = { lines: [], mended: [], positions: {}, isThere: false, outrun: false };
  for (const stream of streams) {
    const known = before.positions[stream.stream];
    const read = await readOn(source, stream, known ?? (before.attempt === undefined ? "tail" : "head"));
    if (read === undefined) {
      if (known !== undefined) all.positions[stream.stream] = known;
      continue;
    }
    all.isThere = true;
    all.outrun ||= read.outrun;
    all.positions[stream.stream] = read.position;
    const isOfSeveral = streams.length > 1;
    all.lines.push(...read.lines.map((line) => liveLine(line, stream, isOfSeveral)));
    for (const { was, line } of read.mended) {
      const shown = liveLine({ ...line, bar: undefined }, stream, isOfSeveral);
      all.mended.push({ was: shortenLine(was, limits.liveLineChars), line: shown });
    }
  }
  if (streams.length > 1) all.lines.sort((a, b) => a.atMs - b.atMs);
  return all;
}

/** Of a bar only how far it has come, as a terminal would show it. */
function withoutOldBars(lines: readonly LiveLine[]): LiveLine[] {
  return lines.filter(({ bar }, index) => !isSameBar(bar, lines[index + 1]?.bar));
}

function liveLine(
  { atMs, text, masked, bar }: ReadLine,
  { attempt, container }: JobStream,
  isOfSeveral: boolean,
): LiveLine {
  return {
    atMs,
    text: shortenLine(text, limits.liveLineChars),
    attempt,
    ...(masked === 0 ? {} : { masked }),
    ...(bar === undefined ? {} : { bar }),
    ...(isOfSeveral && container !== undefined ? { container } : {}),
  };
}
