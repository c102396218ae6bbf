import type { ChannelId } from "../ids.ts";
import { limits } from "../limits.ts";

/** The methods whose pace is kept. */
export type PacedMethod = keyof typeof limits.slackPerMinute;

/** `leaves`: so many calls of a minute it leaves to others. */
export type PacedCall = { method: PacedMethod; channel: ChannelId; leaves?: number };

/** What is used up under one key: when the last calls were made, oldest first, and until when Slack asked to wait. */
export type PaceUse = { timesMs: readonly number[]; stoppedUntilMs: number };

export type PaceUses = ReadonlyMap<string, PaceUse>;

/** Where a call's pace is kept: with its method, and of messages with the channel as well. */
export function paceKeys({ method, channel }: PacedCall): string[] {
  return method === "chat.postMessage" ? [method, `${method} ${channel}`] : [method];
}

/** How long a call has to wait. */
export function paceWaitMs(call: PacedCall, uses: PaceUses, nowMs: number): number {
  const [method, channel] = paceKeys(call).map((key) => uses.get(key));
  const most = limits.slackPerMinute[call.method] - (call.leaves ?? 0);
  const times = method?.timesMs ?? [];
  const fullUntilMs = times.length < most ? 0 : (times[times.length - most] ?? 0) + limits.slackMinuteMs;
  const channelUntilMs = (channel?.timesMs.at(-1) ?? 0) + limits.slackChannelGapMs;
  return Math.max(0, fullUntilMs - nowMs, channelUntilMs - nowMs, (method?.stoppedUntilMs ?? 0) - nowMs);
}

/** After one more call under a key; what is older than a minute counts no more. */
export function paceAfter(key: string, use: PaceUse | undefined, nowMs: number): PaceUse {
  const kept = (use?.timesMs ?? []).filter((ms) => ms > nowMs - limits.slackMinuteMs);
  // Of a channel only the last one counts.
  const timesMs = key.includes(" ") ? [nowMs] : [...kept, nowMs];
  return { timesMs, stoppedUntilMs: use?.stoppedUntilMs ?? 0 };
}
