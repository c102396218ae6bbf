import { readJobDetail } from "../job/job-detail.ts";
import { eventTimeMs } from "./aws-event.ts";
import type { EventKind } from "./event-kind.ts";

/** A job went from one status to another. None is sent for the submission itself. */
export const jobStateChange: EventKind = {
  detailType: "Batch Job State Change",
  read: (event, receivedAtMs) => {
    const { account, region } = event;
    return readJobDetail(event.detail, { account, region, observedAtMs: eventTimeMs(event, receivedAtMs) });
  },
};
