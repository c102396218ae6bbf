import type { ComputeEnvironmentSeed, DefinitionSeed, QueueSeed } from "./batch/seeds.ts";
import type { RoleSeed } from "./iam/roles.ts";

export type LocalAwsOptions = {
  host?: "127.0.0.1";
  /** 0, the default, takes any free port. */
  port?: number;
  region: string;
  accounts: AccountSeed[];
  timings?: Partial<Timings>;
  /** An existing folder; every attempt of a job gets a fresh folder in it, removed when it ends. */
  workFolder: string;
  /** The PATH jobs see. */
  path?: string;
  /** How many jobs may have a process at once, whatever their vCPUs. */
  maxProcesses?: number;
};

export type AccountSeed = {
  account: string;
  queues: QueueSeed[];
  computeEnvironments: ComputeEnvironmentSeed[];
  definitions: DefinitionSeed[];
  roles?: (string | RoleSeed)[];
};

/** How long a job stays at least in each state, and how patient the services are. */
export type Timings = {
  submittedMs: number;
  pendingMs: number;
  runnableMs: number;
  startingMs: number;
  /** Between a failed attempt and RUNNABLE again. */
  retryMs: number;
  /** Between a line's writing and its being readable in CloudWatch Logs. */
  logLagMs: number;
  /** Between SIGTERM and SIGKILL. */
  graceMs: number;
  /** How long a second of a job's timeout, or of a queue's time limit, lasts. */
  secondMs: number;
  memoryPollMs: number;
  eventRetryBaseMs: number;
  eventRetryMaxMs: number;
  eventTimeoutMs: number;
};

/** A person sees every state of a hello job in three to four seconds. */
export const defaultTimings: Timings = {
  submittedMs: 500,
  pendingMs: 500,
  runnableMs: 1200,
  startingMs: 1000,
  retryMs: 1500,
  logLagMs: 300,
  graceMs: 30_000,
  secondMs: 1000,
  memoryPollMs: 100,
  eventRetryBaseMs: 1000,
  eventRetryMaxMs: 60_000,
  eventTimeoutMs: 5000,
};
