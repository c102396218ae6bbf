import type { ChannelId } from "../domain/ids.ts";

/** The methods a thread is written with. */
export type PostMethod =
  | "chat.postMessage"
  | "chat.update"
  | "conversations.history"
  | "conversations.replies";

export type PostCall = { method: PostMethod; channel: ChannelId };

/** Slack's pace: how long a call has to wait, and what has been used up. */
export type Pace = {
  waitMs(call: PostCall, nowMs: number): number;
  took(call: PostCall, nowMs: number): void;
  /** Slack said 429: that method waits, the others go on. */
  stop(method: PostMethod, untilMs: number): void;
};

const minuteMs = 60_000;

/** Per workspace. Source: Slack's rate limit tiers; "several hundred" messages a minute is taken as 240. */
const perMinute: Record<PostMethod, number> = {
  "chat.postMessage": 240,
  "chat.update": 50,
  "conversations.history": 50,
  "conversations.replies": 50,
};

/** Slack takes about one message a second in a channel. */
const channelGapMs = 1_050;

export function slackPace(): Pace {
  const stoppedUntilMs = new Map<PostMethod, number>();
  const recentMs = new Map<PostMethod, number[]>();
  const lastInChannelMs = new Map<ChannelId, number>();

  const recent = (method: PostMethod, nowMs: number): number[] => {
    const kept = (recentMs.get(method) ?? []).filter((ms) => ms > nowMs - minuteMs);
    recentMs.set(method, kept);
    return kept;
  };

  return {
    waitMs: ({ method, channel }, nowMs) => {
      const used = recent(method, nowMs);
      const full =
        used.length >= perMinute[method] ? (used[used.length - perMinute[method]] ?? 0) + minuteMs : 0;
      const gap = method === "chat.postMessage" ? (lastInChannelMs.get(channel) ?? 0) + channelGapMs : 0;
      return Math.max(0, full - nowMs, gap - nowMs, (stoppedUntilMs.get(method) ?? 0) - nowMs);
    },
    took: ({ method, channel }, nowMs) => {
      recent(method, nowMs).push(nowMs);
      if (method !== "chat.postMessage") return;
      if (lastInChannelMs.size > 10_000) forgetBefore(lastInChannelMs, nowMs - channelGapMs);
      lastInChannelMs.set(channel, nowMs);
    },
    stop: (method, untilMs) => {
      stoppedUntilMs.set(method, Math.max(untilMs, stoppedUntilMs.get(method) ?? 0));
    },
  };
}

function forgetBefore(times: Map<ChannelId, number>, ms: number): void {
  for (const [channel, atMs] of times) if (atMs < ms) times.delete(channel);
}
