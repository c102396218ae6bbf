import type { Life } from "../deaths.ts";
import type { SlackCall } from "../slack-client.ts";

const minuteMs = 60_000;

/** Source: Slack's rate limits; a second between two messages in a channel. */
const perMinute: Readonly<Record<string, number>> = {
  "chat.postMessage": 240,
  "chat.update": 50,
  "conversations.history": 50,
  "conversations.replies": 50,
};

/** Slack's pace is kept, and what it has told to wait waits. */
export function openPaceWatch(nowMs: () => number) {
  const calls = new Map<string, number[]>();
  const lastPostMs = new Map<string, number>();
  const stops = new Map<string, { untilMs: number; life: Life }>();

  const tooMany = (method: string): string[] => {
    const most = perMinute[method];
    if (most === undefined) return [];
    const recent = [...(calls.get(method) ?? []).filter((ms) => ms > nowMs() - minuteMs), nowMs()];
    calls.set(method, recent);
    return recent.length > most
      ? [`${method} was called ${recent.length} times in a minute, not ${most}`]
      : [];
  };

  const tooSoon = ({ method, channel = "" }: SlackCall): string[] => {
    if (method !== "chat.postMessage") return [];
    const lastMs = lastPostMs.get(channel) ?? Number.NEGATIVE_INFINITY;
    lastPostMs.set(channel, nowMs());
    const gapMs = nowMs() - lastMs;
    return gapMs < 1_000 ? [`two messages went into ${channel} within ${gapMs} ms, not a second`] : [];
  };

  /** A bot that died before it could save what Slack had asked for knows nothing of it in its next life. */
  const notLeftAlone = ({ method }: SlackCall, life: Life): string[] => {
    const stop = stops.get(method);
    const earlyMs = stop?.life === life ? stop.untilMs - nowMs() : 0;
    return earlyMs <= 0
      ? []
      : [`${method} was called ${earlyMs} ms before the end of the pause Slack asked for`];
  };

  return {
    called: (call: SlackCall, life: Life): string[] =>
      isOfThreads(call) ? [...tooMany(call.method), ...tooSoon(call), ...notLeftAlone(call, life)] : [],
    limited: (method: string, untilMs: number, life: Life): void => {
      stops.set(method, { untilMs, life });
    },
  };
}

/** Answers to people go out at once, when they are asked for. */
function isOfThreads({ method, payload }: SlackCall): boolean {
  return payload !== undefined || method === "conversations.history" || method === "conversations.replies";
}
