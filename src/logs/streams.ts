/** Where the log of a job stands, as far as AWS has told: pure. */
import type { LogStreamRef } from "../aws/job-logs.ts";
import type { PiName } from "../domain/ids.ts";
import { type Attempt, type AttemptContainer, decidingContainer } from "../domain/job/attempt.ts";
import type { Facts } from "../domain/job/job-state.ts";
import { type BatchStatus, isFinal } from "../domain/job/report.ts";

export type StreamChoice = {
  /** From 1. Without it, the newest that has a stream. */
  attempt?: number;
  /** By name, in a job of several. Without it, all of the attempt, the one that decided its end first. */
  container?: string;
  /** By its own name: it says both. */
  stream?: string;
};

export type JobStream = LogStreamRef & { attempt: number; container?: string };

export type Streams =
  | {
      kind: "streams";
      list: readonly [JobStream, ...JobStream[]];
      /** How many attempts there are; the newest may have no stream. */
      attempts: number;
    }
  /** The container has not started yet. */
  | { kind: "not-yet"; status: BatchStatus }
  /** It never did, and will not. */
  | { kind: "never"; reason?: string }
  /** The log goes somewhere else than to CloudWatch: splunk, awsfirelens, eks. */
  | { kind: "elsewhere"; driver: string }
  /** The children of an array have logs, not the array. */
  | { kind: "array"; size: number }
  | { kind: "no-such-attempt"; attempts: number }
  | { kind: "no-such-container"; containers: string[] };

/** Where Batch writes unless a definition says otherwise. */
export const batchGroup = "/aws/batch/job";

export function streamsOf(job: { pi: PiName; facts?: Facts }, choice: StreamChoice = {}): Streams {
  const head = job.facts?.head;
  if (job.facts === undefined || head === undefined) return { kind: "not-yet", status: "SUBMITTED" };
  const elsewhere = head.platform === "EKS" ? "eks" : head.logs?.driver;
  if (elsewhere !== undefined && elsewhere !== "awslogs") return { kind: "elsewhere", driver: elsewhere };
  if (head.array?.size !== undefined && head.array.index === undefined)
    return { kind: "array", size: head.array.size };

  const attempts = allAttempts(job.facts);
  const named = choice.stream === undefined ? undefined : whereIs(choice.stream, attempts);
  if (named !== undefined) return streamsOf(job, named);
  const wanted = choice.attempt ?? newestWithStream(attempts);
  const attempt = attempts[wanted - 1];
  if (attempt === undefined) {
    return choice.attempt === undefined
      ? withoutStream(job.facts, undefined)
      : { kind: "no-such-attempt", attempts: attempts.length };
  }
  const containers = chosen(attempt, choice.container);
  if (containers.length === 0 && attempt.containers.length > 0) {
    return { kind: "no-such-container", containers: attempt.containers.flatMap(({ name }) => name ?? []) };
  }
  const list = containers.flatMap(({ name, logStream, logs }): JobStream[] => {
    if (logStream === undefined) return [];
    const { group = batchGroup, region = head.region } = logs ?? head.logs ?? {};
    return [
      {
        pi: job.pi,
        region,
        group,
        stream: logStream,
        attempt: wanted,
        ...(name === undefined ? {} : { container: name }),
      },
    ];
  });
  const [first, ...rest] = list;
  if (first === undefined) return withoutStream(job.facts, attempt);
  return { kind: "streams", list: [first, ...rest], attempts: attempts.length };
}

/** Batch lists an attempt once it has ended; the one that runs is known by its stream alone. */
function allAttempts({ head, attempts }: Facts): readonly Attempt[] {
  const logStream = head.current?.logStream;
  const listed = attempts.some(({ containers }) =>
    containers.some((container) => container.logStream === logStream),
  );
  const isRunning = head.status === "RUNNING" || head.status === "STARTING";
  if (logStream !== undefined && !listed)
    return [...attempts, { containers: head.current?.containers ?? [{ logStream }] }];
  return isRunning && logStream === undefined ? [...attempts, { containers: [] }] : attempts;
}

function whereIs(stream: string, attempts: readonly Attempt[]): StreamChoice | undefined {
  const index = attempts.findIndex(({ containers }) =>
    containers.some(({ logStream }) => logStream === stream),
  );
  const name = attempts[index]?.containers.find(({ logStream }) => logStream === stream)?.name;
  if (index === -1) return undefined;
  return { attempt: index + 1, ...(name === undefined ? {} : { container: name }) };
}

function newestWithStream(attempts: readonly Attempt[]): number {
  return (
    attempts.findLastIndex(({ containers }) => containers.some(({ logStream }) => logStream !== undefined)) +
    1
  );
}

/** The deciding container first: its log says why. */
function chosen(attempt: Attempt, name: string | undefined): readonly AttemptContainer[] {
  if (name !== undefined) return attempt.containers.filter((container) => container.name === name);
  const deciding = decidingContainer(attempt);
  if (deciding === undefined) return [];
  return [deciding, ...attempt.containers.filter((container) => container !== deciding)];
}

function withoutStream({ head, attempts }: Facts, attempt: Attempt | undefined): Streams {
  const hasEnded = isFinal(head.status) || attempt?.stoppedAtMs !== undefined;
  if (!hasEnded) return { kind: "not-yet", status: head.status };
  const ended = attempt ?? attempts.at(-1);
  const reason = (ended && decidingContainer(ended)?.reason) ?? ended?.statusReason ?? head.statusReason;
  return { kind: "never", ...(reason === undefined ? {} : { reason }) };
}
