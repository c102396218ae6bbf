import { readJobDetail } from "../domain/job/job-detail.ts";
import { type EventKind, eventTimeMs } from "./event.ts";

/** A job went from one status to another. None is sent for the submission itself. */
export const jobStateChange: EventKind = {
  detailType: "Batch Job State Change",
  read: (event, receivedAtMs) => {
    const { account, region } = event;
    return readJobDetail(event.detail, { account, region, observedAtMs: eventTimeMs(event, receivedAtMs) });
  },
};
