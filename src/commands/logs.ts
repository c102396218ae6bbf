import type { BatchId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { readJobDetail } from "../domain/job-detail.ts";
import { advance, isEnded } from "../domain/job-state.ts";
import { limits } from "../domain/limits.ts";
import { createMask } from "../logs/mask.ts";
import { ownSecrets } from "../logs/own-secrets.ts";
import { type LogReading, readLog } from "../logs/read-log.ts";
import { compileSearch } from "../logs/search.ts";
import { type JobStream, streamsOf } from "../logs/streams.ts";
import { logElsewhere } from "../messages/log-elsewhere.ts";
import { logExpired } from "../messages/log-expired.ts";
import { logLines } from "../messages/log-lines.ts";
import { mistakes } from "../messages/mistakes.ts";
import { noLogEver } from "../messages/no-log-ever.ts";
import { noLogYet } from "../messages/no-log-yet.ts";
import { type Answer, toMe } from "./answer.ts";
import { command } from "./command.ts";
import { findJob } from "./find-job.ts";
import {
  checkLogs,
  type LogsInput,
  logsAliases,
  logsArgs,
  logsAsks,
  logsExamples,
  logsImplies,
  logsOptions,
} from "./logs-options.ts";
import { describe, refreshJob } from "./refresh-job.ts";
import { actorOf, type Request } from "./request.ts";

export const logs = command({
  verb: "logs",
  aliases: logsAliases,
  implies: logsImplies,
  summary: "Show what a job has printed; only you see it",
  args: logsArgs,
  options: logsOptions,
  asks: logsAsks,
  examples: logsExamples,
  check: checkLogs,
  access: "logs",
  run: async (request, input, { text }) => {
    const rest = text.replace(/^\s*[^\s-]\S*/, "").trim();
    const found = await findJob(request, { ref: input.job, action: "logs", rest, several: "newest" });
    if ("answer" in found) return found.answer;
    const index = indexOf(input);
    if (index.length > 1) return wrong("One child at a time: give a single index, as `3fa9:7`.");
    const [only] = index;
    return only === undefined
      ? ofJob(request, found.job, input)
      : ofChild(request, found.job, { ...input, child: only });
  },
});

function indexOf({ index, job }: LogsInput): readonly number[] {
  return index ?? (job === undefined || job.kind === "stream" ? [] : (job.indexes ?? []));
}

async function ofJob(request: Request, known: Job, input: LogsInput): Promise<Answer> {
  const { job, detail } = await refreshJob(request, known);
  return show(request, { job, detail, input });
}

/** A child of an array has its own attempts and its own stream; AWS is asked for it. */
async function ofChild(
  request: Request,
  parent: Job,
  { child, ...input }: LogsInput & { child: number },
): Promise<Answer> {
  const { account, region, batchId, asked } = parent;
  if (asked.arraySize === undefined)
    return wrong(`This job is no array, so it has no child ${child}: leave the index out.`);
  if (child >= asked.arraySize)
    return wrong(`This array has ${asked.arraySize} children, counted from 0 to ${asked.arraySize - 1}.`);
  if (batchId === undefined) return toMe(noLogYet(parent));
  const answer = await describe(request, parent, `${batchId}:${child}` as BatchId);
  if (answer === undefined || answer === "no answer") return toMe(noLogYet(parent));
  const read = readJobDetail(answer.detail, { account, region, observedAtMs: request.nowMs });
  if (!read.ok) return toMe(noLogYet(parent));
  const job: Job = { ...parent, facts: advance(undefined, read.report) };
  return show(request, { job, detail: answer.detail, input, index: child });
}

type Shown = { job: Job; detail: unknown; input: LogsInput; index?: number };

async function show(request: Request, shown: Shown): Promise<Answer> {
  const { job, input } = shown;
  const streams = streamsOf(job, input.attempt === undefined ? {} : { attempt: input.attempt });
  switch (streams.kind) {
    case "streams":
      return read(request, shown, { stream: streams.list[0], attempts: streams.attempts });
    case "not-yet":
      return toMe(noLogYet(job));
    case "never":
      return toMe(noLogEver(job, streams.reason));
    case "elsewhere":
      return toMe(logElsewhere(job, streams.driver));
    case "array":
      return wrong(
        `This is an array of ${streams.size}: each child has its own log. Say which, as \`--index 0\`.`,
      );
    case "no-such-attempt":
      return wrong(
        `The job has had ${streams.attempts} ${streams.attempts === 1 ? "attempt" : "attempts"}; there is no attempt ${input.attempt}.`,
      );
    case "no-such-container":
      return wrong(`The job has no such container; it has ${streams.containers.join(", ")}.`);
  }
}

async function read(
  request: Request,
  shown: Shown,
  { stream, attempts }: { stream: JobStream; attempts: number },
): Promise<Answer> {
  const { services, member, nowMs } = request;
  const { job, input, detail } = shown;
  const pi = services.labs().pis.get(job.pi);
  const search = input.grep === undefined ? undefined : compileSearch(input.grep);
  if (search?.ok === false) return wrong(search.mistake);
  const count = input.head ?? input.tail ?? limits.logTailDefault;
  const mask = createMask({ values: ownSecrets(detail), patterns: pi?.logs.mask ?? [] });
  const source = { jobLogs: services.jobLogs(actorOf(member, job.pi)), mask, nowMs: services.clock.nowMs };
  const reading = await readLog(source, stream, {
    query: {
      from: input.head === undefined ? "tail" : "head",
      count,
      ...(search === undefined ? {} : { search: { search: search.value, before: 0, after: 0 } }),
    },
    bounds: {
      maxPages: limits.logPages,
      deadlineMs: nowMs + limits.logReadMs,
      lineChars: limits.logLineChars,
    },
  });
  return answerFor({ ...shown, reading, attempt: stream.attempt, attempts });
}

type Read = Shown & { reading: LogReading; attempt: number; attempts: number };

function answerFor({ job, input, index, reading, attempt, attempts }: Read): Answer {
  if (!reading.found) return toMe(isEnded(job.state) ? logExpired(job) : noLogYet(job));
  return toMe(
    logLines({
      job,
      attempt: { number: attempt, of: Math.max(attempts, job.facts?.head.maxAttempts ?? attempts) },
      ...(index === undefined ? {} : { index }),
      part: partOf(input),
      lines: reading.lines,
      masked: reading.masked,
      ...(reading.cut === undefined ? {} : { truncated: true }),
    }),
  );
}

function partOf({ grep, head }: LogsInput): Parameters<typeof logLines>[0]["part"] {
  if (grep !== undefined) return { kind: "matching", pattern: grep };
  return { kind: head === undefined ? "last" : "first" };
}

function wrong(what: string): Answer {
  return toMe(mistakes({ verb: "logs", mistakes: [{ what }] }));
}
