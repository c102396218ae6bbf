import type { LocalAws } from "../aws/local-aws.ts";

export type OperationPace = {
  service: string;
  operation: string;
  lastMinute: number;
  throttled: number;
  failed: number;
};

const throttles = new Set([
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "RequestThrottled",
]);

/** What was asked of AWS in the last minute, by operation, and how much of it went wrong. */
export function awsCalls(aws: Pick<LocalAws, "calls">, nowMs: number): OperationPace[] {
  const calls = aws.calls();
  const recent = calls.slice(calls.findLastIndex(({ at }) => at <= nowMs - 60_000) + 1);
  return [...Map.groupBy(recent, ({ service, operation }) => `${service} ${operation}`)]
    .map(([name, each]) => {
      const [service = "", operation = ""] = name.split(" ");
      const wrong = each.filter(({ error }) => error !== undefined);
      const throttled = wrong.filter(({ error }) => throttles.has(error ?? "")).length;
      return { service, operation, lastMinute: each.length, throttled, failed: wrong.length - throttled };
    })
    .sort((a, b) => `${a.service}${a.operation}`.localeCompare(`${b.service}${b.operation}`));
}
