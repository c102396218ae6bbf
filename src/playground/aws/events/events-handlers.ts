import { AwsError } from "../wire/aws-error.ts";
import type { Caller, Handlers } from "../wire/call.ts";
import { page } from "../wire/page.ts";
import {
  type ApiDestinationInput,
  createApiDestination,
  destinationDetail,
  updateApiDestination,
} from "./api-destinations.ts";
import type { BusEvent } from "./bus-event.ts";
import {
  type ConnectionInput,
  connectionDetail,
  connectionSummary,
  createConnection,
  deleteConnection,
  updateConnection,
} from "./connections.ts";
import { type EventAccount, find } from "./event-account.ts";
import { eventPattern } from "./event-pattern.ts";
import { type PutEventsInput, putEvents } from "./put-events.ts";
import {
  busDetail,
  deleteRule,
  type PutRuleInput,
  type PutTargetsInput,
  putRule,
  putTargets,
  type RemoveTargetsInput,
  removeTargets,
  ruleDetail,
} from "./rules.ts";

type Named = { Name?: string };
type Listing = { NamePrefix?: string; NextToken?: string; Limit?: number };

export type EventsParts = {
  accountOf: (caller: Caller) => EventAccount;
  send: (account: string, event: BusEvent) => void;
};

export function eventsHandlers({ accountOf: of, send }: EventsParts): Handlers<"events"> {
  return {
    PutRule: (input: PutRuleInput, caller) => putRule(of(caller), input),
    DescribeEventBus: (input: Named, caller) => busDetail(of(caller), input.Name),
    DescribeRule: (input: Named, caller) => ruleDetail(find(of(caller).rules, "Rule", input.Name)),
    ListRules: (input: Listing, caller) => list("Rules", of(caller).rules, input, ruleDetail),
    EnableRule: (input: Named, caller) => setState(of(caller), input.Name, "ENABLED"),
    DisableRule: (input: Named, caller) => setState(of(caller), input.Name, "DISABLED"),
    DeleteRule: (input: Named, caller) => deleteRule(of(caller), input.Name),
    PutTargets: (input: PutTargetsInput, caller) => putTargets(of(caller), input),
    RemoveTargets: (input: RemoveTargetsInput, caller) => removeTargets(of(caller), input),
    ListTargetsByRule: (input: Listing & { Rule?: string }, caller) =>
      list("Targets", find(of(caller).rules, "Rule", input.Rule).targets, input, (target) => target),
    CreateConnection: (input: ConnectionInput, caller) => createConnection(of(caller), input),
    UpdateConnection: (input: ConnectionInput, caller) => updateConnection(of(caller), input),
    DescribeConnection: (input: Named, caller) =>
      connectionDetail(find(of(caller).connections, "Connection", input.Name)),
    DeleteConnection: (input: Named, caller) => deleteConnection(of(caller), input.Name),
    ListConnections: (input: Listing, caller) =>
      list("Connections", of(caller).connections, input, connectionSummary),
    CreateApiDestination: (input: ApiDestinationInput, caller) => createApiDestination(of(caller), input),
    UpdateApiDestination: (input: ApiDestinationInput, caller) => updateApiDestination(of(caller), input),
    DescribeApiDestination: (input: Named, caller) =>
      destinationDetail(of(caller), find(of(caller).destinations, "ApiDestination", input.Name)),
    DeleteApiDestination: (input: Named, caller) => {
      const { name } = find(of(caller).destinations, "ApiDestination", input.Name);
      of(caller).destinations.delete(name);
      return {};
    },
    ListApiDestinations: (input: Listing, caller) =>
      list("ApiDestinations", of(caller).destinations, input, (destination) =>
        destinationDetail(of(caller), destination),
      ),
    PutEvents: (input: PutEventsInput, caller) =>
      putEvents(of(caller), input, (event) => send(caller.account, event)),
    TestEventPattern: (input: { EventPattern?: string; Event?: string }) => testPattern(input),
  };
}

function setState(account: EventAccount, name: string | undefined, state: "ENABLED" | "DISABLED"): unknown {
  find(account.rules, "Rule", name).state = state;
  return {};
}

function list<T>(key: string, all: Map<string, T>, input: Listing, tell: (entry: T) => unknown): unknown {
  const found = [...all]
    .filter(([name]) => name.startsWith(input.NamePrefix ?? ""))
    .map(([, entry]) => entry);
  const size = Math.min(input.Limit ?? 100, 100);
  const { items, nextToken } = page(found, {
    size,
    token: input.NextToken,
    invalidCode: "ValidationException",
  });
  return { [key]: items.map(tell), NextToken: nextToken };
}

const envelopeFields = ["id", "account", "source", "time", "region", "resources", "detail-type"];

function testPattern({ EventPattern = "", Event = "" }: { EventPattern?: string; Event?: string }): unknown {
  const matches = eventPattern(EventPattern);
  const event: unknown = parse(Event);
  if (typeof event !== "object" || event === null || envelopeFields.some((field) => !(field in event)))
    throw new AwsError("ValidationException", "Parameter Event is not valid.");
  return { Result: matches(event) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
