import type { Target } from "@aws-sdk/client-eventbridge";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type EventBridgeAccount,
  eventBridgeAccount,
  eventBridgeClient,
  exampleRoute as route,
  serveEventBridge,
} from "../../test/support/event-bridge.ts";
import { checkEventRoute, connectEventRoute, disconnectEventRoute } from "./event-route.ts";

const jobsRule = "batchmate-job-state-change";
const queuesRule = "batchmate-job-queue-blocked";

let account: EventBridgeAccount;
const client = eventBridgeClient();

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect("127.0.0.1");
});
beforeEach(() => {
  account = eventBridgeAccount();
  serveEventBridge(account);
});
afterEach(() => nock.cleanAll());
afterAll(() => {
  client.destroy();
  nock.enableNetConnect();
});

describe("connecting an account", () => {
  test("where nothing is yet makes all parts, in an order in which each finds what it needs", async () => {
    const made = await connectEventRoute(client, route);
    expect(made).toEqual({
      endpoint: "https://batchmate.example.org/aws/events",
      parts: [
        { part: "connection", name: "batchmate", change: "created" },
        { part: "destination", name: "batchmate", change: "created" },
        { part: "rule", name: jobsRule, change: "created" },
        { part: "target", name: jobsRule, change: "created" },
        { part: "rule", name: queuesRule, change: "created" },
        { part: "target", name: queuesRule, change: "created" },
      ],
    });
    expect(account.deeds()).toEqual([
      "CreateConnection",
      "CreateApiDestination",
      "PutRule",
      "PutTargets",
      "PutRule",
      "PutTargets",
    ]);
  });

  test("sends the key as x-api-key, posts whole events and tries them for a day", async () => {
    await connectEventRoute(client, route);
    expect(inputOf("CreateConnection")).toMatchObject({
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue: route.apiKey } },
    });
    expect(inputOf("CreateApiDestination")).toEqual({
      Name: "batchmate",
      ConnectionArn: account.connections.get("batchmate")?.ConnectionArn,
      InvocationEndpoint: "https://batchmate.example.org/aws/events",
      HttpMethod: "POST",
      InvocationRateLimitPerSecond: 300,
    });
    const patterns = [jobsRule, queuesRule].map((rule) =>
      JSON.parse(String(account.rules.get(rule)?.EventPattern)),
    );
    expect(patterns).toEqual([
      { source: ["aws.batch"], "detail-type": ["Batch Job State Change"] },
      { source: ["aws.batch"], "detail-type": ["Batch Job Queue Blocked"] },
    ]);
    const target = {
      Id: "batchmate",
      Arn: account.destinations.get("batchmate")?.ApiDestinationArn,
      RoleArn: route.targetRoleArn,
      RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
      DeadLetterConfig: { Arn: route.deadLetterArn },
    };
    expect(Object.fromEntries(account.targets)).toEqual({ [jobsRule]: [target], [queuesRule]: [target] });
  });

  test("a second time only writes the key again, for it cannot be compared", async () => {
    await connectEventRoute(client, route);
    account.calls.length = 0;
    const again = await connectEventRoute(client, route);
    expect(again.parts.map(({ change }) => change)).toEqual([
      "updated",
      ...Array.from({ length: 5 }, () => "unchanged"),
    ]);
    expect(account.deeds()).toEqual(["UpdateConnection"]);
  });

  test("after the bot has moved changes the address and leaves the rest", async () => {
    await connectEventRoute(client, route);
    account.calls.length = 0;
    await connectEventRoute(client, { ...route, webhookUrl: "https://bot.example.org/lab" });
    expect(account.deeds()).toEqual(["UpdateConnection", "UpdateApiDestination"]);
    expect(account.destinations.get("batchmate")?.InvocationEndpoint).toBe(
      "https://bot.example.org/lab/aws/events",
    );
  });

  test("enables a rule someone disabled and widens one someone narrowed", async () => {
    await connectEventRoute(client, route);
    change(account.rules, jobsRule, { State: "DISABLED" });
    change(account.rules, queuesRule, { EventPattern: '{"source":["aws.batch"]}' });
    const { parts } = await connectEventRoute(client, route);
    expect(parts.filter(({ part }) => part === "rule").map(({ change }) => change)).toEqual([
      "updated",
      "updated",
    ]);
    expect(await checkEventRoute(client, "batchmate")).toEqual([]);
  });

  test("keeps the id of a target made by someone else, a foreign target, and a dead-letter queue not named anew", async () => {
    await connectEventRoute(client, route);
    const ours = onlyTarget(jobsRule);
    const foreign = { Id: "audit", Arn: "arn:aws:logs:us-west-2:111122223333:log-group:audit" };
    account.targets.set(jobsRule, [foreign, { ...ours, Id: "Target0", Arn: `${ours.Arn}-before` }]);
    const { deadLetterArn, ...without } = route;
    await connectEventRoute(client, without);
    expect(account.targets.get(jobsRule)).toEqual([foreign, { ...ours, Id: "Target0" }]);
    expect(ours.DeadLetterConfig).toEqual({ Arn: deadLetterArn });
  });

  test("removes a target that would post every event twice", async () => {
    await connectEventRoute(client, route);
    const ours = onlyTarget(jobsRule);
    account.targets.set(jobsRule, [
      { ...ours, Id: "first" },
      { ...ours, Id: "second" },
    ]);
    expect(await checkEventRoute(client, "batchmate")).toMatchObject([
      { weight: "weak", problem: "repeated" },
    ]);
    await connectEventRoute(client, route);
    expect(account.targets.get(jobsRule)).toEqual([{ ...ours, Id: "first" }]);
  });

  test("goes on from where it was interrupted", async () => {
    account.refuse("PutTargets", 400, {
      __type: "AccessDeniedException",
      message: "not authorized to pass the role",
    });
    await expect(connectEventRoute(client, route)).rejects.toMatchObject({ kind: "permanent" });
    const { parts } = await connectEventRoute(client, route);
    expect(parts.map(({ change }) => change)).toEqual([
      "updated",
      "unchanged",
      "unchanged",
      "created",
      "created",
      "created",
    ]);
    expect(await checkEventRoute(client, "batchmate")).toEqual([]);
  });

  test.each([
    ["a name EventBridge would refuse", { name: "lab one" }, "The name must be"],
    [
      "an address that is not https",
      { webhookUrl: "http://batchmate.example.org" },
      "must begin with https://",
    ],
    ["a key EventBridge would refuse", { apiKey: "two:parts" }, "without a colon"],
  ])("with %s asks AWS nothing", async (_, wrong, sentence) => {
    await expect(connectEventRoute(client, { ...route, ...wrong })).rejects.toMatchObject({
      name: "EventRouteTrouble",
      kind: "permanent",
      message: expect.stringContaining(sentence),
    });
    expect(account.calls).toEqual([]);
  });
});

describe("disconnecting an account", () => {
  test("removes everything, targets before rules and the connection last", async () => {
    await connectEventRoute(client, route);
    account.calls.length = 0;
    const removed = await disconnectEventRoute(client, "batchmate");
    expect(removed.map(({ change }) => change)).toEqual(["removed", "removed", "removed", "removed"]);
    expect(account.deeds()).toEqual([
      "RemoveTargets",
      "DeleteRule",
      "RemoveTargets",
      "DeleteRule",
      "DeleteApiDestination",
      "DeleteConnection",
    ]);
  });

  test("where nothing is removes nothing", async () => {
    const removed = await disconnectEventRoute(client, "batchmate");
    expect(removed.map(({ change }) => change)).toEqual(["absent", "absent", "absent", "absent"]);
    expect(account.deeds()).toEqual([]);
  });

  test("keeps a rule that someone else's target hangs on", async () => {
    await connectEventRoute(client, route);
    const foreign = { Id: "audit", Arn: "arn:aws:logs:us-west-2:111122223333:log-group:audit" };
    account.targets.get(jobsRule)?.push(foreign);
    const removed = await disconnectEventRoute(client, "batchmate");
    expect(removed[0]).toEqual({ part: "rule", name: jobsRule, change: "kept" });
    expect(account.targets.get(jobsRule)).toEqual([foreign]);
  });
});

function onlyTarget(rule: string): Target {
  const [target, ...more] = account.targets.get(rule) ?? [];
  if (!target || more.length > 0) throw new Error(`The rule ${rule} has not one target`);
  return target;
}

function inputOf(operation: string): unknown {
  return account.calls.find((call) => call.operation === operation)?.input;
}

function change(parts: Map<string, Record<string, unknown>>, name: string, fields: object): void {
  parts.set(name, { ...parts.get(name), ...fields });
}
