// Whether a failed attempt is tried again: attempts left, and the first evaluateOnExit rule that matches.

import { AwsError } from "../wire/aws-error.ts";
import { executionError } from "./batch-account.ts";
import type { Attempt, ExitRule, RetryStrategy } from "./job.ts";

export function isRetried(strategy: RetryStrategy | undefined, attempts: Attempt[]): boolean {
  const last = attempts.at(-1);
  if (!last || attempts.length >= (strategy?.attempts ?? 1)) return false;
  const rule = (strategy?.evaluateOnExit ?? []).find((candidate) => matches(candidate, last));
  return rule === undefined || rule.action.toUpperCase() === "RETRY";
}

/** Every condition the rule names must match; only a trailing `*` is a wildcard. */
function matches(rule: ExitRule, { container, statusReason }: Attempt): boolean {
  return (
    glob(rule.onStatusReason, statusReason) &&
    glob(rule.onReason, container.reason ?? "") &&
    glob(rule.onExitCode, container.exitCode === undefined ? "" : String(container.exitCode))
  );
}

function glob(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  return pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

export function checkRetryStrategy(strategy: RetryStrategy | undefined): void {
  if (!strategy) return;
  const { attempts, evaluateOnExit = [] } = strategy;
  if (attempts !== undefined && !(attempts >= 1 && attempts <= 10))
    throw executionError("attempts in retryStrategy must be between 1 and 10");
  if (evaluateOnExit.length > 5) throw executionError("evaluateOnExit must have at most 5 conditions");
  if (evaluateOnExit.length > 0 && attempts === undefined)
    throw executionError("attempts must be specified with evaluateOnExit");
  const conditions = evaluateOnExit.flatMap((rule) => [rule.onStatusReason, rule.onReason, rule.onExitCode]);
  if (conditions.some((text) => text?.slice(0, -1).includes("*")))
    throw new AwsError("ClientException", "Evaluate on exit condition contains restricted characters");
}
