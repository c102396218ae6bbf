import { DescribeEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { troubleNaming } from "./event-route-trouble.ts";

/** A client with the SDK's own credentials, region and endpoint. */
export function openEventBridge(): EventBridgeClient {
  return new EventBridgeClient({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}

/** The account and region the client really works in, read off the ARN of the default bus. */
export async function whereConnected(
  client: EventBridgeClient,
): Promise<{ account: string; region: string }> {
  const bus = await troubleNaming("ask which account this is", client.send(new DescribeEventBusCommand({})));
  const [, , , region = "", account = ""] = (bus.Arn ?? "").split(":");
  return { account, region };
}
