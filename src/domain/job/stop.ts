import type { MemberId, SubmissionId } from "../ids.ts";
import { limits } from "../limits.ts";

/** A stop of ours: saved before AWS is asked, and asked for until AWS has taken it or the job has ended. */
export type Stop = {
  by: MemberId;
  hutchnet: string;
  reason: string;
  atMs: number;
  /** AWS has taken it. */
  taken?: true;
  /** When AWS is to be asked (again), until it has. */
  dueMs: number;
};

/** A stop of some children of an array: the others go on. */
export type ChildStop = {
  /** Follows from what was asked, so that it is one stop however often it is taken up. */
  id: string;
  job: SubmissionId;
  by: MemberId;
  hutchnet: string;
  reason: string;
  atMs: number;
  /** Indexes that AWS is still to be asked about, those it has taken, and those it would not stop. */
  left: readonly number[];
  taken: readonly number[];
  refused: readonly number[];
  /** When AWS is to be asked (again). */
  dueMs: number;
};

/** What stands as the status reason in AWS, whoever looks there. */
export function stopReason({ hutchnet, reason }: Pick<Stop, "hutchnet" | "reason">): string {
  return `${stoppedBy}${hutchnet}${reason === "" ? "" : `: ${reason}`}`.slice(0, limits.reasonLength);
}

/** The status reason of a job that one of us stopped; events need not say that it was stopped. */
export function isOurStop(statusReason: string | undefined): boolean {
  return statusReason?.startsWith(stoppedBy) === true;
}

const stoppedBy = "Stopped by ";

/** Until when the stop at this place of many is not taken for one that a dead process left behind. */
export function stopDueMs(nowMs: number, nth: number): number {
  return nowMs + limits.stopLeaseMs + (nth * 1_000) / limits.stopCallsPerSecond;
}
