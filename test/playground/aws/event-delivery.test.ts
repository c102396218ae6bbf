import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DisableRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
  UpdateConnectionCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BusEvent } from "../../../src/playground/aws/events/bus-event.ts";
import { account, type Lab, openLab, openReceiver, type Receiver } from "./support/local-lab.ts";
import { statusesOf, submit, whenDone } from "./support/run-job.ts";

let lab: Lab;
let receiver: Receiver;
beforeEach(async () => {
  lab = await openLab();
  receiver = await openReceiver();
});
afterEach(async () => {
  await lab.close();
  await receiver.close();
});

const apiKey = (ApiKeyValue: string) => ({ ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue } });

async function connect(target: Partial<Target> = {}, InvocationRateLimitPerSecond = 300): Promise<void> {
  const { ConnectionArn } = await lab.events.send(
    new CreateConnectionCommand({
      Name: "bot",
      AuthorizationType: "API_KEY",
      AuthParameters: apiKey("s3cret"),
    }),
  );
  const { ApiDestinationArn } = await lab.events.send(
    new CreateApiDestinationCommand({
      Name: "bot",
      ConnectionArn,
      InvocationEndpoint: receiver.url,
      HttpMethod: "POST",
      InvocationRateLimitPerSecond,
    }),
  );
  const EventPattern = '{"source":["aws.batch","batchmate"]}';
  await lab.events.send(new PutRuleCommand({ Name: "bot", EventPattern }));
  const RoleArn = `arn:aws:iam::${account}:role/events`;
  const Targets = [{ Id: "bot", Arn: ApiDestinationArn, RoleArn, ...target }];
  await lab.events.send(new PutTargetsCommand({ Rule: "bot", Targets }));
}

async function ping(detail: object = {}): Promise<string> {
  const Entries = [{ Source: "batchmate", DetailType: "ping", Detail: JSON.stringify(detail) }];
  const { Entries: [entry] = [] } = await lab.events.send(new PutEventsCommand({ Entries }));
  return entry?.EventId ?? "";
}

const outcomes = () => lab.aws.deliveries().map(({ status, outcome }) => ({ status, outcome }));
const ended = (count = 1) =>
  lab.aws.waitUntil(() => lab.aws.deliveries().filter(({ outcome }) => outcome !== "again").length >= count);
const sent = () => receiver.received.map(({ body }) => JSON.parse(body) as BusEvent);

test("a job's events reach the API destination, whole", async () => {
  await connect();
  const id = await submit(lab, {});
  await whenDone(lab, id);
  await ended(4);
  const received = sent().filter(({ detail }) => detail.jobId === id);
  expect(received.map(({ detail }) => detail.status).sort()).toEqual([...statusesOf(lab, id)].sort());
  expect(lab.aws.events()).toEqual(expect.arrayContaining(received));
});

test("a delivery looks as EventBridge's do", async () => {
  await connect();
  await ping();
  await ended();
  expect(receiver.received[0]?.headers).toMatchObject({
    "user-agent": "Amazon/EventBridge/ApiDestinations",
    "content-type": "application/json; charset=utf-8",
    range: "bytes=0-1048575",
    "accept-encoding": "gzip,deflate",
    connection: "close",
    "x-api-key": "s3cret",
  });
});

test("a changed key is used from the next delivery on", async () => {
  await connect();
  await lab.events.send(new UpdateConnectionCommand({ Name: "bot", AuthParameters: apiKey("n3w") }));
  await ping();
  await ended();
  expect(receiver.received[0]?.headers["x-api-key"]).toBe("n3w");
});

test.each([401, 407, 409, 429, 500, 503])("status %i is tried again", async (status) => {
  await connect();
  receiver.answerWith((n) => ({ status: n === 0 ? status : 202 }));
  await ping();
  await ended();
  expect(outcomes()).toEqual([
    { status, outcome: "again" },
    { status: 202, outcome: "delivered" },
  ]);
});

test.each([301, 400, 403, 413])("status %i is final, and the event a dead letter", async (status) => {
  await connect({ DeadLetterConfig: { Arn: "arn:aws:sqs:us-west-2:111122223333:dead" } });
  receiver.answerWith(() => ({ status }));
  const id = await ping();
  await ended();
  expect(outcomes()).toEqual([{ status, outcome: "dead" }]);
  expect(lab.aws.deadLetters()).toMatchObject([
    { event: { id }, attempts: 1, deadLetterArn: "arn:aws:sqs:us-west-2:111122223333:dead" },
  ]);
});

test("no answer in time counts as a failure that is tried again", async () => {
  await connect();
  receiver.answerWith((n) => (n === 0 ? undefined : { status: 202 }));
  await ping();
  await ended();
  expect(outcomes()).toEqual([
    { status: undefined, outcome: "again" },
    { status: 202, outcome: "delivered" },
  ]);
});

test("the retry policy bounds the tries", async () => {
  await connect({ RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 } });
  receiver.answerWith(() => ({ status: 503 }));
  await ping();
  await ended();
  expect(outcomes().map(({ outcome }) => outcome)).toEqual(["again", "again", "dead"]);
});

test("Retry-After is waited for", async () => {
  await connect();
  receiver.answerWith((n) => (n === 0 ? { status: 503, headers: { "retry-after": "40" } } : { status: 202 }));
  await ping();
  await ended();
  const [first, second] = receiver.received;
  // A second lasts 5 ms here.
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(199);
});

test("a negative Retry-After ends the tries", async () => {
  await connect();
  receiver.answerWith(() => ({ status: 503, headers: { "retry-after": "-1" } }));
  await ping();
  await ended();
  expect(outcomes()).toEqual([{ status: 503, outcome: "dead" }]);
});

test("no more deliveries begin in a second than the destination allows", async () => {
  await connect({}, 5);
  for (let n = 0; n < 7; n += 1) await ping({ n });
  await ended(7);
  const times = receiver.received.map(({ at }) => at).sort((a, b) => a - b);
  expect((times[5] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(900);
});

test("a disabled rule and a pattern that does not match deliver nothing", async () => {
  await connect();
  const Entries = [{ Source: "elsewhere", DetailType: "ping", Detail: "{}" }];
  await lab.events.send(new PutEventsCommand({ Entries }));
  await ping({ n: 1 });
  await ended();
  await lab.events.send(new DisableRuleCommand({ Name: "bot" }));
  await ping({ n: 2 });
  expect(sent()).toMatchObject([{ source: "batchmate", detail: { n: 1 } }]);
  expect(lab.aws.deliveries()).toHaveLength(1);
});

test("without its connection a destination gets nothing, and the event is a dead letter", async () => {
  await connect();
  await lab.events.send(new DeleteConnectionCommand({ Name: "bot" }));
  await ping();
  await lab.aws.waitUntil(() => lab.aws.deadLetters().length === 1);
  expect(receiver.received).toEqual([]);
});

test("an input transformer makes the body", async () => {
  const InputTransformer = {
    InputPathsMap: { id: "$.id", n: "$.detail.n", none: "$.detail.none" },
    InputTemplate: '{"id": <id>, "n": <n>, "whole": <aws.events.event.json>}',
  };
  await connect({ InputTransformer });
  const id = await ping({ n: 7 });
  await ended();
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({
    id,
    n: 7,
    whole: { detail: { n: 7 } },
  });
});

test("events can be dropped, doubled and delayed past others", async () => {
  await connect();
  lab.aws.faults.onEvents(({ detail }) => {
    const { fate } = detail as { fate?: string };
    if (fate === "drop") return [];
    if (fate === "late") return [{ delayMs: 100 }];
    return fate === "double" ? [{ delayMs: 0 }, { delayMs: 0 }] : [{ delayMs: 0 }];
  });
  for (const fate of ["late", "drop", "double"]) await ping({ fate });
  await ended(3);
  expect(sent().map(({ detail }) => detail.fate)).toEqual(["double", "double", "late"]);
  expect(lab.aws.events().map(({ detail }) => detail.fate)).toEqual(["late", "drop", "double"]);
});

test("a recorded event can be put on the bus", async () => {
  await connect();
  const event = {
    version: "0",
    id: "recorded",
    "detail-type": "Batch Job State Change",
    source: "aws.batch",
  };
  const rest = {
    account,
    time: "2026-01-01T00:00:00Z",
    region: "us-west-2",
    resources: [],
    detail: { jobId: "x" },
  };
  lab.aws.sendEvent(account, { ...event, ...rest });
  await ended();
  expect(sent()).toEqual([{ ...event, ...rest }]);
});
