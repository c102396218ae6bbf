import type { LogStore } from "../logs/log-store.ts";
import type { Timings } from "../options.ts";
import type { Timers } from "../timers.ts";
import type { BatchAccount } from "./batch-account.ts";
import type { Containers } from "./containers.ts";
import type { Job } from "./job.ts";

export type JobEventType = "Batch Job State Change" | "Batch Job Queue Blocked";

/** All that Batch's moving parts need of each other and of the services around them. */
export type BatchWorld = {
  accounts: Map<string, BatchAccount>;
  timings: Timings;
  timers: Timers;
  containers: Containers;
  logsOf: (account: string, region: string) => LogStore;
  emit: (job: Job, type: JobEventType) => void;
  changed: (job: Job) => void;
  /** Which jobs wait for the job of an id. */
  dependents: Map<string, Set<Job>>;
};
