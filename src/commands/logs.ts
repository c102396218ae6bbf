import { childrenNamed, indexOfChild } from "../domain/children-named.ts";
import type { Job } from "../domain/job.ts";
import { isEnded } from "../domain/job-state.ts";
import { limits } from "../domain/limits.ts";
import { typicalFailure } from "../domain/typical-failure.ts";
import { jobMask } from "../logs/job-mask.ts";
import { type LogQuery, type LogReading, readLog } from "../logs/read-log.ts";
import { compileSearch } from "../logs/search.ts";
import { type JobStream, streamsOf } from "../logs/streams.ts";
import { awsSilent } from "../messages/aws-silent.ts";
import { shortIdOrName } from "../messages/job-line.ts";
import { logElsewhere } from "../messages/log-elsewhere.ts";
import { logExpired } from "../messages/log-expired.ts";
import { logLines } from "../messages/log-lines.ts";
import { mistakes } from "../messages/mistakes.ts";
import { noLogEver } from "../messages/no-log-ever.ts";
import { noLogYet } from "../messages/no-log-yet.ts";
import { noneFailed } from "../messages/none-failed.ts";
import { type Answer, toMe } from "./answer.ts";
import { command } from "./command.ts";
import { childrenMeant, describeMember, namedIn, noSuchChild, type Which } from "./describe-member.ts";
import { findJob } from "./find-job.ts";
import { followLog } from "./follow-log.ts";
import type { JobRef } from "./kinds/job-ref.ts";
import { resumeLiveLog, stopLiveLog } from "./live-log-steps.ts";
import { knownFailures, showLogsOfChildren } from "./logs-of-children.ts";
import {
  checkLogs,
  type LogsInput,
  logsAliases,
  logsArgs,
  logsExamples,
  logsImplies,
  logsOptions,
} from "./logs-options.ts";
import { parse } from "./parse.ts";
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
  examples: logsExamples,
  check: checkLogs,
  access: "logs",
  run: async (request, input) => {
    const lineFor = (job: JobRef) => render(logs, { ...input, job });
    const found = await findJob(request, { ref: input.job, action: "logs", lineFor, several: "newest" });
    if ("answer" in found) return found.answer;
    const { node } = namedIn(input.job);
    if (node !== undefined) return ofMember(request, found.job, { input, which: { node } });
    const meant = await childrenChosen(request, found.job, input);
    if ("mistake" in meant) return wrong(meant.mistake);
    const { children } = meant;
    if (input.failed && children.length === 0) return toMe(noneFailed(found.job));
    const [only, another] = children;
    if (only === undefined) return ofJob(request, found.job, input);
    if (another === undefined) return ofMember(request, found.job, { input, which: { child: only } });
    return ofChildren(request, found.job, { input, indexes: children });
  },
  steps: {
    follow: (request, { value }) => ofLine(request, `${value} --follow`),
    stop: stopLiveLog,
    resume: (request, target) => resumeLiveLog(request, target, (line) => ofLine(request, line)),
  },
});

/** As if the person had typed it. */
function ofLine(request: Request, text: string): Promise<Answer> {
  const parsed = parse(logs, text);
  if (!parsed.ok) throw new Error(`logs cannot read its own line ${text}`);
  return logs.run(request, parsed.input, { text, said: parsed.said });
}

async function childrenChosen(
  request: Request,
  job: Job,
  { failed, index, job: ref }: LogsInput,
): Promise<ReturnType<typeof childrenMeant>> {
  if (failed) return { children: await knownFailures(request, job) };
  return index === undefined ? childrenMeant(job, ref) : childrenNamed(job, index);
}

/** An array has no log of its own, nor has a multi-node job: that of one that failed, or of its main node, is meant. */
async function ofJob(request: Request, known: Job, input: LogsInput): Promise<Answer> {
  const { job, detail, stale } = await refreshJob(request, known);
  // Without AWS's answer the job's own secrets are not known, and could not be masked.
  if (stale === true) return toMe(awsSilent(job));
  const child = typicalFailure(job);
  if (child !== undefined) return ofMember(request, job, { input, which: { child }, oneOf: job });
  const nodes = job.facts?.head.nodes;
  if (nodes !== undefined) return ofMember(request, job, { input, which: { node: nodes.main } });
  return show(request, { job, detail, input });
}

type Wish = { input: LogsInput; which: Which; oneOf?: Job };

/** A child of an array and a node have logs of their own. */
async function ofMember(request: Request, whole: Job, { input, which, oneOf }: Wish): Promise<Answer> {
  const member = await describeMember(request, whole, which);
  if ("mistake" in member) return wrong(member.mistake);
  if ("notYet" in member) return toMe(noLogYet(whole));
  const label = "child" in which ? { index: which.child } : which;
  return show(request, { ...member, input, label, ...(oneOf === undefined ? {} : { oneOf }) });
}

async function ofChildren(
  request: Request,
  array: Job,
  { input, indexes }: { input: LogsInput; indexes: readonly number[] },
): Promise<Answer> {
  const mistake = noSuchChild(array, indexes);
  if (mistake !== undefined) return wrong(mistake);
  if (input.follow) return wrong("One log at a time is followed: give a single index, as `3fa9:7`.");
  const query = queryOf(input, limits.logChildTail);
  if ("mistake" in query) return wrong(query.mistake);
  const { attempt } = input;
  const job: JobRef = { kind: "start", text: shortIdOrName(array) };
  return showLogsOfChildren(request, array, {
    indexes,
    query,
    part: partOf(input),
    ...(attempt === undefined ? {} : { attempt }),
    lineFor: (children) => {
      const index = children.map((child) => indexOfChild(array, child));
      return render(logs, { ...input, job, failed: false, index });
    },
  });
}

type Shown = {
  job: Job;
  detail: unknown;
  input: LogsInput;
  /** Which child or node it is. */
  label?: { index: number } | { node: number };
  /** Nobody has said which child: it is one of those of this array that failed. */
  oneOf?: Job;
};

async function show(request: Request, shown: Shown): Promise<Answer> {
  const { job, input, label } = shown;
  const following = input.follow
    ? await followLog(request, { job, ...(label && { which: label }) })
    : undefined;
  if (following !== undefined) return following;
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
        `This is an array of ${streams.size}: each child has its own log. Say which, as \`/batch logs ${shortIdOrName(job)}:${indexOfChild(job, 0)}\`.`,
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
  const query = queryOf(input, limits.logTailDefault);
  if ("mistake" in query) return wrong(query.mistake);
  const mask = jobMask(detail, { patterns: pi?.logs.mask ?? [] });
  const source = { jobLogs: services.jobLogs(actorOf(member, job.pi)), mask, nowMs: services.clock.nowMs };
  const reading = await readLog(source, stream, {
    query,
    bounds: {
      maxPages: limits.logPages,
      deadlineMs: nowMs + limits.logReadMs,
      lineChars: limits.logLineChars,
    },
  });
  const zone = await services.zoneOf(member.id);
  return answerFor({ ...shown, reading, attempt: stream.attempt, attempts, zone });
}

/** `usual`: how many lines, where nobody has said. */
function queryOf({ head, tail, grep }: LogsInput, usual: number): LogQuery | { mistake: string } {
  const search = grep === undefined ? undefined : compileSearch(grep);
  if (search?.ok === false) return { mistake: search.mistake };
  return {
    from: head === undefined ? "tail" : "head",
    count: head ?? tail ?? usual,
    ...(search === undefined ? {} : { search: { search: search.value, before: 0, after: 0 } }),
  };
}

type Read = Shown & { reading: LogReading; attempt: number; attempts: number; zone: string | undefined };

function answerFor({ reading, attempt, attempts, zone, ...shown }: Read): Answer {
  const { job, detail, input, label, oneOf } = shown;
  if (!reading.found) return toMe(isEnded(job.state) ? logExpired(job) : noLogYet(job));
  return toMe(
    logLines({
      job,
      attempt: { number: attempt, of: Math.max(attempts, job.facts?.head.maxAttempts ?? attempts) },
      ...label,
      ...(oneOf === undefined ? {} : { oneOf }),
      part: partOf(input),
      lines: reading.lines,
      masked: reading.masked,
      ...(detail === undefined ? { ownSecretsUnknown: true } : {}),
      ...(reading.cut === undefined ? {} : { truncated: true }),
      ...(zone === undefined ? {} : { zone }),
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
