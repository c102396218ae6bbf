/** One try of AWS Batch at running a job. */
export type Attempt = {
  startedAtMs?: number;
  stoppedAtMs?: number;
  statusReason?: string;
  containers: readonly AttemptContainer[];
};

/** Usually one; several in a multi-container job. */
export type AttemptContainer = {
  name?: string;
  exitCode?: number;
  reason?: string;
  logStream?: string;
  /** Where its log goes, unless that is where the job's own goes. */
  logs?: { group?: string; region?: string };
};

/** The container whose end decided the attempt: the first that failed, else the first. */
export function decidingContainer(attempt: Attempt): AttemptContainer | undefined {
  return (
    attempt.containers.find((container) => container.exitCode !== undefined && container.exitCode !== 0) ??
    attempt.containers.find((container) => container.reason !== undefined) ??
    attempt.containers[0]
  );
}
