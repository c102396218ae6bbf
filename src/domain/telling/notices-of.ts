import { explainFailure } from "../failure/failure.ts";
import type { Failure } from "../failure/failure-cause.ts";
import type { Attempt } from "../job/attempt.ts";
import { type Job, maxAttempts } from "../job/job.ts";
import { isEnded, type State } from "../job/job-state.ts";
import { attemptMs, ranForMs, waitedForMs } from "../job/job-times.ts";
import { explainBlocked } from "../job/waiting.ts";
import type { Finished, Notice } from "./notice.ts";

/** Something to say, with what makes it one of a kind among all that is said of the job. */
export type Said = { key: string; notice: Notice };

/** What is worth telling when a job goes from one to the other. Pure: nothing is told of a step backwards or twice. */
export function noticesOf(before: Job, after: Job): Said[] {
  if (isEnded(before.state)) return [];
  return [
    ...decided(before, after),
    ...attemptsOver(before, after),
    ...started(before, after),
    ...blocked(before, after),
    ...finished(after),
  ];
}

/**
 * Said to who waits for it. A job that its owner has withdrawn says so by its end, and of many that were decided over
 * at once that is said once, where it is decided.
 */
function decided(before: Job, after: Job): Said[] {
  const outcome = after.approval?.outcome;
  if (after.approval?.together !== undefined) return [];
  if (outcome === undefined || outcome.kind === "standing" || outcome.kind === "withdrawn") return [];
  if (before.approval?.outcome === undefined)
    return [{ key: "decided", notice: { kind: "decided", outcome } }];
  // Nobody waits for AWS's answer any more by then.
  if (after.state !== "rejected" || after.rejection === undefined) return [];
  return [{ key: "rejected", notice: { kind: "decided", outcome, rejection: after.rejection } }];
}

/** An attempt failed and Batch tries again: the last one of a job is told by its end. */
function attemptsOver(before: Job, after: Job): Said[] {
  if (after.asked.arraySize !== undefined) return [];
  const known = before.facts?.attempts.length ?? 0;
  const attempts = after.facts?.attempts ?? [];
  const over = isEnded(after.state) ? attempts.slice(known, -1) : attempts.slice(known);
  return over.map((attempt, index) => {
    const number = known + index + 1;
    const ranMs = attemptMs(attempt);
    return {
      key: `attempt:${number}`,
      notice: {
        kind: "attempt",
        attempt: number,
        maxAttempts: maxAttempts(after),
        ...(ranMs === undefined ? {} : { ranMs }),
        // What AWS says of the job explains its end, not what came before.
        failure: explain(after, attempt, undefined),
      },
    };
  });
}

const beforeRunning: ReadonlySet<State> = new Set([
  "approval",
  "submitting",
  "submitted",
  "waiting",
  "starting",
]);

/** The first start; a second attempt is announced by the end of the first. */
function started(before: Job, after: Job): Said[] {
  if (after.state !== "running" || !beforeRunning.has(before.state)) return [];
  const attempt = (after.facts?.attempts.length ?? 0) + 1;
  if (attempt > 1) return [];
  const waitedMs = waitedForMs(after);
  return [
    {
      key: "started",
      notice: {
        kind: "started",
        ...(waitedMs === undefined ? {} : { waitedMs }),
        attempt,
        // Each child of an array has attempts of its own.
        maxAttempts: after.asked.arraySize === undefined ? maxAttempts(after) : 1,
      },
    },
  ];
}

/** The head of its queue can not start: told when somebody must act. Merely busy stands on the card only. */
function blocked(before: Job, after: Job): Said[] {
  const reason = after.blocked?.reason;
  if (reason === undefined || reason === before.blocked?.reason) return [];
  const { who } = explainBlocked({ statusReason: reason, size: after.asked.size, queue: after.queue });
  if (who === "nobody") return [];
  const [code = reason] = reason.split(" - ");
  return [{ key: `waiting:${code}`, notice: { kind: "waiting", reason } }];
}

function finished(after: Job): Said[] {
  const { state } = after;
  if (state !== "succeeded" && state !== "failed" && state !== "stopped" && state !== "lost") return [];
  return [{ key: "finished", notice: finishedNotice(after, state) }];
}

function finishedNotice(job: Job, state: Finished["state"]): Finished {
  const ranMs = ranForMs(job);
  const outputs = state === "succeeded" ? outputsOf(job) : [];
  return {
    kind: "finished",
    state,
    ...(ranMs === undefined ? {} : { ranMs }),
    ...(state === "failed" ? { failure: withChildrensLogs(job, failureOf(job)) } : {}),
    ...(outputs.length === 0 ? {} : { outputs }),
    ...(state === "stopped" ? { stop: stopOf(job) } : {}),
  };
}

/** An array has no log of its own, but those of its children. */
function withChildrensLogs({ facts }: Job, failure: Failure): Failure {
  if (failure.cause !== "array-child") return failure;
  return { ...failure, hasLog: facts?.head.platform !== "EKS" };
}

function stopOf({ stop, facts }: Job): NonNullable<Finished["stop"]> {
  if (stop !== undefined) return { by: stop.by, reason: stop.reason };
  return facts?.head.statusReason === undefined ? {} : { reason: facts.head.statusReason };
}

/** Why a job failed: how its last attempt ended, and what AWS says of the whole. */
export function failureOf(job: Job): Failure {
  return explain(job, job.facts?.attempts.at(-1), job.facts?.head.statusReason);
}

function explain(job: Job, attempt: Attempt | undefined, statusReason: string | undefined): Failure {
  const head = job.facts?.head;
  const ranMs = attempt && attemptMs(attempt);
  return explainFailure({
    ...(attempt === undefined ? {} : { attempt }),
    ...(statusReason === undefined ? {} : { statusReason }),
    size: head?.size ?? job.asked.size,
    platform: head?.platform ?? "unknown",
    ...(head?.timeoutSeconds === undefined ? {} : { timeoutSeconds: head.timeoutSeconds }),
    ...(head?.image === undefined ? {} : { image: head.image }),
    ...(ranMs === undefined ? {} : { ranMs }),
  });
}

const outputName =
  /(^|[_-])(out|output|outdir|outputs|result|results|dest|destination|target|publish)([_-]|$|dir|path|file|uri|prefix)/i;

/** `s3://` values among the parameters whose name says that something is written there. */
function outputsOf(job: Job): string[] {
  const parameters = { ...job.asked.parameters, ...job.facts?.head.parameters };
  return Object.entries(parameters)
    .filter(([name, value]) => value.startsWith("s3://") && outputName.test(name))
    .map(([, value]) => value);
}
