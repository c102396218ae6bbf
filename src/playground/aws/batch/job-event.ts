import { randomUUID } from "node:crypto";
import type { BusEvent } from "../events/bus-event.ts";
import type { JobEventType } from "./batch-world.ts";
import type { Job } from "./job.ts";
import { eventDetail } from "./job-detail.ts";

/** An event as Batch sends it; one about a blocked queue names the queue as well. */
export function jobEvent(job: Job, type: JobEventType): BusEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": type,
    source: "aws.batch",
    account: job.account,
    time: new Date().toISOString().replace(/\.\d+Z/, "Z"),
    region: job.arn.split(":")[3] ?? "",
    resources: type === "Batch Job Queue Blocked" ? [job.arn, job.queue.arn] : [job.arn],
    detail: eventDetail(job),
  };
}
