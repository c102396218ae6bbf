/** The log of one job, child or node: what is asked for of it, for who asks. */
import { indexOfChild } from "../../domain/array/children-named.ts";
import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { jobMask } from "../../logs/job-mask.ts";
import type { LogPlace } from "../../logs/log-place.ts";
import { isDenied, isPassing } from "../../logs/log-trouble-kind.ts";
import { type LogReading, readLog } from "../../logs/read-log.ts";
import { type JobStream, type StreamChoice, type Streams, streamsOf } from "../../logs/streams.ts";
import { awsSilent } from "../../messages/aws-silent.ts";
import { shortIdOrName } from "../../messages/job/job-line.ts";
import { type LogLines, linesThatFit, logLines } from "../../messages/logs/log-lines.ts";
import { logMissing } from "../../messages/logs/log-missing.ts";
import { logRefused } from "../../messages/logs/log-refused.ts";
import { isFromHead } from "../../messages/logs/log-words.ts";
import { type Answer, toMe } from "../answer.ts";
import { jobRefKind } from "../kinds/job-ref.ts";
import { actorOf, type Request } from "../request.ts";
import { saveAgain } from "../retrying/answer-again.ts";
import { saveShown } from "../sharing/share-draft.ts";
import { followLog } from "./follow-log.ts";
import { saveReading } from "./log-draft.ts";
import { type LogWish, logBounds, logWish, pinnedTimes } from "./log-wish.ts";
import type { LogsInput } from "./logs-options.ts";
import { withoutStream, wrongLog } from "./without-stream.ts";

export type Shown = {
  job: Job;
  detail: unknown;
  input: LogsInput;
  /** Which child or node it is. */
  label?: { index: number } | { node: number };
  /** Nobody has said which child: it is one of those of this array that failed. */
  oneOf?: Job;
  /** It was read as far as that. */
  after?: LogPlace;
};

export async function showLog(request: Request, shown: Shown): Promise<Answer> {
  const { job, input, label } = shown;
  const following = input.follow
    ? await followLog(request, { job, ...(label && { which: label }) })
    : undefined;
  if (following !== undefined) return following;
  const streams = streamsOf(job, choiceOf(input));
  if (streams.kind === "streams") return read(request, shown, streams);
  const whichChild = `each child has its own log. Say which, as \`/batch logs ${shortIdOrName(job)}:${indexOfChild(job, 0)}\`.`;
  return withoutStream(job, streams, { attempt: input.attempt, whichChild });
}

/** A stream that is named says which attempt and container. */
function choiceOf({ attempt, container, stream, job }: LogsInput): StreamChoice {
  const named = stream ?? (job?.kind === "stream" ? job.stream : undefined);
  return withoutUndefined({ attempt, container, stream: named });
}

async function read(request: Request, shown: Shown, streams: Streams & { kind: "streams" }): Promise<Answer> {
  const { services, member, nowMs } = request;
  const { job, input, detail, after } = shown;
  const zone = await services.zoneOf(member.id);
  const wish = logWish(input, { nowMs, zone, usual: limits.logTailDefault });
  if ("mistake" in wish) return wrongLog(wish.mistake);
  const patterns = services.labs().pis.get(job.pi)?.logs.mask ?? [];
  const mask = jobMask(detail, { patterns });
  const source = { jobLogs: services.jobLogs(actorOf(member, job.pi)), mask, nowMs: services.clock.nowMs };
  const [stream] = streams.list;
  const reading = await unlessInVain(
    readLog(source, stream, { query: wish.query, bounds: logBounds(nowMs), ...withoutUndefined({ after }) }),
  );
  if (reading === "denied") return toMe(logRefused(job, stream));
  if (reading === "silent") return toMe(awsSilent(job));
  if (!reading.found) return toMe(logMissing(job, { ...reading, group: stream.group, nowMs }));
  const { label, oneOf } = shown;
  const attempts = Math.max(streams.attempts, job.facts?.head.maxAttempts ?? streams.attempts);
  const log: LogLines = {
    job,
    attempt: { number: stream.attempt, of: attempts },
    ...label,
    ...containersOf(streams.list),
    part: wish.part,
    ...readingWords(reading, wish),
    ...withoutUndefined({ oneOf, zone, further: after && (true as const) }),
    ...(detail === undefined ? { ownSecretsUnknown: true } : {}),
  };
  const same = pinned({ input, wish, stream, job });
  const more = await saveRest(request, { log, reading, input: same });
  // From its end it is the same only up to the line that is its last now.
  const untilMs = (reading.lines.at(-1)?.atMs ?? nowMs) + 1;
  const until = input.head === undefined ? (same.until ?? { atMs: untilMs }) : same.until;
  const again = await saveAgain(request, { ...same, until }, after);
  const share = await saveShown(request, job, {
    which: withoutUndefined({
      ...whichOf(label),
      attempt: stream.attempt,
      container: streams.list.length > 1 ? stream.container : undefined,
    }),
    wish,
    lines: shownOf(log),
  });
  return toMe(logLines({ ...log, ...withoutUndefined({ more, share, again }) }));
}

/** `silent`: AWS is too busy, or does not answer. */
async function unlessInVain<T>(reading: Promise<T>): Promise<T | "denied" | "silent"> {
  try {
    return await reading;
  } catch (error) {
    if (isDenied(error)) return "denied";
    if (isPassing(error)) return "silent";
    throw error;
  }
}

function whichOf(label: Shown["label"]): { indexes?: readonly number[]; node?: number } {
  if (label === undefined) return {};
  return "index" in label ? { indexes: [label.index] } : label;
}

function shownOf(log: LogLines): LogLines["lines"] {
  const { lines, part } = log;
  const shown = linesThatFit(log);
  return isFromHead(part) ? lines.slice(0, shown) : lines.slice(lines.length - shown);
}

/** As far as a message tells of it. */
export function readingWords(
  reading: LogReading & { found: true },
  { query }: LogWish,
): Pick<LogLines, "lines" | "matches" | "masked" | "cut"> {
  const { lines, matches, masked, cut, looked, readUpToMs } = reading;
  return {
    lines,
    masked,
    ...(query.search === undefined ? {} : { matches }),
    ...(cut === undefined ? {} : { cut: withoutUndefined({ why: cut, looked, upToMs: readUpToMs }) }),
  };
}

type Rest = { log: LogLines; reading: LogReading & { found: true }; input: LogsInput };

/** What a button goes on with, where there is more than could be read or shown. */
export async function saveRest(
  request: Request,
  { log, reading, input }: Rest,
): Promise<DraftId | undefined> {
  const shown = linesThatFit(log);
  const isWhole = shown === reading.lines.length;
  const isFromHead = input.head !== undefined;
  if (isWhole && (isFromHead ? reading.reachedEnd : reading.reachedStart)) return undefined;
  const after = reading.goOn(isWhole ? undefined : shown);
  return after && saveReading(request, input, after);
}

type Pinned = { input: LogsInput; wish: LogWish; stream: JobStream; job: Job };

/** The same log and the same times, however the job and the day go on. */
function pinned({ input, wish, stream, job }: Pinned): LogsInput {
  const named = jobRefKind.read(job.batchId ?? job.name, "");
  return {
    ...input,
    ...pinnedTimes(wish),
    job: named.ok ? named.value : input.job,
    index: undefined,
    node: undefined,
    failed: false,
    follow: false,
    stream: undefined,
    attempt: stream.attempt,
    container: stream.container,
  };
}

function containersOf(streams: readonly JobStream[]): Pick<LogLines, "container"> {
  const [{ container: name } = {}, ...others] = streams;
  if (name === undefined) return {};
  return { container: { name, others: others.flatMap(({ container }) => container ?? []) } };
}
