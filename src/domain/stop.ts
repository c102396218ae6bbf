import type { MemberId } from "./ids.ts";
import { limits } from "./limits.ts";

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

/** What stands as the status reason in AWS, whoever looks there. */
export function stopReason({ hutchnet, reason }: Pick<Stop, "hutchnet" | "reason">): string {
  return `${stoppedBy}${hutchnet}${reason === "" ? "" : `: ${reason}`}`.slice(0, limits.reasonLength);
}

/** The status reason of a job that one of us stopped; events need not say that it was stopped. */
export function isOurStop(statusReason: string | undefined): boolean {
  return statusReason?.startsWith(stoppedBy) === true;
}

const stoppedBy = "Stopped by ";
