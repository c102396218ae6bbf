import { type Attempt, decidingContainer } from "../job/attempt.ts";
import type { Failure, FailureInput } from "./failure-cause.ts";
import { type Evidence, spotReclaim } from "./failure-rule.ts";
import { failureRules } from "./failure-rules.ts";

/**
 * The first rule that fits has the word. Neither command nor parameters are ever repeated, so the words may be
 * shown wherever the job's card is.
 */
export function explainFailure(input: FailureInput): Failure {
  const evidence = evidenceOf(input);
  const rule = failureRules.find(({ when }) => when(evidence));
  if (rule === undefined) return { cause: "unknown", what: "AWS gave no reason", hasLog: canHaveLog(input) };
  const { cause, hasStarted = true, explain } = rule;
  return { cause, ...explain(evidence), hasLog: hasStarted && canHaveLog(input) };
}

/** AWS took the machine back: not the job's fault, and usually tried again. */
export function isSpotReclaim(statusReason: string | undefined): boolean {
  return spotReclaim.test(statusReason ?? "");
}

function evidenceOf(input: FailureInput): Evidence {
  const deciding = input.attempt === undefined ? undefined : decidingContainer(input.attempt);
  const status = input.attempt?.statusReason ?? input.statusReason ?? "";
  const container = deciding?.reason ?? "";
  return {
    ...input,
    status,
    container,
    text: `${status}\n${container}`,
    jobStatus: input.statusReason ?? status,
    ranMs: input.ranMs ?? attemptMs(input.attempt),
    ...(deciding?.exitCode === undefined ? {} : { exitCode: deciding.exitCode }),
  };
}

function canHaveLog({ attempt, platform }: FailureInput): boolean {
  return attempt?.startedAtMs !== undefined && platform !== "EKS";
}

function attemptMs(attempt: Attempt | undefined): number {
  return Math.max((attempt?.stoppedAtMs ?? 0) - (attempt?.startedAtMs ?? Number.POSITIVE_INFINITY), 0);
}
