import { type Attempt, decidingContainer } from "./attempt.ts";
import { type Evidence, spotReclaim } from "./failure-rule.ts";
import { failureRules } from "./failure-rules.ts";
import type { JobSize, Report } from "./report.ts";

/** Why an attempt or a job failed, for a person: what happened, and what to do next. */
export type Failure = {
  cause: FailureCause;
  /** One plain clause that follows "failed: ", without a final stop: "it needed more memory than its 16 GiB and was stopped". */
  what: string;
  /** One or two plain sentences: what usually helps. Names stand in backticks. */
  advice?: string;
  /** Only where the code itself is the news. */
  exitCode?: number;
  /** The next step that fits best. */
  next?: { kind: "more-memory"; memoryMiB: number } | { kind: "edit" } | { kind: "retry" } | { kind: "ask" };
  /** Whether log lines of the attempt can exist. */
  hasLog: boolean;
};

export type FailureCause =
  | "exit-code"
  | "out-of-memory"
  | "killed"
  | "spot-reclaim"
  | "timeout"
  | "image-not-found"
  | "image-pull"
  | "command-not-started"
  | "container-runtime"
  | "resource-init"
  | "logging"
  | "file-system"
  | "network"
  | "dependency"
  | "array-child"
  | "queue-time-limit"
  | "stopped"
  | "queue-gone"
  | "overrides-too-long"
  | "permissions"
  | "kubernetes"
  | "node"
  | "unknown";

export type FailureInput = {
  /** The attempt in question; absent when none was begun. */
  attempt?: Attempt;
  /** The job's own, when its end is explained and not that of an earlier attempt. */
  statusReason?: string;
  size: JobSize;
  timeoutSeconds?: number;
  image?: string;
  platform: Report["platform"];
  /** Present when a person stopped the job, in AWS or with us; the name is as shown to people. */
  stoppedBy?: { name?: string; reason?: string };
  ranMs?: number;
};

/**
 * The first rule that fits has the word. Neither command nor parameters are ever repeated, so the words may be
 * shown wherever the job's card is.
 */
export function explainFailure(input: FailureInput): Failure {
  const evidence = evidenceOf(input);
  const rule = failureRules.find(({ when }) => when(evidence));
  if (rule === undefined) return { cause: "unknown", what: "AWS gave no reason", hasLog: canHaveLog(input) };
  const { cause, hasStarted = true, explain } = rule;
  return { cause, ...explain(evidence), hasLog: hasStarted && canHaveLog(input) };
}

/** AWS took the machine back: not the job's fault, and usually tried again. */
export function isSpotReclaim(statusReason: string | undefined): boolean {
  return spotReclaim.test(statusReason ?? "");
}

function evidenceOf(input: FailureInput): Evidence {
  const deciding = input.attempt === undefined ? undefined : decidingContainer(input.attempt);
  const status = input.attempt?.statusReason ?? input.statusReason ?? "";
  const container = deciding?.reason ?? "";
  return {
    ...input,
    status,
    container,
    text: `${status}\n${container}`,
    jobStatus: input.statusReason ?? status,
    ranMs: input.ranMs ?? attemptMs(input.attempt),
    ...(deciding?.exitCode === undefined ? {} : { exitCode: deciding.exitCode }),
  };
}

function canHaveLog({ attempt, platform }: FailureInput): boolean {
  return attempt?.startedAtMs !== undefined && platform !== "EKS";
}

function attemptMs(attempt: Attempt | undefined): number {
  return Math.max((attempt?.stoppedAtMs ?? 0) - (attempt?.startedAtMs ?? Number.POSITIVE_INFINITY), 0);
}
