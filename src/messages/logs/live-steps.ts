import type { NoticeId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { shownId } from "../job/job-steps.ts";
import type { NextStep } from "../text/next-step.ts";

/** *Live log*, where a log is about to grow. Of an array each child has its own, of a batch each job. */
export function liveSteps(job: Job): NextStep[] {
  const { asked, batchRow, state } = job;
  const isOne = asked.arraySize === undefined && batchRow === undefined;
  const grows = state === "starting" || state === "running";
  return isOne && grows ? [{ verb: "logs", step: "follow", label: "Live log", value: shownId(job) }] : [];
}

export function stopStep(notice: NoticeId, label: string): NextStep {
  return { verb: "logs", step: "stop", label, value: notice };
}
