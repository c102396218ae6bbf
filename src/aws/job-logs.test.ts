import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { PiName } from "../domain/ids.ts";
import { LogTrouble } from "./job-log-trouble.ts";
import { createJobLogs, type LogReaderOf, type PageRequest } from "./job-logs.ts";

const host = "https://logs.us-west-2.amazonaws.com";
const stream = {
  pi: "peters-u" as PiName,
  region: "us-west-2",
  group: "/aws/batch/job",
  stream: "align/default/e0ae1af5ab845c2bbcc1adf664678682",
};

let client: CloudWatchLogsClient;

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect("127.0.0.1");
  client = new CloudWatchLogsClient({
    region: "us-west-2",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "example" },
    maxAttempts: 1,
  });
});
afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});
afterAll(() => {
  client.destroy();
  nock.enableNetConnect();
});

/** Answers one GetLogEvents and hands back what it was asked. */
function answerOnce(status: number, body: object): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    nock(host, { reqheaders: { "x-amz-target": "Logs_20140328.GetLogEvents" } })
      .post("/", (asked) => {
        resolve(asked);
        return true;
      })
      .reply(status, body, { "content-type": "application/x-amz-json-1.1" });
  });
}

const page = (request: PageRequest) => createJobLogs(async () => client).page(stream, request);

const tokens = { nextForwardToken: "f/2", nextBackwardToken: "b/1" };

describe("a page", () => {
  test("of the newest lines is asked for without a token and comes oldest first", async () => {
    const asked = answerOnce(200, {
      events: [
        { timestamp: 1_790_003_060_000, message: "start", ingestionTime: 1_790_003_061_000 },
        { timestamp: 1_790_003_061_000, message: "end", ingestionTime: 1_790_003_062_000 },
      ],
      ...tokens,
    });
    expect(await page({ from: "tail", limit: 50 })).toEqual({
      found: true,
      events: [
        { atMs: 1_790_003_060_000, text: "start" },
        { atMs: 1_790_003_061_000, text: "end" },
      ],
      forwardToken: "f/2",
      backwardToken: "b/1",
      atEnd: false,
    });
    expect(await asked).toEqual({
      logGroupName: stream.group,
      logStreamName: stream.stream,
      startFromHead: false,
      limit: 50,
    });
  });

  test("further on says that it is read from the head, and within its times", async () => {
    const asked = answerOnce(200, { events: [], ...tokens });
    await page({ from: "head", token: "f/1", limit: 99_999, startMs: 1_000, endMs: 2_000 });
    expect(await asked).toEqual({
      logGroupName: stream.group,
      logStreamName: stream.stream,
      startFromHead: true,
      nextToken: "f/1",
      limit: 10_000,
      startTime: 1_000,
      endTime: 2_000,
    });
  });

  test("that is empty is not the end", async () => {
    answerOnce(200, { events: [], ...tokens });
    expect(await page({ from: "head", token: "f/1", limit: 10 })).toMatchObject({ events: [], atEnd: false });
  });

  test("whose token comes back as it was sent is the end, in the direction that was read", async () => {
    answerOnce(200, { events: [], ...tokens });
    expect(await page({ from: "head", token: "f/2", limit: 10 })).toMatchObject({ atEnd: true });
    answerOnce(200, { events: [], ...tokens });
    expect(await page({ from: "tail", token: "b/1", limit: 10 })).toMatchObject({ atEnd: true });
    answerOnce(200, { events: [], ...tokens });
    expect(await page({ from: "tail", token: "b/2", limit: 10 })).toMatchObject({ atEnd: false });
  });

  test("without tokens ends the reading instead of beginning it again", async () => {
    answerOnce(200, { events: [{ timestamp: 1, message: "once" }] });
    expect(await page({ from: "head", limit: 10 })).toMatchObject({ atEnd: true });
  });
});

test("a stream or group that is not there is an answer, not trouble", async () => {
  const absent = (message: string) => answerOnce(400, { __type: "ResourceNotFoundException", message });
  absent("The specified log stream does not exist.");
  expect(await page({ from: "tail", limit: 10 })).toEqual({ found: false, missing: "stream" });
  absent("The specified log group does not exist.");
  expect(await page({ from: "tail", limit: 10 })).toEqual({ found: false, missing: "group" });
});

describe("trouble", () => {
  const trouble = async () => {
    const error = await page({ from: "tail", limit: 10 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LogTrouble);
    return error as LogTrouble;
  };

  test.each(["ThrottlingException", "TooManyRequestsException"])("of %s passes", async (type) => {
    for (let tries = 0; tries < 4; tries++) answerOnce(429, { __type: type, message: "no" });
    const error = await trouble();
    expect(error.kind).toBe("later");
    expect(error.cause).toMatchObject({ name: type });
  });

  test.each([
    [503, "ServiceUnavailableException", "later"],
    [500, "InternalFailure", "later"],
    [400, "ExpiredTokenException", "later"],
    [400, "AccessDeniedException", "permanent"],
    [400, "InvalidParameterException", "permanent"],
    [400, "UnrecognizedClientException", "permanent"],
  ])("of %i %s is %s", async (status, type, kind) => {
    answerOnce(status, { __type: type, message: "no" });
    const error = await trouble();
    expect(error.kind).toBe(kind);
    expect(error.cause).toMatchObject({ name: type });
  });

  test.each(["ECONNRESET", "ECONNREFUSED", "ENOTFOUND"])("of the network, %s, passes", async (code) => {
    nock(host)
      .post("/")
      .replyWithError(Object.assign(new Error("no way through"), { code }));
    expect((await trouble()).kind).toBe("later");
  });
});

test("a token that is too old is an answer too; another mistake of ours is not", async () => {
  const refused = { __type: "InvalidParameterException", message: "The specified nextToken is invalid." };
  answerOnce(400, refused);
  expect(await page({ from: "tail", token: "b/1", limit: 10 })).toEqual({ found: false, missing: "place" });
});

/** Writes down who was asked for what. */
function watched() {
  const seen: [string, LogReaderOf][] = [];
  const logs = createJobLogs(
    async (who) => {
      seen.push(["client", who]);
      return client;
    },
    {
      turn: async (who) => void seen.push(["turn", who]),
      throttled: (who) => void seen.push(["throttled", who]),
    },
  );
  return { logs, seen };
}

const who = { pi: "peters-u", region: "us-west-2" };

test("the client of the PI and region is used, after a turn", async () => {
  const { logs, seen } = watched();
  answerOnce(200, { events: [], ...tokens });
  await logs.page(stream, { from: "tail", limit: 1 });
  expect(seen).toEqual([
    ["client", who],
    ["turn", who],
  ]);
});

test("what is throttled lets the whole account rest, and is asked for again at another turn, but not for ever", async () => {
  const { logs, seen } = watched();
  const throttle = () => answerOnce(400, { __type: "ThrottlingException", message: "Rate exceeded" });
  throttle();
  answerOnce(200, { events: [], ...tokens });
  expect(await logs.page(stream, { from: "tail", limit: 1 })).toMatchObject({ found: true });
  expect(seen.map(([what]) => what)).toEqual(["client", "turn", "throttled", "turn"]);
  for (let tries = 0; tries < 4; tries++) throttle();
  await expect(logs.page(stream, { from: "tail", limit: 1 })).rejects.toThrow(LogTrouble);
});
