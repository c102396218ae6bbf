/** Who may import whom: one row a room of src. What is not in a row is not allowed. */

export type Row = {
  /** Rooms it may use. */
  uses: readonly string[];
  /** Rooms of which it may name types, so that others hand it the real thing. */
  types?: readonly string[];
};

const rim = ["aws", "slack", "store", "http"];
const all = [
  "domain",
  "messages",
  "logs",
  "commands",
  "doors",
  "events",
  "threads",
  "submissions",
  "stops",
  "whole-logs",
  "roster",
  "lifecycle",
];
const middle: Row = { uses: ["domain", "messages", "logs", "lifecycle"], types: rim };
const edge: Row = { uses: ["domain", "lifecycle"] };

export const plan: Readonly<Record<string, Row>> = {
  domain: { uses: [] },
  lifecycle: { uses: [] },
  messages: { uses: ["domain"] },
  logs: { uses: ["domain"], types: ["aws"] },
  commands: middle,
  events: middle,
  threads: middle,
  submissions: middle,
  stops: middle,
  "whole-logs": { ...middle, types: [...rim, "threads"] },
  roster: middle,
  doors: { uses: ["domain", "messages", "commands"], types: [...rim, "lifecycle"] },
  aws: edge,
  slack: edge,
  store: edge,
  http: edge,
  config: { uses: ["domain"] },
  tools: { uses: ["domain", "messages", "commands", "events", "lifecycle", "config", ...rim] },
  bot: { uses: [...all, ...rim] },
  app: { uses: [...all, ...rim, "config", "bot"] },
  main: { uses: [...all, ...rim, "config", "app"] },
};

/** `importer -> imported`, each with its reason. Types only. */
export const exceptions: Readonly<Record<string, string>> = {
  "src/slack/posts.ts -> src/messages/text/message.ts": "what is posted is a message",
  "src/slack/respond.ts -> src/messages/text/message.ts": "what is answered is a message",
  "src/http/health.ts -> src/store/open-store.ts": "health is whether the store is open",
  "src/http/metrics.ts -> src/store/open-store.ts": "gauges count what is in the store",
  "src/http/event-webhook.ts -> src/events/inbox.ts": "the webhook puts into the inbox and decides nothing",
  "src/commands/request.ts -> src/submissions/submissions.ts": "verbs are handed the one sender",
  "src/commands/request.ts -> src/stops/stops.ts": "verbs are handed what gets a stop to AWS",
  "src/commands/request.ts -> src/stops/child-stops.ts": "and what gets those of children there",
  "src/commands/request.ts -> src/roster/standings.ts":
    "verbs are handed what tells whether Slack knows a person",
  "src/commands/request.ts -> src/roster/find-people.ts": "and what finds many people at once",
  "src/commands/request.ts -> src/threads/posted-card.ts": "verbs are handed the watch for their card",
  "src/commands/request.ts -> src/threads/snippet-watch.ts": "and the one for what was shared",
};

/** What the domain and the sentences may use from outside: nothing of it waits, asks or knows the time. */
export const purePackages: Readonly<Record<string, readonly string[]>> = {
  domain: [
    "zod",
    "node:crypto",
    "re2js",
    "fastest-levenshtein",
    "csv-parse",
    "@secretlint/secretlint-rule-preset-recommend",
  ],
  messages: ["@slack/types"],
};

/** Packages that live in few rooms; `types` may name their types. */
export const homes: readonly { packages: RegExp; uses: readonly string[]; types: readonly string[] }[] = [
  { packages: /^@slack\//, uses: ["slack", "doors", "http"], types: ["messages", "app", "bot"] },
  { packages: /^@aws-sdk\/|^@smithy\//, uses: ["aws"], types: ["app", "bot"] },
  { packages: /^(kysely|better-sqlite3|pg)$/, uses: ["store"], types: [] },
];

/** Files that may do what nobody else may. */
export const named = {
  environment: { "src/config.ts": "reads it once", "src/tools/": "a tool's last line gives it on" },
  time: { "src/lifecycle/clock.ts": "is the one clock" },
  chance: { "src/lifecycle/chance.ts": "is the one source" },
  console: { "src/tools/": "a tool speaks to the person at the terminal" },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** Exactly these, or a tool's own dot or config file. */
export const topOfRepository: readonly RegExp[] = [
  /^(package|tsconfig)\.json$/,
  /^(src|infra|test|docs|\.ci)$/,
  /^manifest\.yml$/,
  /^(README|ARCHITECTURE|CONTRIBUTING|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^\.[a-z][\w.-]*$/,
  /^[a-z]+\.config\.(ts|mjs|js|json)$/,
  /^(package-lock|biome|knip|cdk)\.json$/,
];
