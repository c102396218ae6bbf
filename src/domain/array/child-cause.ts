/** Why a child of an array failed, short enough that thousands are kept: what is the same for many is kept once. */
import { explainFailure } from "../failure/failure.ts";
import type { FailureCause } from "../failure/failure-cause.ts";
import type { Report } from "../job/report.ts";
import { isOurStop } from "../job/stop.ts";
import { limits } from "../limits.ts";

export type ChildCause = {
  /** `other`: one of those that were too many to be kept apart. */
  cause: FailureCause | "other";
  /** Only where the code itself is the news. */
  exitCode?: number;
  /** AWS's own words, where we have none. */
  reason?: string;
};

/** The cause as it is kept: equal causes have equal text. */
export function causeText(report: Report): string {
  if (report.isTerminated === true || report.isCancelled === true || isOurStop(report.statusReason))
    return stoppedCause;
  const attempt = report.attempts.at(-1);
  const { cause, exitCode } = explainFailure({
    size: report.size,
    platform: report.platform,
    ...(attempt === undefined ? {} : { attempt }),
    ...(report.statusReason === undefined ? {} : { statusReason: report.statusReason }),
    ...(report.timeoutSeconds === undefined ? {} : { timeoutSeconds: report.timeoutSeconds }),
  });
  if (cause === "unknown") {
    const reason = (attempt?.statusReason ?? report.statusReason ?? "").replace(/\s+/g, " ").trim();
    return `${unknown}${reason === "" ? unknown : reason.slice(0, limits.childReasonLength).toWellFormed()}`;
  }
  return exitCode === undefined ? cause : `${cause} ${exitCode}`;
}

export function readCause(text: string): ChildCause {
  if (text === stoppedCause) return { cause: "stopped" };
  if (text.startsWith(unknown)) {
    const reason = text.slice(unknown.length);
    return reason === unknown ? { cause: "unknown" } : { cause: "unknown", reason };
  }
  const [cause = "unknown", exitCode] = text.split(" ") as [FailureCause, string?];
  return { cause, ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }) };
}

/** Of two that are told of one end, and of more than can be kept apart, the lesser counts: what says more comes first. */
export function compareCauses(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In front of every letter: however many causes there are, who was stopped is always told from who failed. */
export const stoppedCause = "!";

/** Behind every letter, so that what explains itself comes first. */
const unknown = "~";
