/** Every switch of the panel, as data: what it is called, what to watch, and what it does. */
import type { LocalAws } from "../aws/local-aws.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import type { EventFaults } from "./event-faults.ts";

/** What the switches work on. */
export type Levers = { slack: LocalSlack["faults"]; aws: LocalAws["faults"]; events: EventFaults };

export type FaultSwitch = {
  id: string;
  group: "Slack" | "AWS" | "Events";
  label: string;
  /** What to watch in the workspace while it is on. */
  watch: string;
  /** Returns what switches it off again. */
  on: (levers: Levers) => () => void;
};

const always = { times: Number.POSITIVE_INFINITY };
const swappedByMs = 4_000;

export const faultTable: FaultSwitch[] = [
  {
    id: "slack-429",
    group: "Slack",
    label: "Slack is rate limiting",
    watch:
      "Every call is answered 429, Retry-After 5. What the bot has to say waits, and stands there once when this is off.",
    on: ({ slack }) => slack.add("*", { kind: "rate-limit", retryAfterSec: 5 }, always),
  },
  {
    id: "slack-500",
    group: "Slack",
    label: "Slack answers 500",
    watch:
      "Nothing new shows in the channel. Once this is off the bot looks for what it may have posted, and says the rest within half a minute.",
    on: ({ slack }) => slack.add("*", { kind: "status", status: 500 }, always),
  },
  {
    id: "slack-late",
    group: "Slack",
    label: "Slack is late by 3 seconds",
    watch: "What the bot writes shows at once, yet it hears so 3 s later. Notices stay in their order.",
    on: ({ slack }) => slack.add("*", { kind: "delay", delayMs: 3_000 }, always),
  },
  {
    id: "slack-lost-answer",
    group: "Slack",
    label: "Slack posts, but its answer is lost",
    watch:
      "The bot can not know whether its post is there. It looks before it posts again: nothing stands twice.",
    on: ({ slack }) => slack.add("chat.postMessage", { kind: "reset-but-done" }, always),
  },
  {
    id: "aws-throttle",
    group: "AWS",
    label: "Batch is throttling",
    watch:
      "Every Batch call is answered 429. Nothing new is submitted; jobs under way are followed by their events to the end.",
    on: ({ aws }) => aws.add({ service: "batch", effect: { kind: "throttle" } }),
  },
  {
    id: "aws-500",
    group: "AWS",
    label: "AWS answers 500",
    watch:
      "Every service answers 500. No command that needs AWS gets through; jobs under way are followed by their events.",
    on: ({ aws }) => aws.add({ effect: { kind: "server-error" } }),
  },
  {
    id: "aws-slow",
    group: "AWS",
    label: "AWS is slow by 4 seconds",
    watch: "Slash commands are acknowledged at once all the same; the answer follows.",
    on: ({ aws }) => aws.add({ effect: { kind: "slow", delayMs: 4_000 } }),
  },
  {
    id: "events-lost",
    group: "Events",
    label: "Events are lost",
    watch: "Cards stand still until the bot asks AWS itself, which it does within a minute or so.",
    on: ({ events }) => events.add("lost", () => []),
  },
  {
    id: "events-doubled",
    group: "Events",
    label: "Events come twice",
    watch: "Each event is delivered twice. Each reply in a thread still stands there once.",
    on: ({ events }) =>
      events.add("doubled", (copies) => copies.flatMap((copy) => [copy, { delayMs: copy.delayMs + 400 }])),
  },
  {
    id: "events-swapped",
    group: "Events",
    label: "Later events pass earlier ones",
    watch: "Every other event is held back 4 s. A card never goes back to an earlier state.",
    on: ({ events }) =>
      events.add("swapped", (copies, seen) => (seen % 2 === 0 ? delayed(copies, swappedByMs) : copies)),
  },
  {
    id: "events-late",
    group: "Events",
    label: "Events are late by 10 seconds",
    watch: "The job is 10 s ahead of its card. The times in its thread are AWS's own, and still right.",
    on: ({ events }) => events.add("late", (copies) => delayed(copies, 10_000)),
  },
];

function delayed(copies: { delayMs: number }[], byMs: number): { delayMs: number }[] {
  return copies.map(({ delayMs }) => ({ delayMs: delayMs + byMs }));
}
