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
  /** One that may end as it likes; the end of any other ends the job. */
  essential?: false;
  exitCode?: number;
  reason?: string;
  logStream?: string;
  /** Where its log goes, unless that is where the job's own goes. */
  logs?: { group?: string; region?: string };
};

/** The container whose end decided the attempt: the first that failed by itself, else the first. */
export function decidingContainer({ containers }: Attempt): AttemptContainer | undefined {
  const inOrder = [...essentialOf(containers), ...containers.filter(({ essential }) => essential === false)];
  return (
    inOrder.find((container) => hasFailed(container) && !isTakenAlong(container)) ??
    inOrder.find(hasFailed) ??
    inOrder.find(({ reason }) => reason !== undefined) ??
    inOrder[0]
  );
}

function essentialOf(containers: readonly AttemptContainer[]): readonly AttemptContainer[] {
  return containers.filter(({ essential }) => essential !== false);
}

function hasFailed({ exitCode }: AttemptContainer): boolean {
  return exitCode !== undefined && exitCode !== 0;
}

/** The end of an essential container ends the others: by SIGTERM, and by SIGKILL where that is not heard. */
function isTakenAlong({ exitCode, reason }: AttemptContainer): boolean {
  return reason === undefined && (exitCode === 143 || exitCode === 137);
}
