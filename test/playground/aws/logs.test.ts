import {
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { account, type Lab, openLab } from "./support/local-lab.ts";

let lab: Lab;
let logStreamName: string;
let count = 0;
const logGroupName = "/aws/batch/job";

beforeAll(async () => {
  lab = await openLab();
});
beforeEach(() => {
  count += 1;
  logStreamName = `stream/default/${count}`;
});
afterAll(() => lab.close());

function put(...messages: string[]): void {
  putInto(logStreamName, ...messages);
}

/** The n-th line has the timestamp 1000 + n. */
function putInto(stream: string, ...messages: string[]): void {
  const lines = messages.map((message, n) => ({ timestamp: 1000 + n, message }));
  lab.aws.putLog(account, logGroupName, stream, lines);
}

async function get(input: Partial<GetLogEventsCommandInput>) {
  const answer = await lab.logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...input }));
  return { ...answer, messages: (answer.events ?? []).map(({ message }) => message) };
}

test("without a token the latest lines come first to hand", async () => {
  put("one", "two", "three", "four");
  expect((await get({ limit: 2 })).messages).toEqual(["three", "four"]);
  expect((await get({ limit: 2, startFromHead: true })).messages).toEqual(["one", "two"]);
});

test("reading forward ends where the token comes back unchanged, and goes on when lines arrive", async () => {
  put("one", "two", "three");
  const first = await get({ limit: 2, startFromHead: true });
  const second = await get({ limit: 2, startFromHead: true, nextToken: first.nextForwardToken });
  expect(second.messages).toEqual(["three"]);
  const end = await get({ startFromHead: true, nextToken: second.nextForwardToken });
  expect(end.messages).toEqual([]);
  expect(end.nextForwardToken).toBe(second.nextForwardToken);
  lab.aws.putLog(account, logGroupName, logStreamName, [{ timestamp: 2000, message: "four" }]);
  const more = await get({ startFromHead: true, nextToken: end.nextForwardToken });
  expect(more.messages).toEqual(["four"]);
});

test("reading backward ends at the head the same way", async () => {
  put("one", "two", "three");
  const last = await get({ limit: 2 });
  const before = await get({ limit: 2, nextToken: last.nextBackwardToken });
  expect(before.messages).toEqual(["one"]);
  const head = await get({ nextToken: before.nextBackwardToken });
  expect(head).toMatchObject({ messages: [], nextBackwardToken: before.nextBackwardToken });
});

test("a page can be left in both directions", async () => {
  put("one", "two", "three", "four");
  const tail = await get({ limit: 2 });
  const back = await get({ limit: 1, nextToken: tail.nextBackwardToken });
  expect(back.messages).toEqual(["two"]);
  const again = await get({ limit: 1, nextToken: back.nextForwardToken, startFromHead: true });
  expect(again.messages).toEqual(["three"]);
});

test("the start time is included, the end time is not", async () => {
  put("one", "two", "three");
  expect((await get({ startTime: 1001, endTime: 1002, startFromHead: true })).messages).toEqual(["two"]);
});

test("pages may be empty before the end", async () => {
  put("one", "two");
  lab.aws.emptyLogPages(account, logGroupName, logStreamName, 2);
  const pages: unknown[][] = [];
  let token: string | undefined;
  for (let isEnd = false; !isEnd; ) {
    const page = await get({ startFromHead: true, limit: 1, nextToken: token });
    pages.push(page.messages);
    isEnd = page.nextForwardToken === token;
    token = page.nextForwardToken;
  }
  expect(pages).toEqual([[], [], ["one"], [], [], ["two"], [], [], []]);
});

test("the newest page may be empty too, with a backward token that leads on", async () => {
  put("one");
  lab.aws.emptyLogPages(account, logGroupName, logStreamName, 1);
  const empty = await get({});
  expect(empty.messages).toEqual([]);
  expect((await get({ nextToken: empty.nextBackwardToken })).messages).toEqual(["one"]);
});

test("a page holds a megabyte at most", async () => {
  const line = "x".repeat(200_000);
  put(...Array<string>(12).fill(line));
  const sizes: number[] = [];
  let token: string | undefined;
  for (let n = 0; n < 3; n += 1) {
    const page = await get({ startFromHead: true, nextToken: token });
    sizes.push(page.messages.length);
    token = page.nextForwardToken;
  }
  expect(sizes).toEqual([5, 5, 2]);
});

test("a page holds ten thousand lines at most", async () => {
  put(...Array<string>(10_001).fill("x"));
  expect((await get({ startFromHead: true })).messages).toHaveLength(10_000);
  await expect(get({ limit: 10_001 })).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("a token nobody gave out, and a forward token without startFromHead, are invalid", async () => {
  put("one");
  await expect(get({ nextToken: "f/1/s" })).rejects.toMatchObject({ name: "InvalidParameterException" });
  const { nextForwardToken } = await get({ startFromHead: true });
  await expect(get({ nextToken: nextForwardToken })).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("a stream or group that is not there is not found", async () => {
  put("one");
  await expect(get({ logStreamName: "none" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified log stream does not exist.",
  });
  await expect(get({ logGroupName: "none" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified log group does not exist.",
  });
});

test("late lines take their place by time", async () => {
  put("one", "two");
  lab.aws.putLog(account, logGroupName, logStreamName, [{ timestamp: 1000, message: "one and a half" }]);
  expect((await get({ startFromHead: true })).messages).toEqual(["one", "one and a half", "two"]);
});

async function filter(input: Partial<FilterLogEventsCommandInput>) {
  const ask = new FilterLogEventsCommand({ logGroupName, logStreamNames: [logStreamName], ...input });
  const answer = await lab.logs.send(ask);
  return { ...answer, messages: (answer.events ?? []).map(({ message }) => message) };
}

test.each([
  ["ERROR", ["ERROR disk full", "an ERROR in memory"]],
  ["ERROR memory", ["an ERROR in memory"]],
  ['"disk full"', ["ERROR disk full"]],
  ["ERROR -disk", ["an ERROR in memory"]],
  ["?disk ?fine", ["ERROR disk full", "all is fine"]],
  ["%full$%", ["ERROR disk full"]],
  ["error", []],
])("the pattern %s finds its lines", async (filterPattern, expected) => {
  put("ERROR disk full", "an ERROR in memory", "all is fine");
  expect((await filter({ filterPattern })).messages).toEqual(expected);
});

test("a pattern in JSON's form is refused rather than misread", async () => {
  put("one");
  await expect(filter({ filterPattern: "{ $.level = 30 }" })).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("lines of many streams come in the order of time, page by page, until no token is left", async () => {
  putInto("mixed/1", "a", "c");
  putInto("mixed/2", "b", "d");
  const input = { logStreamNames: undefined, logStreamNamePrefix: "mixed/", limit: 3 };
  const first = await filter(input);
  expect(first.messages).toEqual(["a", "b", "c"]);
  const second = await filter({ ...input, nextToken: first.nextToken });
  expect(second).toMatchObject({ messages: ["d"], events: [{ logStreamName: "mixed/2" }] });
  expect(second.nextToken).toBeUndefined();
});

test("latest first needs a start time, no earlier than 2024", async () => {
  const timestamp = Date.parse("2026-01-01");
  lab.aws.putLog(account, logGroupName, logStreamName, [
    { timestamp, message: "older" },
    { timestamp: timestamp + 1, message: "newer" },
  ]);
  expect((await filter({ startFromHead: false, startTime: timestamp })).messages).toEqual(["newer", "older"]);
  await expect(filter({ startFromHead: false })).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("streams are described by name or by their last line", async () => {
  putInto("described/b", "one", "two");
  putInto("described/a", "one");
  const ask = (rest: object) => lab.logs.send(new DescribeLogStreamsCommand({ logGroupName, ...rest }));
  const byName = await ask({ logStreamNamePrefix: "described/", limit: 1 });
  expect(byName.logStreams).toMatchObject([
    { logStreamName: "described/a", firstEventTimestamp: 1000, lastEventTimestamp: 1000 },
  ]);
  const next = await ask({ logStreamNamePrefix: "described/", nextToken: byName.nextToken });
  expect(next.logStreams).toMatchObject([{ logStreamName: "described/b", lastEventTimestamp: 1001 }]);
  lab.aws.putLog(account, logGroupName, "latest", [{ timestamp: 9e12, message: "x" }]);
  const latest = await ask({ orderBy: "LastEventTime", descending: true, limit: 1 });
  expect(latest.logStreams).toMatchObject([{ logStreamName: "latest" }]);
});

test("groups are described by prefix", async () => {
  lab.aws.putLog(account, "/lab/jobs", "one", [{ timestamp: 1, message: "x" }]);
  const { logGroups } = await lab.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/lab" }));
  expect(logGroups).toMatchObject([{ logGroupName: "/lab/jobs" }]);
});
