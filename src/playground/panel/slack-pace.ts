/** How hard the bot leans on Slack: each method against its limit, each channel against a message a second. */
import type { Call, LocalSlack } from "../slack/local-slack.ts";
import { callsPerMinuteOf } from "../slack/rate-limits.ts";

export type MethodPace = {
  method: string;
  lastMinute: number;
  /** Calls a minute; undefined where Slack names no limit. */
  limit: number | undefined;
  peakPerMinute: number;
  total: number;
  refused: number;
};

export type SlackPart = {
  methods: MethodPace[];
  total: number;
  refused: number;
  /** Of the last five minutes, in steps of five seconds, oldest first. */
  history: { calls: number; refused: number }[];
  /** Posts of the last ten seconds in each channel, second by second, oldest first. */
  channels: { channel: string; name: string; posts: number[]; refused: number }[];
};

const historySteps = 60;
const stepMs = 5_000;
const channelSeconds = 10;

export function slackPace(slack: Pick<LocalSlack, "calls" | "pace" | "channel">, nowMs: number): SlackPart {
  const { calls } = slack;
  const refused = Map.groupBy(calls.filter(isRefused), ({ method }) => method);
  const methods = Object.entries(slack.pace()).map(([method, pace]) => ({
    method,
    ...pace,
    limit: callsPerMinuteOf(method),
    refused: refused.get(method)?.length ?? 0,
  }));
  const recent = since(calls, nowMs - historySteps * stepMs);
  return {
    methods: methods.sort((a, b) => a.method.localeCompare(b.method)),
    total: calls.length,
    refused: [...refused.values()].reduce((sum, each) => sum + each.length, 0),
    history: history(recent, nowMs),
    channels: channelPace(recent, nowMs).map((each) => ({ ...each, name: nameOf(slack, each.channel) })),
  };
}

const isRefused = ({ status }: Call): boolean => status === 429;

function since(calls: Call[], fromMs: number): Call[] {
  const first = calls.findLastIndex(({ atMs }) => atMs <= fromMs);
  return calls.slice(first + 1);
}

/** Steps begin at whole multiples, so that bars stand still and only the newest grows. */
function history(calls: Call[], nowMs: number): SlackPart["history"] {
  const last = Math.floor(nowMs / stepMs);
  const steps = Array.from({ length: historySteps }, () => ({ calls: 0, refused: 0 }));
  for (const call of calls) {
    const step = steps[historySteps - 1 - (last - Math.floor(call.atMs / stepMs))];
    if (!step) continue;
    step.calls += 1;
    if (isRefused(call)) step.refused += 1;
  }
  return steps;
}

function channelPace(calls: Call[], nowMs: number): Omit<SlackPart["channels"][number], "name">[] {
  const last = Math.floor(nowMs / 1_000);
  const posts = calls.filter(
    ({ method, args }) => method === "chat.postMessage" && typeof args.channel === "string",
  );
  return [...Map.groupBy(posts, ({ args }) => String(args.channel))].map(([channel, each]) => {
    const seconds = Array.from({ length: channelSeconds }, () => 0);
    for (const { atMs, done } of each) {
      const index = channelSeconds - 1 - (last - Math.floor(atMs / 1_000));
      if (done && index >= 0) seconds[index] = (seconds[index] ?? 0) + 1;
    }
    return { channel, posts: seconds, refused: each.filter(isRefused).length };
  });
}

function nameOf({ channel }: Pick<LocalSlack, "channel">, id: string): string {
  const found = channel(id);
  return found === undefined || found.isIm ? "direct message" : `#${found.name}`;
}
