import { inspect } from "node:util";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
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

let account: EventBridgeAccount;
const client = eventBridgeClient();

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect("127.0.0.1");
});
beforeEach(() => {
  account = eventBridgeAccount();
});
afterEach(() => nock.cleanAll());
afterAll(() => {
  client.destroy();
  nock.enableNetConnect();
});

describe("trouble", () => {
  test.each([
    ["a refusal for lack of rights", 400, "AccessDeniedException", "permanent"],
    ["throttling", 400, "ThrottlingException", "later"],
    ["someone else writing at the same time", 400, "ConcurrentModificationException", "later"],
    ["a full quota", 400, "LimitExceededException", "permanent"],
    ["a fault of EventBridge", 500, "InternalException", "unknown"],
  ])("%s says whether asking again can help", async (_, status, type, kind) => {
    serveEventBridge(account);
    account.refuse("CreateConnection", status, { __type: type, message: "no" });
    await expect(connectEventRoute(client, route)).rejects.toMatchObject({
      kind,
      message: "Could not write the connection batchmate: no",
      cause: { name: type },
    });
  });

  test.each([
    ["a connection never made", "ECONNREFUSED", "later"],
    ["a connection lost on the way", "ECONNRESET", "unknown"],
  ])("%s is told apart", async (_, code, kind) => {
    nock("https://events.us-west-2.amazonaws.com")
      .post("/")
      .replyWithError(Object.assign(new Error(`${code} somewhere`), { code }));
    await expect(checkEventRoute(client, "batchmate")).rejects.toMatchObject({ kind, cause: { code } });
    expect(nock.pendingMocks()).toEqual([]);
  });

  test("missing credentials are permanent, because nothing was sent", async () => {
    const nobody = new EventBridgeClient({
      region: "us-west-2",
      credentials: () =>
        Promise.reject(
          Object.assign(new Error("Could not load credentials"), { name: "CredentialsProviderError" }),
        ),
    });
    await expect(checkEventRoute(nobody, "batchmate")).rejects.toMatchObject({ kind: "permanent" });
    nobody.destroy();
  });

  test("a target EventBridge lists as failed is trouble although the answer was 200", async () => {
    serveEventBridge(account);
    const failed = {
      TargetId: "batchmate",
      ErrorCode: "ConcurrentModificationException",
      ErrorMessage: "busy",
    };
    account.refuse("PutTargets", 200, { FailedEntryCount: 1, FailedEntries: [failed] });
    await expect(connectEventRoute(client, route)).rejects.toMatchObject({
      kind: "later",
      message: `Could not write the target of the rule ${jobsRule}: busy`,
    });
  });

  test("never holds the key, even where AWS repeats it", async () => {
    serveEventBridge(account);
    const message = `1 validation error detected: Value '${route.apiKey}' at 'apiKeyValue' failed to satisfy constraint`;
    account.refuse("CreateConnection", 400, { __type: "ValidationException", message });
    const trouble = await connectEventRoute(client, route).catch((error: unknown) => error);
    const everything = inspect(trouble, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    expect(everything).toContain("Value '(the key)' at");
    expect(everything).not.toContain(route.apiKey);
    expect(inspect(await connectEventRoute(client, route), { depth: null })).not.toContain(route.apiKey);
  });
});
