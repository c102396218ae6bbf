/** One account's EventBridge, as far as connections, API destinations, rules and targets go, in memory. */
import { EventBridgeClient, type Target } from "@aws-sdk/client-eventbridge";
import nock from "nock";

type Fields = Record<string, unknown>;
type Answer = readonly [status: number, body: object];
type EventBridgeCall = { operation: string; input: Fields };

export type EventBridgeAccount = ReturnType<typeof eventBridgeAccount>;

const arnStart = "arn:aws:events:us-west-2:111122223333";

export function eventBridgeAccount() {
  const connections = new Map<string, Fields>();
  const destinations = new Map<string, Fields>();
  const rules = new Map<string, Fields>();
  const targets = new Map<string, Target[]>();
  const calls: EventBridgeCall[] = [];
  const refusals: { operation: string; answer: Answer }[] = [];
  let lastSerial = 0;

  function put(parts: Map<string, Fields>, input: Fields, more: Fields): Answer {
    const name = String(input.Name);
    const part = { ...parts.get(name), ...input, ...more };
    parts.set(name, part);
    return [200, part];
  }

  const operations: Record<string, (input: Fields) => Answer> = {
    DescribeEventBus: () => [200, { Name: "default", Arn: `${arnStart}:event-bus/default` }],
    DescribeConnection: ({ Name }) => found(connections.get(String(Name))),
    CreateConnection: (input) =>
      put(connections, withoutKey(input), {
        ConnectionArn: `${arnStart}:connection/${input.Name}/c${++lastSerial}`,
        ConnectionState: "AUTHORIZED",
      }),
    UpdateConnection: (input) => put(connections, withoutKey(input), { ConnectionState: "AUTHORIZED" }),
    DeleteConnection: ({ Name }) => removed(connections, Name),
    DescribeApiDestination: ({ Name }) => found(destinations.get(String(Name))),
    CreateApiDestination: (input) =>
      put(destinations, input, {
        ApiDestinationArn: `${arnStart}:api-destination/${input.Name}/d${++lastSerial}`,
        ApiDestinationState: "ACTIVE",
      }),
    UpdateApiDestination: (input) => put(destinations, input, { ApiDestinationState: "ACTIVE" }),
    DeleteApiDestination: ({ Name }) => removed(destinations, Name),
    DescribeRule: ({ Name }) => found(rules.get(String(Name))),
    PutRule: (input) => put(rules, input, { Arn: `${arnStart}:rule/${input.Name}` }),
    DeleteRule: ({ Name }) =>
      targets.get(String(Name))?.length
        ? [400, { __type: "ValidationException", message: "Rule can't be deleted since it has targets." }]
        : removed(rules, Name),
    // One target a page, as a rule with many would have it.
    ListTargetsByRule: ({ Rule, NextToken }) => {
      const index = Number(NextToken ?? 0);
      const all = targets.get(String(Rule)) ?? [];
      const more = index + 1 < all.length ? { NextToken: String(index + 1) } : {};
      return [200, { Targets: all.slice(index, index + 1), ...more }];
    },
    PutTargets: ({ Rule, Targets }) => {
      const given = Targets as Target[];
      const others = (targets.get(String(Rule)) ?? []).filter(
        (one) => !given.some(({ Id }) => Id === one.Id),
      );
      targets.set(String(Rule), [...others, ...given]);
      return [200, { FailedEntryCount: 0, FailedEntries: [] }];
    },
    RemoveTargets: ({ Rule, Ids }) => {
      const ids = new Set(Ids as string[]);
      targets.set(
        String(Rule),
        (targets.get(String(Rule)) ?? []).filter(({ Id }) => !ids.has(String(Id))),
      );
      return [200, { FailedEntryCount: 0, FailedEntries: [] }];
    },
  };

  return {
    connections,
    destinations,
    rules,
    targets,
    calls,
    /** The next call of this operation is answered so, and does nothing. */
    refuse(operation: string, ...answer: Answer): void {
      refusals.push({ operation, answer });
    },
    /** What was asked beyond looking, in order. */
    deeds(): string[] {
      return calls
        .map(({ operation }) => operation)
        .filter((operation) => !/^(Describe|List)/.test(operation));
    },
    answer(amzTarget: string | null, body: string): Answer {
      const operation = (amzTarget ?? "").replace("AWSEvents.", "");
      const input = JSON.parse(body) as Fields;
      calls.push({ operation, input });
      const refusal = refusals.findIndex((one) => one.operation === operation);
      if (refusal >= 0) return refusals.splice(refusal, 1)[0]?.answer ?? [500, {}];
      return operations[operation]?.(input) ?? [400, { __type: "UnknownOperationException" }];
    },
  };
}

export const exampleRoute = {
  name: "batchmate",
  webhookUrl: "https://batchmate.example.org/",
  apiKey: "k7QmPz0vWb3TnXc9",
  targetRoleArn: "arn:aws:iam::111122223333:role/batchmate-post",
  deadLetterArn: "arn:aws:sqs:us-west-2:111122223333:batchmate-dead",
};

/** Asks once: a refusal is seen at once and not after the SDK's own tries. */
export function eventBridgeClient(): EventBridgeClient {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "example" };
  return new EventBridgeClient({ region: "us-west-2", credentials, maxAttempts: 1 });
}

/** Answers the SDK's calls to EventBridge in us-west-2, until `nock.cleanAll()`. */
export function serveEventBridge(account: EventBridgeAccount): void {
  nock("https://events.us-west-2.amazonaws.com")
    .persist()
    .post("/")
    .reply(async (request: Request) => {
      const [status, body] = account.answer(request.headers.get("x-amz-target"), await request.text());
      return [status, JSON.stringify(body), { "content-type": "application/x-amz-json-1.1" }];
    });
}

function found(part: Fields | undefined): Answer {
  return part ? [200, part] : [400, { __type: "ResourceNotFoundException", message: "It does not exist." }];
}

function removed(parts: Map<string, Fields>, name: unknown): Answer {
  const part = parts.get(String(name));
  parts.delete(String(name));
  return found(part && {});
}

/** EventBridge keeps the key in Secrets Manager and never shows it again. */
function withoutKey(input: Fields): Fields {
  const { ApiKeyAuthParameters: auth } = input.AuthParameters as {
    ApiKeyAuthParameters: { ApiKeyName: string };
  };
  return { ...input, AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: auth.ApiKeyName } } };
}
