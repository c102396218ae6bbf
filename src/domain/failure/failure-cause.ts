import type { Attempt } from "../job/attempt.ts";
import type { JobSize, Report } from "../job/report.ts";

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
