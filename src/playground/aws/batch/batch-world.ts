import type { LogStore } from "../logs/log-store.ts";
import type { Timings } from "../options.ts";
import type { Timers } from "../timers.ts";
import type { BatchAccount } from "./batch-account.ts";
import type { Containers } from "./containers.ts";
import type { Job } from "./job.ts";

export type JobEventType = "Batch Job State Change" | "Batch Job Queue Blocked";

/** What Batch needs of the services around it. */
export type BatchSurroundings = {
  accounts: Map<string, BatchAccount>;
  timings: Timings;
  timers: Timers;
  containers: Containers;
  logsOf: (account: string, region: string) => LogStore;
  emit: (job: Job, type: JobEventType) => void;
  changed: (job: Job) => void;
};

/** All that Batch's moving parts need: the services around them, and each other. */
export type BatchWorld = BatchSurroundings & {
  /** Which jobs wait for the job of an id. */
  dependents: Map<string, Set<Job>>;
  /** What follows once a job has SUCCEEDED or FAILED, for those that waited for it. */
  settleDependents: (job: Job) => void;
  /** Starts what may start, now that there is more to start or more room. */
  schedule: () => void;
};
