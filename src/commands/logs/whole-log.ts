/** The whole log of a job as a file in the person's direct messages: saved here, and sent by src/whole-logs. */
import { indexOfChild } from "../../domain/array/children-named.ts";
import { wholeLogIdOf } from "../../domain/derived-ids.ts";
import { typicalFailure } from "../../domain/failure/typical-failure.ts";
import type { WholeLogId } from "../../domain/ids.ts";
import { childId } from "../../domain/job/family.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { memberJob } from "../../domain/job/member-job.ts";
import { limits } from "../../domain/limits.ts";
import { logFileName } from "../../domain/logs/log-file-name.ts";
import type { LogPart, WholeLog } from "../../domain/logs/whole-log.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { maskLabWords } from "../../logs/lab-words.ts";
import { streamsOf } from "../../logs/streams.ts";
import { awsSilent } from "../../messages/aws-silent.ts";
import { shortIdOrName } from "../../messages/job/job-line.ts";
import { noLogYet } from "../../messages/logs/no-log-yet.ts";
import { tooManyWholeLogs, wholeLogBegun } from "../../messages/logs/whole-log-begun.ts";
import { wholeLogOver, wholeLogStopped } from "../../messages/logs/whole-log-ended.ts";
import { noneFailed } from "../../messages/retrying/none-failed.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import { refreshJob } from "../looking/refresh-job.ts";
import { describeMember, noSuchChild, type Which } from "../people/describe-member.ts";
import { actorOf, type Request } from "../request.ts";
import { type NoStreams, withoutStream, wrongLog } from "./without-stream.ts";

export type WholeLogWish = {
  attempt?: number | undefined;
  /** All of them, where none is named. */
  container?: string | undefined;
  node?: number;
  /** Of an array; none: the job's own log. */
  children?: readonly number[];
  /** Those that failed were asked for, whichever they are. */
  failed?: boolean;
};

/** The job was found for the person before, who may read its log. */
export async function askWholeLog(request: Request, whole: Job, wish: WholeLogWish): Promise<Answer> {
  const { children = [], node } = wish;
  if (wish.failed && children.length === 0) return toMe(noneFailed(whole));
  const [only, another] = children;
  if (another !== undefined) return ofChildren(request, whole, wish, children);
  if (only !== undefined) return ofMember(request, whole, wish, { child: only });
  if (node !== undefined) return ofMember(request, whole, wish, { node });
  return ofJob(request, whole, wish);
}

/** Pressed by who asked for it: nobody else has the button, or could use it. */
export async function stopWholeLog(
  { services, member, nowMs }: Request,
  { value }: StepTarget,
): Promise<Answer> {
  const log = await services.store.wholeLogs.askStop(value as WholeLogId, member.id, nowMs);
  const job = log && (await services.store.jobs.get(log.job));
  const isOver = log === undefined || job === undefined || log.step.kind !== "gathering";
  return toMe(isOver ? wholeLogOver() : wholeLogStopped(job, log));
}

async function ofJob(request: Request, known: Job, wish: WholeLogWish): Promise<Answer> {
  const { job, stale } = await refreshJob(request, known);
  if (stale === true) return toMe(awsSilent(job));
  const child = typicalFailure(job);
  if (child !== undefined) return ofMember(request, job, wish, { child });
  const nodes = job.facts?.head.nodes;
  if (nodes !== undefined) return ofMember(request, job, wish, { node: nodes.main });
  const found = partsOf(job, wish, {});
  if (!("parts" in found)) return noFile(job, found, wish);
  return save(request, job, { parts: found.parts, fileOf: { job, ...attemptOf(found.parts) }, logOf: job });
}

async function ofMember(request: Request, whole: Job, wish: WholeLogWish, which: Which): Promise<Answer> {
  const member = await describeMember(request, whole, which);
  if ("mistake" in member) return wrongLog(member.mistake);
  if ("notYet" in member) return toMe(noLogYet(whole));
  const label = "child" in which ? { index: which.child } : which;
  const found = partsOf(member.job, wish, label);
  if (!("parts" in found)) return noFile(member.job, found, wish);
  const named = "child" in which ? { indexes: [indexOfChild(whole, which.child)] } : which;
  const fileOf = { job: whole, ...named, ...attemptOf(found.parts) };
  return save(request, whole, { parts: found.parts, fileOf, logOf: member.job });
}

/** One file with a heading for each: of so many that AWS tells of all of them in one call. */
async function ofChildren(
  request: Request,
  whole: Job,
  wish: WholeLogWish,
  children: readonly number[],
): Promise<Answer> {
  const mistake = noSuchChild(whole, children);
  if (mistake !== undefined) return wrongLog(mistake);
  const taken = children.slice(0, limits.wholeLogParts);
  const jobs = await describeChildren(request, whole, taken);
  if (jobs === undefined) return toMe(awsSilent(whole));
  const parts = jobs.flatMap(({ job, index }) => {
    const found = partsOf(job, wish, { index });
    return "parts" in found ? found.parts : [];
  });
  if (parts.length === 0) return toMe(noLogYet(whole));
  const indexes = children.map((child) => indexOfChild(whole, child));
  const left = children.length - taken.length;
  return save(request, whole, {
    parts,
    fileOf: { job: whole, indexes },
    logOf: whole,
    ...(left === 0 ? {} : { partsLeft: left }),
  });
}

/** In their order; undefined when AWS does not answer. */
async function describeChildren(
  { services, member, logger, nowMs }: Request,
  whole: Job,
  children: readonly number[],
): Promise<{ job: Job; index: number }[] | undefined> {
  const pi = services.labs().pis.get(whole.pi);
  const { batchId } = whole;
  if (pi === undefined || batchId === undefined) return [];
  try {
    const ids = children.map((index) => childId(batchId, index));
    const answers = await services.batch.describe(pi, actorOf(member, whole.pi), ids);
    const details = new Map(answers.map((answer) => [answer.batchId, answer.detail]));
    return children.flatMap((index) => {
      const job = memberJob(whole, details.get(childId(batchId, index)), nowMs);
      return job === undefined ? [] : [{ job, index }];
    });
  } catch (error) {
    logger.warn({ err: error, job: batchId }, "AWS could not be asked about an array's children");
    return undefined;
  }
}

type Label = Pick<LogPart, "index" | "node">;
function partsOf(
  job: Job,
  { attempt, container }: WholeLogWish,
  label: Label,
): { parts: LogPart[] } | NoStreams {
  const streams = streamsOf(job, withoutUndefined({ attempt, container }));
  if (streams.kind !== "streams") return streams;
  const { batchId } = job;
  if (batchId === undefined) return { kind: "not-yet", status: "SUBMITTED" };
  const attempts = Math.max(streams.attempts, job.facts?.head.maxAttempts ?? 1);
  const parts = streams.list.map(({ pi: _pi, ...stream }) => ({ batchId, ...stream, attempts, ...label }));
  return { parts };
}

/** Where there is one alone, nobody needs to be told which. */
function attemptOf([first]: readonly LogPart[]): { attempt?: number } {
  return first === undefined || first.attempts <= 1 ? {} : { attempt: first.attempt };
}

function noFile(job: Job, streams: NoStreams, { attempt }: WholeLogWish): Answer {
  const line = `/batch logs ${shortIdOrName(job)} --index 0-9 --file`;
  const whichChild = `say of which children, as \`${line}\`, or of those that failed, with \`--failed --file\`.`;
  return withoutStream(job, streams, { attempt, whichChild });
}

type Found = {
  parts: readonly LogPart[];
  partsLeft?: number;
  fileOf: Parameters<typeof logFileName>[0];
  /** Whose log it is: whether it goes on. */
  logOf: Job;
};

/** Saved once for each intention, and counted before, so that nobody takes all the room. */
async function save(request: Request, job: Job, { parts, partsLeft, fileOf, logOf }: Found): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const id = wholeLogIdOf(invocation.id);
  const name = maskLabWords([services.labs().pis.get(job.pi)])(job.name);
  const log: WholeLog = {
    id,
    ...actorOf(member, job.pi),
    pi: job.pi,
    job: job.id,
    parts,
    ...(partsLeft === undefined ? {} : { partsLeft }),
    fileName: logFileName({ ...fileOf, job: { ...fileOf.job, name } }),
    zone: (await services.zoneOf(member.id)) ?? "UTC",
    ...(isEnded(logOf.state) ? {} : { untilMs: nowMs }),
    atMs: nowMs,
    dueMs: nowMs,
    step: { kind: "gathering" },
  };
  const tooMany = await services.store.transaction(async ({ wholeLogs }) => {
    if ((await wholeLogs.get(id)) !== undefined) return undefined;
    const { ofMember, ofAll } = await wholeLogs.underWay(member.id);
    if (ofMember >= limits.wholeLogsOfMember) return { whose: "yours", count: ofMember } as const;
    if (ofAll >= limits.wholeLogsOfAll) return { whose: "all", count: ofAll } as const;
    await wholeLogs.add(log);
    return undefined;
  });
  if (tooMany !== undefined) return toMe(tooManyWholeLogs(tooMany));
  services.changed();
  return toMe(wholeLogBegun(job, log));
}
