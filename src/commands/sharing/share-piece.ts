/** Reads the lines that somebody picked, as they would be shared: cleaned, masked, each with its time. */
import { createHash } from "node:crypto";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import type { SnippetSource } from "../../domain/logs/snippet.ts";
import { maskText } from "../../domain/secrets/secret.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { failureLines } from "../../logs/failure-lines.ts";
import { jobMask } from "../../logs/job-mask.ts";
import { type LogQuery, type LogReading, readLog } from "../../logs/read-log.ts";
import { type JobStream, streamsOf } from "../../logs/streams.ts";
import { awsSilent } from "../../messages/aws-silent.ts";
import { lineClock } from "../../messages/logs/line-clock.ts";
import { logElsewhere } from "../../messages/logs/log-elsewhere.ts";
import { logExpired } from "../../messages/logs/log-expired.ts";
import { logLine } from "../../messages/logs/log-lines.ts";
import { logMissing } from "../../messages/logs/log-missing.ts";
import { noLogEver } from "../../messages/logs/no-log-ever.ts";
import { noLogYet } from "../../messages/logs/no-log-yet.ts";
import type { Message } from "../../messages/text/message.ts";
import { refreshJob } from "../looking/refresh-job.ts";
import { describeMember } from "../people/describe-member.ts";
import { actorOf, type Request } from "../request.ts";
import type { PickQuery, ShareWish } from "./share-wish.ts";

export type Piece = {
  /** Oldest first, each as it is shown. */
  lines: readonly string[];
  of: SnippetSource;
  zone: string;
  /** Just behind the newest of them. */
  untilMs?: number;
  isCut?: true;
};

/** `none`: why there is nothing to share. */
export type PieceRead = Piece | { none: Message };

export type PieceWish = {
  wish: Pick<ShareWish, "indexes" | "node" | "attempt" | "container" | "end" | "sinceMs" | "zone">;
  query: PickQuery;
  /** What is newer was not looked at. */
  untilMs?: number | undefined;
};

export async function readPiece(request: Request, whole: Job, wanted: PieceWish): Promise<PieceRead> {
  const { wish } = wanted;
  const { indexes = [] } = wish;
  const [first, ...others] = indexes;
  const which =
    wish.node !== undefined ? { node: wish.node } : first === undefined ? undefined : { child: first };
  const { zone = "UTC" } = wish;
  if (others.length === 0) {
    const one = await readOne(request, whole, { ...wanted, which });
    return "none" in one ? one : pieceOf(one, { wanted, zone });
  }
  const read: OneRead[] = [];
  let none: Message | undefined;
  for (const child of indexes.slice(0, limits.snippetChildren)) {
    const one = await readOne(request, whole, { ...wanted, which: { child } });
    if ("none" in one) none ??= one.none;
    else
      read.push({ ...one, lines: one.lines.map((line) => ({ ...line, text: `[${child}] ${line.text}` })) });
  }
  const [some] = read;
  if (some === undefined) return { none: none ?? noLogYet(whole) };
  return pieceOf(
    { ...some, lines: read.flatMap(({ lines }) => lines), isCut: read.some(({ isCut }) => isCut) },
    { wanted, zone },
  );
}

/** What was seen is told from what is there now by this. */
export function digestOf({ lines }: Pick<Piece, "lines">): string {
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 12);
}

/** Values hidden among these lines. */
export function maskedIn(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.split(maskText).length - 1, 0);
}

type OneRead = {
  lines: readonly { atMs: number; text: string }[];
  /** Lines that say why it failed stand without their times. */
  isTimeless?: true;
  attempt?: { number: number; of: number };
  ownSecretsUnknown: boolean;
  isCut: boolean;
};

function pieceOf(
  { lines, isTimeless, attempt, ownSecretsUnknown, isCut }: OneRead,
  { wanted: { wish, query }, zone }: { wanted: PieceWish; zone: string },
): Piece {
  const clock = lineClock(lines, zone);
  const newestMs = lines.reduce((newest, { atMs }) => Math.max(newest, atMs), 0);
  return {
    lines: lines.map((line) => (isTimeless ? line.text : logLine(line, clock))),
    of: {
      ...(wish.indexes === undefined || wish.indexes.length === 0 ? {} : { indexes: wish.indexes }),
      ...(wish.node === undefined ? {} : { node: wish.node }),
      ...(attempt === undefined ? {} : { attempt }),
      ...(query.search === undefined ? {} : { pattern: query.search.pattern }),
      ...(ownSecretsUnknown ? { ownSecretsUnknown: true } : {}),
    },
    zone: isTimeless ? "" : zone,
    ...(isTimeless || newestMs === 0 ? {} : { untilMs: newestMs + 1 }),
    ...(isCut ? { isCut: true } : {}),
  };
}

type OneWish = PieceWish & { which: { child: number } | { node: number } | undefined };

async function readOne(request: Request, whole: Job, wanted: OneWish): Promise<OneRead | { none: Message }> {
  const found = await jobOf(request, whole, wanted.which);
  if ("none" in found) return found;
  const { job, detail } = found;
  const { attempt: number, container } = wanted.wish;
  const streams = streamsOf(job, withoutUndefined({ attempt: number, container }));
  switch (streams.kind) {
    case "streams":
      break;
    case "never":
      return { none: noLogEver(job, streams.reason) };
    case "elsewhere":
      return { none: logElsewhere(job, streams.driver) };
    default:
      return { none: noLogYet(job) };
  }
  if (wanted.query.part === "why") return whyLines(request, job, detail);
  const [stream] = streams.list;
  const reading = await read(request, { job, detail, stream }, wanted);
  if (!reading.found)
    return { none: logMissing(job, { ...reading, group: stream.group, nowMs: request.nowMs }) };
  const of = Math.max(streams.attempts, job.facts?.head.maxAttempts ?? streams.attempts);
  return {
    lines: reading.lines,
    attempt: { number: stream.attempt, of },
    ownSecretsUnknown: detail === undefined,
    isCut: reading.cut !== undefined,
  };
}

async function jobOf(
  request: Request,
  whole: Job,
  which: OneWish["which"],
): Promise<{ job: Job; detail: unknown } | { none: Message }> {
  if (which === undefined) {
    const { job, detail, stale } = await refreshJob(request, whole);
    // Without AWS's answer the job's own secrets are not known, and could not be masked.
    return stale === true ? { none: awsSilent(job) } : { job, detail };
  }
  const member = await describeMember(request, whole, which);
  return "job" in member ? member : { none: noLogYet(whole) };
}

async function whyLines(
  { services, member }: Request,
  job: Job,
  detail: unknown,
): Promise<OneRead | { none: Message }> {
  const pi = services.labs().pis.get(job.pi);
  if (pi === undefined) return { none: logExpired(job) };
  const jobLogs = services.jobLogs(actorOf(member, job.pi));
  const lines = await failureLines({ jobLogs, nowMs: services.clock.nowMs }, { job, pi, detail });
  if (lines.length === 0) return { none: logExpired(job) };
  return {
    lines: lines.map((text) => ({ atMs: 0, text })),
    isTimeless: true,
    ownSecretsUnknown: detail === undefined,
    isCut: false,
  };
}

function read(
  { services, member }: Request,
  { job, detail, stream }: { job: Job; detail: unknown; stream: JobStream },
  { wish, query, untilMs }: OneWish,
): Promise<LogReading> {
  const patterns = services.labs().pis.get(job.pi)?.logs.mask ?? [];
  const mask = jobMask(detail, { patterns });
  const { nowMs } = services.clock;
  const source = { jobLogs: services.jobLogs(actorOf(member, job.pi)), mask, nowMs };
  return readLog(source, stream, {
    query: logQuery({ wish, query, untilMs }),
    bounds: {
      maxPages: limits.logPages,
      deadlineMs: nowMs() + limits.logReadMs,
      lineChars: limits.logLineChars,
    },
  });
}

function logQuery({ wish, query, untilMs }: PieceWish): LogQuery {
  const { part, count, search, sinceMs, untilMs: until } = query;
  const from =
    part === "first" || part === "times" || (part === "match" && wish.end === "first") ? "head" : "tail";
  const since = part === "times" ? sinceMs : wish.sinceMs;
  const bounds = [until, untilMs].filter((ms) => ms !== undefined);
  return {
    from,
    count,
    ...(search === undefined
      ? {}
      : { search: { search: search.search, before: search.around, after: search.around } }),
    ...(since === undefined ? {} : { sinceMs: since }),
    ...(bounds.length === 0 ? {} : { untilMs: Math.min(...bounds) }),
  };
}
