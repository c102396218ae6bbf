/** What is wrong with a road as it stands, in sentences for whoever looks after it. */
import { isDeepStrictEqual } from "node:util";
import type { Target } from "@aws-sdk/client-eventbridge";
import { batchEventPattern, eventKeyHeader, eventRetryPolicy, webhookEndpoint } from "./event-route-shape.ts";
import { type EventRouteState, isOwnTarget, type RuleState } from "./event-route-state.ts";

export type EventRouteFinding = {
  part: "connection" | "destination" | "rule" | "target";
  name: string;
  problem:
    | "missing"
    | "unauthorized"
    | "inactive"
    | "wrong-key-header"
    | "wrong-url"
    | "wrong-method"
    | "wrong-connection"
    | "slow"
    | "disabled"
    | "wrong-pattern"
    | "wrong-destination"
    | "wrong-role"
    | "repeated"
    | "altered-event"
    | "short-retries"
    | "no-dead-letter-queue";
  /** `broken`: events do not arrive, or arrive wrong. `weak`: they arrive, and may be lost on a bad day. */
  weight: "broken" | "weak";
  sentence: string;
};

/** What the one who asks knows of the road; what is left out is not compared. */
export type ExpectedRoute = { webhookUrl?: string; targetRoleArn?: string };

export function findingsOf(
  name: string,
  state: EventRouteState,
  expected: ExpectedRoute,
): EventRouteFinding[] {
  return [
    ...connectionFindings(name, state),
    ...destinationFindings(name, state, expected),
    ...state.rules.flatMap((rule) => [
      ...ruleFindings(rule),
      ...(rule.found
        ? targetFindings(name, rule, { ...expected, destinationArn: state.destination?.ApiDestinationArn })
        : []),
    ]),
  ];
}

/** Whether a rule listens, to exactly the events it is for. */
export function isListening({ rule, found }: RuleState): { enabled: boolean; patternRight: boolean } {
  return {
    enabled: found?.State?.startsWith("ENABLED") ?? false,
    patternRight: isDeepStrictEqual(parsed(found?.EventPattern), batchEventPattern(rule)),
  };
}

function* connectionFindings(name: string, { connection }: EventRouteState): Generator<EventRouteFinding> {
  const found = finder("connection", name);
  if (!connection) return yield found("missing", "broken", `There is no connection ${name}.`);
  const { ConnectionState: state = "unknown", StateReason: reason, AuthParameters: auth } = connection;
  if (state !== "AUTHORIZED") {
    const why = reason ? `: ${reason}` : "";
    yield found("unauthorized", "broken", `The connection ${name} is ${state}, not AUTHORIZED${why}.`);
  }
  const header = auth?.ApiKeyAuthParameters?.ApiKeyName;
  if (header?.toLowerCase() !== eventKeyHeader) {
    yield found(
      "wrong-key-header",
      "broken",
      `The connection ${name} does not send its key as ${eventKeyHeader}.`,
    );
  }
}

function* destinationFindings(
  name: string,
  { connection, destination }: EventRouteState,
  { webhookUrl }: ExpectedRoute,
): Generator<EventRouteFinding> {
  const found = finder("destination", name);
  if (!destination) return yield found("missing", "broken", `There is no API destination ${name}.`);
  if (destination.ApiDestinationState !== "ACTIVE") {
    yield found(
      "inactive",
      "broken",
      `The API destination ${name} is ${destination.ApiDestinationState ?? "not active"}.`,
    );
  }
  const endpoint = destination.InvocationEndpoint ?? "";
  const wanted = webhookEndpoint(webhookUrl ?? endpoint);
  if (!("endpoint" in wanted)) {
    yield found("wrong-url", "broken", `The API destination ${name} posts to ${endpoint}: ${wanted.mistake}`);
  } else if (wanted.endpoint !== endpoint) {
    yield found(
      "wrong-url",
      "broken",
      `The API destination ${name} posts to ${endpoint}, not to ${wanted.endpoint}.`,
    );
  }
  if (destination.HttpMethod !== "POST") {
    yield found(
      "wrong-method",
      "broken",
      `The API destination ${name} uses ${destination.HttpMethod}, not POST.`,
    );
  }
  if (connection && destination.ConnectionArn !== connection.ConnectionArn) {
    yield found(
      "wrong-connection",
      "broken",
      `The API destination ${name} uses another connection than ${name}.`,
    );
  }
  const rate = destination.InvocationRateLimitPerSecond ?? Number.POSITIVE_INFINITY;
  if (rate < slowestRatePerSecond) {
    yield found(
      "slow",
      "weak",
      `The API destination ${name} is called at most ${rate} times a second: a large array makes a backlog.`,
    );
  }
}

/** An array of 10,000 makes some 50,000 events; below this they take more than half an hour to arrive. */
const slowestRatePerSecond = 25;

function* ruleFindings(state: RuleState): Generator<EventRouteFinding> {
  const { rule, found: there } = state;
  const found = finder("rule", rule.name);
  if (!there) return yield found("missing", "broken", `There is no rule ${rule.name}.`);
  const { enabled, patternRight } = isListening(state);
  if (!enabled) yield found("disabled", "broken", `The rule ${rule.name} is disabled.`);
  if (!patternRight) {
    yield found(
      "wrong-pattern",
      "broken",
      `The rule ${rule.name} does not match all "${rule.detailType}" events and only them.`,
    );
  }
}

function* targetFindings(
  name: string,
  { rule, targets }: RuleState,
  expected: { destinationArn?: string | undefined; targetRoleArn?: string },
): Generator<EventRouteFinding> {
  const found = finder("target", rule.name);
  const [target, ...more] = targets.filter((one) => isOwnTarget(one, name));
  const subject = `The target of the rule ${rule.name}`;
  if (!target)
    return yield found(
      "missing",
      "broken",
      `The rule ${rule.name} has no target that is the API destination ${name}.`,
    );
  if (more.length > 0)
    yield found("repeated", "weak", `The rule ${rule.name} posts every event ${more.length + 1} times.`);
  if (expected.destinationArn && target.Arn !== expected.destinationArn) {
    yield found("wrong-destination", "broken", `${subject} is an API destination that no longer exists.`);
  }
  if (!target.RoleArn || (expected.targetRoleArn && target.RoleArn !== expected.targetRoleArn)) {
    yield found(
      "wrong-role",
      "broken",
      `${subject} uses ${target.RoleArn ?? "no role"}${expected.targetRoleArn ? `, not ${expected.targetRoleArn}` : ""}.`,
    );
  }
  if (target.Input || target.InputPath || target.InputTransformer) {
    yield found("altered-event", "broken", `${subject} changes the event on its way; it must be sent whole.`);
  }
  if (!retriesForADay(target)) {
    yield found("short-retries", "weak", `${subject} tries an event again for less than a day.`);
  }
  if (!target.DeadLetterConfig?.Arn) {
    yield found(
      "no-dead-letter-queue",
      "weak",
      `${subject} has no dead-letter queue: what cannot be delivered is lost.`,
    );
  }
}

/** EventBridge's own defaults are its longest. */
function retriesForADay({ RetryPolicy: policy }: Target): boolean {
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: ageSeconds } = eventRetryPolicy;
  return (
    (policy?.MaximumRetryAttempts ?? attempts) >= attempts &&
    (policy?.MaximumEventAgeInSeconds ?? ageSeconds) >= ageSeconds
  );
}

function finder(part: EventRouteFinding["part"], name: string) {
  return (
    problem: EventRouteFinding["problem"],
    weight: EventRouteFinding["weight"],
    sentence: string,
  ): EventRouteFinding => ({ part, name, problem, weight, sentence });
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
}
