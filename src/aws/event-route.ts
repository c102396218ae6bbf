/** Makes, checks and removes the road from an account's EventBridge to the webhook, through EventBridge's own API. */
import { isDeepStrictEqual } from "node:util";
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  UpdateApiDestinationCommand,
  UpdateConnectionCommand,
} from "@aws-sdk/client-eventbridge";
import {
  type EventRouteFinding,
  type ExpectedRoute,
  findingsOf,
  isListening,
} from "./event-route-findings.ts";
import {
  batchEventPattern,
  eventKeyHeader,
  eventKeyMistake,
  eventRetryPolicy,
  invocationRateLimitPerSecond,
  routeNameMistake,
  webhookEndpoint,
} from "./event-route-shape.ts";
import { type EventRouteState, isOwnTarget, type RuleState, readEventRoute } from "./event-route-state.ts";
import { EventRouteTrouble, troubleNaming } from "./event-route-trouble.ts";

export type EventRoute = {
  /** Begins the names of all parts. */
  name: string;
  webhookUrl: string;
  apiKey: string;
  /** Left out, a dead-letter queue that is already there stays. */
  deadLetterArn?: string;
  targetRoleArn: string;
  invocationRateLimitPerSecond?: number;
};

type RoutePart<Change> = { part: EventRouteFinding["part"]; name: string; change: Change };
export type MadePart = RoutePart<"created" | "updated" | "unchanged">;
/** `kept` is a rule to which someone added a target of their own. */
export type RemovedPart = RoutePart<"removed" | "absent" | "kept">;

/**
 * Brings the road to what is wanted, from whatever stands there; safe to repeat. The key cannot be read back, so
 * it is written every time. Throws EventRouteTrouble; parts made before it stay and are found by the next call.
 */
export async function connectEventRoute(
  client: EventBridgeClient,
  route: EventRoute,
): Promise<{ endpoint: string; parts: MadePart[] }> {
  const endpoint = checkedEndpoint(route);
  const state = await readEventRoute(client, route.name);
  const connection = await putConnection(client, route, state);
  const destination = await putDestination(client, route, state, { endpoint, connectionArn: connection.arn });
  const parts = [connection.made, destination.made];
  for (const rule of state.rules) {
    parts.push(await putRule(client, rule));
    parts.push(await putTarget(client, route, rule, destination.arn));
  }
  return { endpoint, parts };
}

/** Reads the road and says what is wrong with it; nothing wrong is an empty list. Throws EventRouteTrouble. */
export async function checkEventRoute(
  client: EventBridgeClient,
  name: string,
  expected: ExpectedRoute = {},
): Promise<EventRouteFinding[]> {
  return findingsOf(name, await readEventRoute(client, name), expected);
}

/** Removes what bears the name, last made first; safe to repeat. Throws EventRouteTrouble. */
export async function disconnectEventRoute(client: EventBridgeClient, name: string): Promise<RemovedPart[]> {
  const { rules, destination, connection } = await readEventRoute(client, name);
  const parts: RemovedPart[] = [];
  for (const rule of rules) parts.push(await removeRule(client, name, rule));
  if (destination) {
    const command = new DeleteApiDestinationCommand({ Name: name });
    await troubleNaming(`remove the API destination ${name}`, client.send(command));
  }
  parts.push({ part: "destination", name, change: destination ? "removed" : "absent" });
  if (connection) {
    const command = new DeleteConnectionCommand({ Name: name });
    await troubleNaming(`remove the connection ${name}`, client.send(command));
  }
  parts.push({ part: "connection", name, change: connection ? "removed" : "absent" });
  return parts;
}

function checkedEndpoint({ name, webhookUrl, apiKey }: EventRoute): string {
  const mistake = routeNameMistake(name) ?? eventKeyMistake(apiKey);
  if (mistake !== undefined) throw new EventRouteTrouble(mistake, "permanent");
  const webhook = webhookEndpoint(webhookUrl);
  if ("mistake" in webhook) throw new EventRouteTrouble(webhook.mistake, "permanent");
  return webhook.endpoint;
}

async function putConnection(client: EventBridgeClient, route: EventRoute, { connection }: EventRouteState) {
  const { name, apiKey } = route;
  const wanted = {
    Name: name,
    Description: "The key with which this account's events are let in",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: eventKeyHeader, ApiKeyValue: apiKey } },
  } as const;
  const sent = connection
    ? client.send(new UpdateConnectionCommand(wanted))
    : client.send(new CreateConnectionCommand(wanted));
  const { ConnectionArn: arn } = await troubleNaming(`write the connection ${name}`, sent, apiKey);
  const made: MadePart = { part: "connection", name, change: connection ? "updated" : "created" };
  return { arn: given(arn, `connection ${name}`), made };
}

async function putDestination(
  client: EventBridgeClient,
  { name, invocationRateLimitPerSecond: rate = invocationRateLimitPerSecond }: EventRoute,
  { destination: there }: EventRouteState,
  { endpoint, connectionArn }: { endpoint: string; connectionArn: string },
) {
  const wanted = {
    Name: name,
    ConnectionArn: connectionArn,
    InvocationEndpoint: endpoint,
    HttpMethod: "POST",
    InvocationRateLimitPerSecond: rate,
  } as const;
  const part = { part: "destination", name } as const;
  const what = `API destination ${name}`;
  if (there && isDeepStrictEqual({ ...there, ...wanted }, there)) {
    const made: MadePart = { ...part, change: "unchanged" };
    return { arn: given(there.ApiDestinationArn, what), made };
  }
  const sent = there
    ? client.send(new UpdateApiDestinationCommand(wanted))
    : client.send(new CreateApiDestinationCommand(wanted));
  const { ApiDestinationArn: arn } = await troubleNaming(`write the ${what}`, sent);
  const made: MadePart = { ...part, change: there ? "updated" : "created" };
  return { arn: given(arn, what), made };
}

async function putRule(client: EventBridgeClient, state: RuleState): Promise<MadePart> {
  const { rule, found } = state;
  const { enabled, patternRight } = isListening(state);
  if (enabled && patternRight) return { part: "rule", name: rule.name, change: "unchanged" };
  const command = new PutRuleCommand({
    Name: rule.name,
    Description: `${rule.detailType}, for Batchmate`,
    EventPattern: JSON.stringify(batchEventPattern(rule)),
    State: "ENABLED",
  });
  await troubleNaming(`write the rule ${rule.name}`, client.send(command));
  return { part: "rule", name: rule.name, change: found ? "updated" : "created" };
}

async function putTarget(
  client: EventBridgeClient,
  { name, targetRoleArn, deadLetterArn }: EventRoute,
  { rule, targets }: RuleState,
  destinationArn: string,
): Promise<MadePart> {
  const [there, ...repeated] = targets.filter((target) => isOwnTarget(target, name));
  await removeTargets(client, rule.name, repeated);
  const deadLetters = deadLetterArn === undefined ? there?.DeadLetterConfig : { Arn: deadLetterArn };
  const wanted: Target = {
    Id: there?.Id ?? name,
    Arn: destinationArn,
    RoleArn: targetRoleArn,
    RetryPolicy: { ...eventRetryPolicy },
    ...(deadLetters && { DeadLetterConfig: deadLetters }),
  };
  if (isDeepStrictEqual(there, wanted)) return { part: "target", name: rule.name, change: "unchanged" };
  const command = new PutTargetsCommand({ Rule: rule.name, Targets: [wanted] });
  const deed = `write the target of the rule ${rule.name}`;
  refuseFailedEntries(deed, await troubleNaming(deed, client.send(command)));
  return { part: "target", name: rule.name, change: there ? "updated" : "created" };
}

async function removeRule(client: EventBridgeClient, name: string, state: RuleState): Promise<RemovedPart> {
  const { rule, found, targets } = state;
  if (!found) return { part: "rule", name: rule.name, change: "absent" };
  await removeTargets(
    client,
    rule.name,
    targets.filter((target) => isOwnTarget(target, name)),
  );
  if (targets.some((target) => !isOwnTarget(target, name)))
    return { part: "rule", name: rule.name, change: "kept" };
  await troubleNaming(
    `remove the rule ${rule.name}`,
    client.send(new DeleteRuleCommand({ Name: rule.name })),
  );
  return { part: "rule", name: rule.name, change: "removed" };
}

async function removeTargets(client: EventBridgeClient, rule: string, targets: Target[]): Promise<void> {
  const ids = targets.flatMap(({ Id }) => (Id === undefined ? [] : [Id]));
  if (ids.length === 0) return;
  const deed = `remove targets of the rule ${rule}`;
  const command = new RemoveTargetsCommand({ Rule: rule, Ids: ids });
  refuseFailedEntries(deed, await troubleNaming(deed, client.send(command)));
}

/** PutTargets and RemoveTargets answer 200 and list what they did not do. */
function refuseFailedEntries(
  deed: string,
  answer: {
    FailedEntries?: { ErrorCode?: string | undefined; ErrorMessage?: string | undefined }[] | undefined;
  },
): void {
  const [failed] = answer.FailedEntries ?? [];
  if (!failed) return;
  const { ErrorCode: code = "", ErrorMessage: message = "no reason given" } = failed;
  const kind = code === "ConcurrentModificationException" ? "later" : "permanent";
  throw new EventRouteTrouble(`Could not ${deed}: ${message}`, kind, failed);
}

function given(arn: string | undefined, what: string): string {
  if (arn === undefined) throw new EventRouteTrouble(`EventBridge gave the ${what} no ARN.`, "unknown");
  return arn;
}
