import type { ReadDetail } from "../job/job-detail.ts";
import type { AwsEvent } from "./aws-event.ts";

/** One kind of event that AWS can send. */
export type EventKind = {
  detailType: string;
  /** What it tells about a job; not ok: it can never be read, and is set aside to be looked at. */
  read(event: AwsEvent, receivedAtMs: number): ReadDetail;
};
