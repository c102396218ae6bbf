/** The environment and the labs file as one typed value, or one message that lists everything wrong with both. */
import { databaseUrlOf } from "./config/database-url.ts";
import { eventKeysOf } from "./config/event-keys.ts";
import { httpAddressOf, portOf } from "./config/http-address.ts";
import { readLabs } from "./config/labs-file.ts";
import { memberIdPattern, regionPattern } from "./config/labs-schema.ts";
import { type Environment, listOf, misspelt, type Settings, settingsOf, shown } from "./config/settings.ts";
import { diskFiles, type TextFiles } from "./config/text-files.ts";
import type { MemberId } from "./domain/ids.ts";
import type { EventKeySource } from "./domain/people/event-key-list.ts";
import type { Labs } from "./domain/people/pi.ts";
import { withoutUndefined } from "./domain/without-undefined.ts";

export type Config = {
  slack: {
    botToken: string;
    /** HTTP mode; absent only where there is an app token. */
    signingSecret?: string;
    /** Socket Mode. */
    appToken?: string;
    apiUrl: string;
  };
  database: { url: string };
  /** `atStart` is what the path held when it was checked. */
  labs: { path: string; atStart: Labs };
  admins: readonly MemberId[];
  /** Absent: no event is taken over HTTP. */
  eventKeys?: EventKeySource;
  /** Absent: no event is read from a queue. */
  eventQueue?: { url: string; endpoint?: string; region?: string };
  reconcileSeconds: number;
  aws: { region?: string; endpoints: AwsEndpoints };
  http: { host: string; port: number };
  metrics: { host: string; port: number };
  logLevel: LogLevel;
};

/** Where a service is to be found instead of at AWS. */
type AwsEndpoints = {
  batch?: string;
  cloudWatchLogs?: string;
  eventBridge?: string;
  sts?: string;
  sqs?: string;
};

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
type LogLevel = (typeof logLevels)[number];

/** Nothing starts; the message is for the person at the terminal and holds no secret. */
export class ConfigTrouble extends Error {
  override readonly name = "ConfigTrouble";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? "one thing is" : `${problems.length} things are`;
    super(`Batchmate cannot start, ${count} wrong:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

export function readProcessConfig(): Config {
  return readConfig(process.env);
}

/** Throws ConfigTrouble. */
export function readConfig(env: Environment, files: TextFiles = diskFiles): Config {
  const problems: string[] = [];
  const set = settingsOf(env, problems);
  const region = regionOf(set);
  const labs = labsOf(set, { files, region });
  const endpoints = awsEndpoints(set);
  const config = {
    slack: slackOf(set),
    database: { url: databaseUrlOf(set) },
    labs,
    admins: adminsOf(set),
    eventKeys: eventKeysOf(set, files, labs.atStart),
    reconcileSeconds: set.number("BATCHMATE_RECONCILE_SECONDS", { least: 0.001, most: 86_400 }) ?? 60,
    aws: withoutUndefined({ region, endpoints }),
    eventQueue: eventQueueOf(set, region, endpoints),
    http: httpAddressOf(set),
    metrics: { host: set.text("METRICS_HOST") ?? "127.0.0.1", port: portOf(set, "METRICS_PORT") ?? 9464 },
    logLevel: logLevelOf(set),
  };
  if (config.http.port === config.metrics.port && config.http.port !== 0) {
    problems.push(`PORT and METRICS_PORT are both ${config.http.port}; they must differ`);
  }
  problems.push(...misspelt(env));
  if (problems.length > 0) throw new ConfigTrouble(problems);
  return withoutUndefined(config);
}

function slackOf(set: Settings): Config["slack"] {
  const appToken = token(set, "SLACK_APP_TOKEN", "xapp-");
  const signingSecret = set.text("SLACK_SIGNING_SECRET");
  if (set.text("SLACK_BOT_TOKEN") === undefined)
    set.wrong("SLACK_BOT_TOKEN", "is not set: the bot's token, xoxb-…");
  if (signingSecret === undefined && set.text("SLACK_APP_TOKEN") === undefined) {
    set.wrong(
      "SLACK_SIGNING_SECRET",
      "is not set; only with SLACK_APP_TOKEN (Socket Mode) it can be left out",
    );
  }
  const apiUrl = set.endpoint("SLACK_API_URL", "Slack") ?? "https://slack.com/api/";
  return withoutUndefined({
    botToken: token(set, "SLACK_BOT_TOKEN", "xoxb-") ?? "",
    signingSecret,
    appToken,
    apiUrl: apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/`,
  });
}

function token(set: Settings, name: string, prefix: string): string | undefined {
  const given = set.text(name);
  return given?.startsWith(prefix) === false ? set.wrong(name, `must begin with ${prefix}`) : given;
}

const noLabs: Labs = { institute: {}, pis: new Map() };

function labsOf(
  set: Settings,
  { files, region }: { files: TextFiles; region: string | undefined },
): Config["labs"] {
  const path = set.text("BATCHMATE_LABS");
  if (path === undefined) {
    set.wrong("BATCHMATE_LABS", "is not set: the labs file, or a folder of them");
    return { path: "", atStart: noLabs };
  }
  // A wrong AWS_REGION is told once, not again for every PI.
  const stand = set.text("AWS_REGION") === undefined ? undefined : "us-west-2";
  const read = readLabs(path, region ?? stand, files);
  if (read.ok) return { path, atStart: read.labs };
  for (const { file, line, column, message } of read.problems)
    set.problem(`${file}:${line}:${column} ${message}`);
  return { path, atStart: noLabs };
}

function adminsOf(set: Settings): MemberId[] {
  const ids = listOf(set.text("BATCHMATE_ADMINS"));
  ids.forEach((id, index) => {
    if (memberIdPattern.test(id)) return;
    set.wrong(
      "BATCHMATE_ADMINS",
      `must hold people's ids, as U0JBLOW; entry ${index + 1} is none${shown("", id)}`,
    );
  });
  return [...new Set(ids)] as MemberId[];
}

function regionOf(set: Settings): string | undefined {
  const region = set.text("AWS_REGION");
  return region === undefined || regionPattern.test(region)
    ? region
    : set.wrong("AWS_REGION", `must be a region, as us-west-2${shown("", region)}`);
}

const serviceVariables = {
  batch: "AWS_ENDPOINT_URL_BATCH",
  cloudWatchLogs: "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
  eventBridge: "AWS_ENDPOINT_URL_EVENTBRIDGE",
  sts: "AWS_ENDPOINT_URL_STS",
  sqs: "AWS_ENDPOINT_URL_SQS",
} as const;

/** The SDK heeds every variable that begins so; all are guarded, and a service's own comes before the one for all. */
function awsEndpoints(set: Settings): AwsEndpoints {
  const names = set.names.filter((name) => /^AWS_ENDPOINT_URL(_|$)/.test(name));
  const addresses = new Map(names.map((name) => [name, set.endpoint(name, "AWS")]));
  const general = addresses.get("AWS_ENDPOINT_URL");
  const services = Object.entries(serviceVariables).map(([service, name]) => [
    service,
    addresses.get(name) ?? general,
  ]);
  return withoutUndefined(Object.fromEntries(services));
}

function eventQueueOf(
  set: Settings,
  region: string | undefined,
  { sqs: endpoint }: AwsEndpoints,
): Config["eventQueue"] {
  const name = "BATCHMATE_EVENT_QUEUE_URL";
  const url = set.endpoint(name, "AWS");
  if (url === undefined) return undefined;
  if (!/^\/\d{12}\/[\w-]{1,80}(\.fifo)?$/.test(new URL(url).pathname)) {
    return set.wrong(name, "must be a queue's URL, as https://sqs.us-west-2.amazonaws.com/111122223333/NAME");
  }
  return withoutUndefined({ url, endpoint, region });
}

function logLevelOf(set: Settings): LogLevel {
  const given = set.text("LOG_LEVEL")?.toLowerCase() ?? "info";
  const level = logLevels.find((known) => known === given);
  if (level === undefined)
    set.wrong("LOG_LEVEL", `must be one of ${logLevels.join(", ")}${shown("", given)}`);
  return level ?? "info";
}
