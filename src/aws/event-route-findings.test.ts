import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type EventBridgeAccount,
  eventBridgeAccount,
  eventBridgeClient,
  exampleRoute as route,
  serveEventBridge,
} from "../../test/support/event-bridge.ts";
import { checkEventRoute, connectEventRoute } from "./event-route.ts";

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

describe("checking an account", () => {
  test("finds nothing wrong with a road just made, and changes nothing", async () => {
    await connectEventRoute(client, route);
    account.calls.length = 0;
    expect(await checkEventRoute(client, "batchmate", route)).toEqual([]);
    expect(account.deeds()).toEqual([]);
  });

  test("names every part that is missing", async () => {
    expect(await checkEventRoute(client, "batchmate")).toEqual([
      expect.objectContaining({ sentence: "There is no connection batchmate." }),
      expect.objectContaining({ sentence: "There is no API destination batchmate." }),
      expect.objectContaining({ sentence: `There is no rule ${jobsRule}.` }),
      expect.objectContaining({ sentence: `There is no rule ${queuesRule}.` }),
    ]);
  });

  type Damage = (account: EventBridgeAccount) => void;
  const ofConnection =
    (fields: object): Damage =>
    ({ connections }) =>
      change(connections, "batchmate", fields);
  const ofDestination =
    (fields: object): Damage =>
    ({ destinations }) =>
      change(destinations, "batchmate", fields);
  const ofRule =
    (fields: object): Damage =>
    ({ rules }) =>
      change(rules, jobsRule, fields);
  const ofTarget =
    (fields: object): Damage =>
    ({ targets }) =>
      void targets.set(
        jobsRule,
        (targets.get(jobsRule) ?? []).map((target) => ({ ...target, ...fields })),
      );

  test.each<[string, Damage, string]>([
    [
      "a connection that lost its authorization",
      ofConnection({ ConnectionState: "DEAUTHORIZED" }),
      "broken unauthorized",
    ],
    [
      "a connection still in the making",
      ofConnection({ ConnectionState: "AUTHORIZING" }),
      "broken unauthorized",
    ],
    [
      "a key sent under another header",
      ofConnection({ AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "authorization" } } }),
      "broken wrong-key-header",
    ],
    [
      "another address",
      ofDestination({ InvocationEndpoint: "https://old.example.org/aws/events" }),
      "broken wrong-url",
    ],
    [
      "another path",
      ofDestination({ InvocationEndpoint: "https://batchmate.example.org/" }),
      "broken wrong-url",
    ],
    ["another method", ofDestination({ HttpMethod: "PUT" }), "broken wrong-method"],
    ["an inactive destination", ofDestination({ ApiDestinationState: "INACTIVE" }), "broken inactive"],
    [
      "a destination with another connection",
      ofDestination({ ConnectionArn: "arn:other" }),
      "broken wrong-connection",
    ],
    ["a trickle", ofDestination({ InvocationRateLimitPerSecond: 1 }), "weak slow"],
    ["a disabled rule", ofRule({ State: "DISABLED" }), "broken disabled"],
    [
      "a narrower pattern",
      ofRule({
        EventPattern:
          '{"source":["aws.batch"],"detail-type":["Batch Job State Change"],"detail":{"status":["FAILED"]}}',
      }),
      "broken wrong-pattern",
    ],
    ["a pattern that is no JSON", ofRule({ EventPattern: "{" }), "broken wrong-pattern"],
    ["no target", ({ targets }) => void targets.set(jobsRule, []), "broken missing"],
    [
      "a target that was made anew elsewhere",
      ofTarget({ Arn: "arn:aws:events:us-west-2:111122223333:api-destination/batchmate/gone" }),
      "broken wrong-destination",
    ],
    ["a target without a role", ofTarget({ RoleArn: undefined }), "broken wrong-role"],
    ["a target that cuts the event down", ofTarget({ InputPath: "$.detail" }), "broken altered-event"],
    [
      "a target that soon gives up",
      ofTarget({ RetryPolicy: { MaximumRetryAttempts: 3 } }),
      "weak short-retries",
    ],
    [
      "a target without a dead-letter queue",
      ofTarget({ DeadLetterConfig: undefined }),
      "weak no-dead-letter-queue",
    ],
  ])("finds %s", async (_, damage, problem) => {
    await connectEventRoute(client, route);
    damage(account);
    expect(await problems(route)).toEqual([problem]);
  });

  test("compares address and role only where they are known", async () => {
    await connectEventRoute(client, route);
    const elsewhere = {
      webhookUrl: "https://other.example.org",
      targetRoleArn: "arn:aws:iam::111122223333:role/other",
    };
    expect(await problems()).toEqual([]);
    expect(await problems(elsewhere)).toEqual(["broken wrong-url", "broken wrong-role", "broken wrong-role"]);
  });
});

async function problems(expected = {}): Promise<string[]> {
  const findings = await checkEventRoute(client, "batchmate", expected);
  return findings.map(({ weight, problem }) => `${weight} ${problem}`);
}

function change(parts: Map<string, Record<string, unknown>>, name: string, fields: object): void {
  parts.set(name, { ...parts.get(name), ...fields });
}
