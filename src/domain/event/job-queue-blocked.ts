import type { EventKind } from "./event-kind.ts";
import { jobStateChange } from "./job-state-change.ts";

/** The job at the head of a queue can not start; its status reason says why. The detail is that job's, as in a state change. */
export const jobQueueBlocked: EventKind = {
  detailType: "Batch Job Queue Blocked",
  read: jobStateChange.read,
};
