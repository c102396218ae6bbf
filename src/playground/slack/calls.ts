/** A record of what the bot asked of Slack. */
import type { Json } from "./json.ts";

export type Call = {
  method: string;
  /** As understood, without the token. */
  args: Json;
  atMs: number;
  /** "ok", Slack's error code, or "no answer" when the workspace went silent. */
  result: string;
  /** The HTTP status; 0 when nothing was answered. */
  status: number;
  /** Whether the deed was done, whatever was answered. */
  done: boolean;
};

export type Pace = { total: number; peakPerMinute: number; lastMinute: number };

const keptCalls = 100_000;

export function record(calls: Call[], call: Call): void {
  calls.push(call);
  if (calls.length > keptCalls) calls.splice(0, calls.length - keptCalls);
}

/** How busy each method was: in total, in its busiest 60 seconds and in the last 60. */
export function measurePace(calls: Call[], nowMs: number): Record<string, Pace> {
  const times = Map.groupBy(calls, (call) => call.method);
  return Object.fromEntries(
    [...times].map(([method, each]) => [
      method,
      pace(
        each.map((call) => call.atMs).sort((a, b) => a - b),
        nowMs,
      ),
    ]),
  );
}

function pace(timesMs: number[], nowMs: number): Pace {
  let first = 0;
  let peak = 0;
  timesMs.forEach((at, index) => {
    while ((timesMs[first] ?? at) <= at - 60_000) first += 1;
    peak = Math.max(peak, index - first + 1);
  });
  return {
    total: timesMs.length,
    peakPerMinute: peak,
    lastMinute: timesMs.filter((at) => at > nowMs - 60_000).length,
  };
}
