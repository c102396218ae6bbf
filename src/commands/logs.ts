import type { Job } from "../domain/job.ts";
import { isEnded } from "../domain/job-state.ts";
import { limits } from "../domain/limits.ts";
import { createMask } from "../logs/mask.ts";
import { ownSecrets } from "../logs/own-secrets.ts";
import { type LogReading, readLog } from "../logs/read-log.ts";
import { compileSearch } from "../logs/search.ts";
import { type JobStream, streamsOf } from "../logs/streams.ts";
import { awsSilent } from "../messages/aws-silent.ts";
import { logElsewhere } from "../messages/log-elsewhere.ts";
import { logExpired } from "../messages/log-expired.ts";
import { logLines } from "../messages/log-lines.ts";
import { mistakes } from "../messages/mistakes.ts";
import { noLogEver } from "../messages/no-log-ever.ts";
import { noLogYet } from "../messages/no-log-yet.ts";
import { type Answer, toMe } from "./answer.ts";
import { command } from "./command.ts";
import { describeChild } from "./describe-child.ts";
import { findJob } from "./find-job.ts";
import type { JobRef } from "./kinds/job-ref.ts";
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
import { refreshJob } from "./refresh-job.ts";
import { render } from "./render.ts";
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
  run: async (request, input) => {
    const lineFor = (job: JobRef) => render(logs, { ...input, job });
    const found = await findJob(request, { ref: input.job, action: "logs", lineFor, several: "newest" });
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
  const { job, detail, stale } = await refreshJob(request, known);
  // Without AWS's answer the job's own secrets are not known, and could not be masked.
  if (stale === true) return toMe(awsSilent(job));
  return show(request, { job, detail, input });
}

/** A child of an array has its own log. */
async function ofChild(
  request: Request,
  parent: Job,
  { child: index, ...input }: LogsInput & { child: number },
): Promise<Answer> {
  const child = await describeChild(request, parent, index);
  if ("mistake" in child) return wrong(child.mistake);
  if ("notYet" in child) return toMe(noLogYet(parent));
  return show(request, { ...child, input, index });
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

function answerFor({ job, detail, input, index, reading, attempt, attempts }: Read): Answer {
  if (!reading.found) return toMe(isEnded(job.state) ? logExpired(job) : noLogYet(job));
  return toMe(
    logLines({
      job,
      attempt: { number: attempt, of: Math.max(attempts, job.facts?.head.maxAttempts ?? attempts) },
      ...(index === undefined ? {} : { index }),
      part: partOf(input),
      lines: reading.lines,
      masked: reading.masked,
      ...(detail === undefined ? { ownSecretsUnknown: true } : {}),
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
