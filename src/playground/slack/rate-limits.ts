/** Slack's real pace: so many calls a minute for each method, and about one message a second for each channel. */
import { coverage, type Tier } from "./coverage.ts";
import { type Json, string } from "./json.ts";

/** Calls per minute; the special tiers are "hundreds of calls per minute" in Slack's documentation. */
const callsPerMinute: Record<Tier, number> = {
  // "1+", with "a small amount of burst".
  tier1: 5,
  tier2: 20,
  tier3: 50,
  tier4: 100,
  postMessage: 300,
  hundreds: 600,
};

/** How many calls a minute Slack takes of a method; undefined where it names no limit. */
export function callsPerMinuteOf(method: string): number | undefined {
  const tier = coverage[method]?.tier;
  return tier && callsPerMinute[tier];
}

/** Slack lets short bursts above one message a second through. */
const burst = 5;

export type RateLimits = {
  /** Counts the call, or says after how many seconds to come back. */
  spend: (method: string, args: Json) => number | undefined;
};

export const noRateLimits: RateLimits = { spend: () => undefined };

export function createRateLimits(clock: () => number): RateLimits {
  const spentMs = new Map<string, number[]>();
  const buckets = new Map<string, { left: number; atMs: number }>();

  function fullMethod(method: string): number | undefined {
    const limit = callsPerMinuteOf(method);
    if (limit === undefined) return undefined;
    const recent = (spentMs.get(method) ?? []).filter((at) => at > clock() - 60_000);
    spentMs.set(method, recent);
    const [oldest] = recent;
    if (recent.length < limit || oldest === undefined) return undefined;
    return Math.max(1, Math.ceil((oldest + 60_000 - clock()) / 1000));
  }

  function fullChannel(channel: string): number | undefined {
    const bucket = buckets.get(channel) ?? { left: burst, atMs: clock() };
    const left = Math.min(burst, bucket.left + (clock() - bucket.atMs) / 1000);
    buckets.set(channel, { left, atMs: clock() });
    return left >= 1 ? undefined : Math.max(1, Math.ceil(1 - left));
  }

  return {
    spend(method, args) {
      const channel = method === "chat.postMessage" ? (string(args.channel) ?? "") : undefined;
      const waitSec = fullMethod(method) ?? (channel === undefined ? undefined : fullChannel(channel));
      if (waitSec !== undefined) return waitSec;
      spentMs.set(method, [...(spentMs.get(method) ?? []), clock()]);
      const bucket = channel === undefined ? undefined : buckets.get(channel);
      if (bucket) bucket.left -= 1;
      return undefined;
    },
  };
}
