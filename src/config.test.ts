import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import type { Environment } from "./config/settings.ts";
import type { TextFiles } from "./config/text-files.ts";
import { ConfigTrouble, readConfig, readProcessConfig } from "./config.ts";

const labsPath = fileURLToPath(new URL("../test/fixtures/labs.yaml", import.meta.url));

const least = {
  SLACK_BOT_TOKEN: "xoxb-1-bot-token-of-this-test",
  SLACK_SIGNING_SECRET: "signing-secret-of-this-test",
  BATCHMATE_LABS: labsPath,
};

const queueUrl = "https://sqs.us-west-2.amazonaws.com/111122223333/batch-events";
const key1 = "key-one-of-this-test";
const key2 = "key-two-of-this-test";

/** One small lab, and whatever else is on the disk. */
function disk(texts: Record<string, string>): TextFiles {
  const all: Record<string, string> = {
    "labs.yaml": 'pis: { peters-u: { account: "111122223333", channel: C0P, region: us-west-2 } }',
    ...texts,
  };
  return {
    yamlFilesIn: () => undefined,
    read: (path) => {
      const text = all[path];
      if (text === undefined) throw new Error("is not there");
      return text;
    },
  };
}

function problemsOf(env: Environment, texts: Record<string, string> = {}): readonly string[] {
  try {
    readConfig({ ...least, BATCHMATE_LABS: "labs.yaml", ...env }, disk(texts));
    return [];
  } catch (error) {
    if (error instanceof ConfigTrouble) return error.problems;
    throw error;
  }
}

describe("the environment", () => {
  test("with what is required alone has the documented defaults", () => {
    const { labs, ...config } = readConfig(least);
    expect(labs.path).toBe(labsPath);
    expect([...labs.atStart.pis.keys()]).toEqual(["peters-u", "doe-j", "adm-scicomp"]);
    expect(config).toEqual({
      slack: {
        botToken: least.SLACK_BOT_TOKEN,
        signingSecret: least.SLACK_SIGNING_SECRET,
        apiUrl: "https://slack.com/api/",
      },
      database: { url: "sqlite:./data/batchmate.db" },
      admins: [],
      reconcileSeconds: 60,
      aws: { endpoints: {} },
      http: { host: "0.0.0.0", port: 3000 },
      metrics: { host: "127.0.0.1", port: 9464 },
      logLevel: "info",
    });
  });

  test("with everything set is read as it stands", () => {
    const config = readConfig({
      ...least,
      SLACK_APP_TOKEN: "xapp-1-x",
      SLACK_API_URL: "http://127.0.0.1:4010/api",
      DATABASE_URL: "postgres://bot:password@db.example.org/batchmate",
      BATCHMATE_ADMINS: "U0ADMIN, W0OTHER,U0ADMIN,",
      BATCHMATE_EVENT_KEYS: `111122223333=${key1}, 111122223333=${key2},*=any=all`,
      BATCHMATE_EVENT_QUEUE_URL: queueUrl,
      BATCHMATE_RECONCILE_SECONDS: "0.5",
      AWS_REGION: "us-west-2",
      AWS_ENDPOINT_URL: "http://localhost:4020",
      AWS_ENDPOINT_URL_STS: "https://sts.us-west-2.amazonaws.com",
      HOST: "127.0.0.1",
      PORT: "0",
      METRICS_PORT: "0",
      METRICS_HOST: "0.0.0.0",
      LOG_LEVEL: "DEBUG",
    });
    expect(config).toMatchObject({
      slack: { appToken: "xapp-1-x", apiUrl: "http://127.0.0.1:4010/api/" },
      database: { url: "postgres://bot:password@db.example.org/batchmate" },
      admins: ["U0ADMIN", "W0OTHER"],
      eventKeys: {
        kind: "keys",
        keys: [
          { account: "111122223333", key: key1 },
          { account: "111122223333", key: key2 },
          { account: "*", key: "any=all" },
        ],
      },
      eventQueue: { url: queueUrl, endpoint: "http://localhost:4020", region: "us-west-2" },
      reconcileSeconds: 0.5,
      aws: {
        region: "us-west-2",
        endpoints: {
          batch: "http://localhost:4020",
          cloudWatchLogs: "http://localhost:4020",
          eventBridge: "http://localhost:4020",
          sts: "https://sts.us-west-2.amazonaws.com",
          sqs: "http://localhost:4020",
        },
      },
      http: { host: "127.0.0.1", port: 0 },
      metrics: { host: "0.0.0.0", port: 0 },
      logLevel: "debug",
    });
  });

  test("that is empty counts as not set", () => {
    expect(readConfig({ ...least, PORT: "", LOG_LEVEL: " ", BATCHMATE_EVENT_KEYS: "" })).toMatchObject({
      http: { port: 3000 },
      logLevel: "info",
    });
  });

  test("needs no signing secret in Socket Mode", () => {
    expect(problemsOf({ SLACK_SIGNING_SECRET: undefined, SLACK_APP_TOKEN: "xapp-1" })).toEqual([]);
  });

  test("names a file of keys, which is looked at and then read where it is used", () => {
    const files = disk({ "keys.txt": `# rotated in May\n111122223333=${key1}\n\n111122223333=${key2}\n` });
    const env = { ...least, BATCHMATE_LABS: "labs.yaml", BATCHMATE_EVENT_KEYS: "@keys.txt" };
    expect(readConfig(env, files).eventKeys).toEqual({ kind: "file", path: "keys.txt" });
  });

  test("is that of this process, when nothing else is said", () => {
    vi.stubEnv("SLACK_BOT_TOKEN", "xoxp-of-a-user");
    expect(readProcessConfig).toThrow("SLACK_BOT_TOKEN must begin with xoxb-");
    vi.unstubAllEnvs();
  });
});

const endpointAdvice = "and would be sent credentials; if that is meant, set BATCHMATE_ALLOW_ENDPOINTS=1";

describe("a broken environment is told what is wrong", () => {
  test.each<[Environment, string]>([
    [{ SLACK_BOT_TOKEN: undefined }, "SLACK_BOT_TOKEN is not set: the bot's token, xoxb-…"],
    [{ SLACK_BOT_TOKEN: "xoxp-user-token" }, "SLACK_BOT_TOKEN must begin with xoxb-"],
    [
      { SLACK_SIGNING_SECRET: undefined },
      "SLACK_SIGNING_SECRET is not set; only with SLACK_APP_TOKEN (Socket Mode) it can be left out",
    ],
    [{ SLACK_APP_TOKEN: "xoxb-wrong" }, "SLACK_APP_TOKEN must begin with xapp-"],
    [{ SLACK_API_URL: "slack" }, "SLACK_API_URL is not an address that begins with https:// or http://"],
    [
      { SLACK_API_URL: "https://user:hunter2@slack.evil.example/api/" },
      `SLACK_API_URL leads to slack.evil.example, which is neither Slack nor this machine, ${endpointAdvice}`,
    ],
    [
      { SLACK_API_URL: "http://slack.com/api/" },
      "SLACK_API_URL must begin with https://, because credentials are sent to slack.com",
    ],
    [
      { SLACK_API_URL: "https://notslack.com/api/" },
      `SLACK_API_URL leads to notslack.com, which is neither Slack nor this machine, ${endpointAdvice}`,
    ],
    [
      { AWS_ENDPOINT_URL: "http://localhost@evil.example" },
      `AWS_ENDPOINT_URL leads to evil.example, which is neither AWS nor this machine, ${endpointAdvice}`,
    ],
    [
      { AWS_ENDPOINT_URL_BATCH: "http://127.0.0.1.evil.example" },
      `AWS_ENDPOINT_URL_BATCH leads to 127.0.0.1.evil.example, which is neither AWS nor this machine, ${endpointAdvice}`,
    ],
    [
      { AWS_ENDPOINT_URL_DYNAMODB: "http://10.0.0.7:8000" },
      `AWS_ENDPOINT_URL_DYNAMODB leads to 10.0.0.7, which is neither AWS nor this machine, ${endpointAdvice}`,
    ],
    [
      { AWS_ENDPOINT_URL_STS: "file:///etc/passwd" },
      "AWS_ENDPOINT_URL_STS is not an address that begins with https:// or http://",
    ],
    [
      { BATCHMATE_EVENT_QUEUE_URL: "https://sqs.evil.example/1/q" },
      `BATCHMATE_EVENT_QUEUE_URL leads to sqs.evil.example, which is neither AWS nor this machine, ${endpointAdvice}`,
    ],
    [
      { BATCHMATE_EVENT_QUEUE_URL: "https://sqs.us-west-2.amazonaws.com/batch-events" },
      "BATCHMATE_EVENT_QUEUE_URL must be a queue's URL, as https://sqs.us-west-2.amazonaws.com/111122223333/NAME",
    ],
    [{ BATCHMATE_ALLOW_ENDPOINTS: "yes" }, "BATCHMATE_ALLOW_ENDPOINTS must be 1, or left out"],
    [{ DATABASE_URL: "mysql://bot:hunter2@db" }, "DATABASE_URL must be sqlite:PATH or postgres://…"],
    [{ DATABASE_URL: "sqlite:" }, "DATABASE_URL must be sqlite:PATH or postgres://…"],
    [{ DATABASE_URL: "postgres://bot:hunter2@db:port" }, "DATABASE_URL must be sqlite:PATH or postgres://…"],
    [{ BATCHMATE_LABS: undefined }, "BATCHMATE_LABS is not set: the labs file, or a folder of them"],
    [{ BATCHMATE_LABS: "gone.yaml" }, "gone.yaml:1:1 is not there"],
    [
      { BATCHMATE_ADMINS: "U0ADMIN,jblow" },
      'BATCHMATE_ADMINS must hold people\'s ids, as U0JBLOW; entry 2 is none, not "jblow"',
    ],
    [{ BATCHMATE_EVENT_KEYS: key1 }, "BATCHMATE_EVENT_KEYS entry 1 is not ACCOUNT=KEY"],
    [
      { BATCHMATE_EVENT_KEYS: `111122223333=${key1},${key2}=111122223333` },
      "BATCHMATE_EVENT_KEYS entry 2 does not begin with twelve digits or *, and =",
    ],
    [{ BATCHMATE_EVENT_KEYS: "111122223333=" }, "BATCHMATE_EVENT_KEYS entry 1 has no key behind its ="],
    [{ BATCHMATE_EVENT_KEYS: "*=a b" }, "BATCHMATE_EVENT_KEYS entry 1 has a space in its key"],
    [{ BATCHMATE_EVENT_KEYS: "," }, "BATCHMATE_EVENT_KEYS holds no ACCOUNT=KEY"],
    [
      { BATCHMATE_EVENT_KEYS: `444455556666=${key1}` },
      "BATCHMATE_EVENT_KEYS has a key for account 444455556666, which no PI of the labs file has",
    ],
    [
      { BATCHMATE_EVENT_KEYS: "@gone.txt" },
      "BATCHMATE_EVENT_KEYS names the file gone.txt, which is not there",
    ],
    [
      { BATCHMATE_EVENT_KEYS: "@keys.txt" },
      "BATCHMATE_EVENT_KEYS (keys.txt) line 3 does not begin with twelve digits or *, and =",
    ],
    [
      { BATCHMATE_RECONCILE_SECONDS: "0" },
      'BATCHMATE_RECONCILE_SECONDS must be a number up to 86400 and more than 0, not "0"',
    ],
    [{ AWS_REGION: "Oregon" }, 'AWS_REGION must be a region, as us-west-2, not "Oregon"'],
    [{ PORT: "http" }, 'PORT must be a port, 0 to 65535, not "http"'],
    [{ METRICS_PORT: "65536" }, 'METRICS_PORT must be a port, 0 to 65535, not "65536"'],
    [{ PORT: "9464" }, "PORT and METRICS_PORT are both 9464; they must differ"],
    [
      { LOG_LEVEL: "chatty" },
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not "chatty"',
    ],
    [{ BATCHMATE_LAB: "x" }, "BATCHMATE_LAB is not known; did you mean BATCHMATE_LABS?"],
  ])("%j", (env, problem) => {
    const keys = `111122223333=${key1}\n# old\n${key2}=111122223333\n`;
    expect(problemsOf(env, { "keys.txt": keys })).toEqual([problem]);
  });

  test.each<Environment>([
    { AWS_ENDPOINT_URL: "http://10.0.0.7", BATCHMATE_ALLOW_ENDPOINTS: "1" },
    { SLACK_API_URL: "https://slack.example.org/api/", BATCHMATE_ALLOW_ENDPOINTS: "1" },
    { AWS_ENDPOINT_URL: "http://[::1]:4566" },
    { AWS_ENDPOINT_URL: "http://127.1:4566" },
    { AWS_ENDPOINT_URL_LOGS: "https://vpce-0f.logs.us-west-2.vpce.amazonaws.com" },
    { BATCHMATE_SOMETHING_ELSE: "of another tool" },
  ])("%j is no mistake", (env) => {
    expect(problemsOf(env)).toEqual([]);
  });

  test("all of it at once, with the labs file's own mistakes, their file, line and column", () => {
    const labs = 'pis:\n  peters-u: { account: "111122223333", channel: C0P, quues: [x] }\n';
    const env = {
      ...least,
      BATCHMATE_LABS: "labs.yaml",
      SLACK_BOT_TOKEN: "",
      PORT: "x",
      AWS_REGION: "Oregon",
      BATCHMATE_EVENT_KEYS: `444455556666=${key1}`,
    };
    expect(() => readConfig(env, disk({ "labs.yaml": labs }))).toThrow(
      [
        "Batchmate cannot start, 4 things are wrong:",
        '- AWS_REGION must be a region, as us-west-2, not "Oregon"',
        "- labs.yaml:2:54 peters-u.quues is no key that is known here; did you mean queues?",
        "- SLACK_BOT_TOKEN is not set: the bot's token, xoxb-…",
        '- PORT must be a port, 0 to 65535, not "x"',
      ].join("\n"),
    );
  });

  test("never repeats a secret, wherever it was put", () => {
    const secrets = [
      "xoxb-123456789012-abcdefABCDEF",
      "hunter2-hunter2-hunter2",
      key1,
      "AKIAIOSFODNN7EXAMPLE",
    ];
    const names = [
      "SLACK_BOT_TOKEN",
      "SLACK_APP_TOKEN",
      "SLACK_API_URL",
      "DATABASE_URL",
      "BATCHMATE_ADMINS",
      "BATCHMATE_EVENT_KEYS",
      "BATCHMATE_RECONCILE_SECONDS",
      "AWS_REGION",
      "PORT",
      "LOG_LEVEL",
      "BATCHMATE_COMMAND",
      "AWS_ENDPOINT_URL",
      "BATCHMATE_EVENT_QUEUE_URL",
      "METRICS_PORT",
      "BATCHMATE_ALLOW_ENDPOINTS",
    ];
    for (const secret of secrets) {
      const env = Object.fromEntries(names.map((name) => [name, secret]));
      const told = problemsOf(env).join("\n");
      expect(told.split("\n").length).toBeGreaterThan(8);
      expect(told).not.toContain(secret);
    }
  });
});
