// What a person looking at an account sees of its jobs: one line each, and all of one.

import type { BatchAccount } from "./batch/batch-account.ts";
import {
  type ContainerState,
  isFinal,
  type Job,
  type JobStatus,
  jobStatuses,
  requiredMemoryMiB,
  requiredVcpus,
} from "./batch/job.ts";
import { logGroup } from "./batch/log-target.ts";
import { mainPart, mainState } from "./batch/parts.ts";

export type JobLine = {
  id: string;
  account: string;
  name: string;
  queue: string;
  status: JobStatus;
  reason: string | undefined;
  /** Of the last attempt that ended. */
  exitCode: number | undefined;
  createdAt: number;
  startedAt: number | undefined;
  stoppedAt: number | undefined;
  /** The one it is in, or was last in; 0 for a job that ended before its first. */
  attempt: number;
  attempts: number;
  memoryMiB: number | undefined;
  /** The process group of a running attempt. */
  pid: number | undefined;
  array: { size: number; counts: Record<JobStatus, number> } | undefined;
};

type LogPlace = { account: string; group: string; stream: string };
type AttemptLine = {
  startedAt: number | undefined;
  stoppedAt: number | undefined;
  reason: string | undefined;
  containerReason: string | undefined;
  exitCode: number | undefined;
  log: LogPlace | undefined;
};

export type JobSheet = {
  job: JobLine;
  definition: string;
  image: string;
  command: string[];
  vcpus: number;
  attempts: AttemptLine[];
  children: JobLine[];
  moreChildren: number;
};

const maxChildren = 200;

/** Jobs that have not ended first, each part newest first; children stand with their array. */
export function newestJobs(accounts: BatchAccount[], limit: number): { lines: JobLine[]; more: number } {
  const whole = accounts.flatMap(({ jobs }) => [...jobs.values()].filter(({ array }) => !isChild(array)));
  const newest = whole.sort((a, b) => b.serial - a.serial);
  const open = newest.filter(({ status }) => !isFinal(status));
  const ended = newest.filter(({ status }) => isFinal(status));
  const lines = [...open, ...ended].slice(0, limit).map(jobLine);
  return { lines, more: newest.length - lines.length };
}

const isChild = (array: Job["array"]): boolean => array?.kind === "child";

function jobLine(job: Job): JobLine {
  const { attempts, array } = job;
  return {
    id: job.id,
    account: job.account,
    name: job.name,
    queue: job.queue.name,
    status: job.status,
    reason: job.statusReason,
    exitCode: attempts.at(-1)?.container.exitCode,
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    attempt: attempts.length + (isFinal(job.status) ? 0 : 1),
    attempts: job.retryStrategy?.attempts ?? 1,
    memoryMiB: requiredMemoryMiB(job.container),
    pid: job.running?.pid,
    array: array?.kind === "parent" ? { size: array.size, counts: { ...array.summary } } : undefined,
  };
}

export function jobSheet(job: Job): JobSheet {
  const children = job.array?.kind === "parent" ? job.array.children : [];
  const told = [...children].sort(byInterest).slice(0, maxChildren);
  return {
    job: jobLine(job),
    definition: `${job.definition.name}:${job.definition.revision}`,
    image: job.container.image ?? "",
    command: job.parts[mainPart(job)]?.properties.command ?? [],
    vcpus: requiredVcpus(job.container),
    attempts: attemptLines(job),
    children: told.map(jobLine),
    moreChildren: children.length - told.length,
  };
}

function attemptLines(job: Job): AttemptLine[] {
  const ended = job.attempts.map(({ container, startedAt, stoppedAt, statusReason }) => ({
    startedAt,
    stoppedAt,
    reason: statusReason,
    containerReason: container.reason,
    exitCode: container.exitCode,
    log: logPlace(job, container),
  }));
  if (job.status !== "RUNNING") return ended;
  const running = { startedAt: job.startedAt, log: logPlace(job, mainState(job)) };
  const open = { stoppedAt: undefined, reason: undefined, containerReason: undefined, exitCode: undefined };
  return [...ended, { ...running, ...open }];
}

function logPlace(job: Job, { logStreamName }: ContainerState): LogPlace | undefined {
  return logStreamName === undefined
    ? undefined
    : { account: job.account, group: logGroup(job), stream: logStreamName };
}

const interest: JobStatus[] = ["FAILED", "RUNNING", "STARTING"];
const order = [...interest, ...jobStatuses.filter((status) => !interest.includes(status))];

function byInterest(a: Job, b: Job): number {
  return order.indexOf(a.status) - order.indexOf(b.status) || a.serial - b.serial;
}
