import type { Attempt } from "./attempt.ts";
import type { Facts } from "./job-state.ts";

/** Why an attempt or a job failed, for a person: what happened, and what to do next. */
export type Failure = {
  cause: FailureCause;
  /** One plain clause that follows "failed: ", without a final stop: "it needed more memory than its 16 GiB and was stopped". */
  what: string;
  /** One or two plain sentences: what usually helps. */
  advice?: string;
  exitCode?: number;
  /** The next step that fits best. */
  next?: { kind: "more-memory"; memoryMiB: number } | { kind: "edit" } | { kind: "retry" } | { kind: "ask" };
  /** Whether log lines of the attempt can exist. */
  hasLog: boolean;
};

export type FailureCause =
  | "exit-code" | "out-of-memory" | "killed" | "spot-reclaim" | "timeout" | "image-not-found" | "image-pull"
  | "command-not-started" | "container-runtime" | "resource-init" | "logging" | "file-system" | "network"
  | "dependency" | "array-child" | "queue-time-limit" | "stopped" | "queue-gone" | "overrides-too-long"
  | "permissions" | "kubernetes" | "node" | "unknown";
