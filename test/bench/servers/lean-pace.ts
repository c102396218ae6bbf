/** Slack's pace, as the bench's Slack enforces it: so many a minute for each method, one post a second for each channel. */
export type LeanPace = {
  /** Counts the call, or says after how many seconds to come again. */
  spend(method: string, channel: string): number | undefined;
};

export const perMinute: Readonly<Record<string, number>> = {
  "chat.postMessage": 240,
  "chat.update": 50,
  "conversations.history": 50,
  "conversations.replies": 50,
};

/** A second after the last post in a channel the next is taken; a little early is not counted against anybody. */
const channelGapMs = 950;

export function leanPace(nowMs: () => number): LeanPace {
  const recentMs = new Map<string, number[]>();
  const lastMs = new Map<string, number>();
  return {
    spend: (method, channel) => {
      const now = nowMs();
      const recent = (recentMs.get(method) ?? []).filter((ms) => ms > now - 60_000);
      recentMs.set(method, recent);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= (perMinute[method] ?? 100))
        return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1_000));
      const key = `${method} ${channel}`;
      if (method === "chat.postMessage" && now - (lastMs.get(key) ?? Number.NEGATIVE_INFINITY) < channelGapMs)
        return 1;
      lastMs.set(key, now);
      recent.push(now);
      return undefined;
    },
  };
}
