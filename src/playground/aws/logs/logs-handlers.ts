import { readArn } from "../wire/arn.ts";
import { AwsError } from "../wire/aws-error.ts";
import type { Caller, Handlers } from "../wire/call.ts";
import { type PageRequest, page } from "../wire/page.ts";
import { type FilterLogEventsInput, filterLogEvents } from "./filter-log-events.ts";
import { type GetLogEventsInput, getLogEvents } from "./get-log-events.ts";
import type { LogGroup, LogStore, LogStream } from "./log-store.ts";

type OfGroup = { logGroupName?: string; logGroupIdentifier?: string };
type Paged = { limit?: number; nextToken?: string };
type DescribeStreamsInput = OfGroup &
  Paged & { logStreamNamePrefix?: string; orderBy?: "LogStreamName" | "LastEventTime"; descending?: boolean };
type DescribeGroupsInput = Paged & { logGroupNamePrefix?: string; logGroupNamePattern?: string };

export type LogsParts = { storeOf: (caller: Caller) => LogStore };

export function logsHandlers({ storeOf }: LogsParts): Handlers<"logs"> {
  return {
    GetLogEvents: (input: OfGroup & GetLogEventsInput & { logStreamName: string }, caller) =>
      getLogEvents(findStream(findGroup(storeOf(caller), input), input.logStreamName), input),
    FilterLogEvents: (input: OfGroup & FilterLogEventsInput, caller) =>
      filterLogEvents(findGroup(storeOf(caller), input), input),
    DescribeLogStreams: (input: DescribeStreamsInput, caller) => {
      const group = findGroup(storeOf(caller), input);
      const { items, nextToken } = page(orderedStreams(group, input), pageRequest(input));
      return { logStreams: items.map((stream) => streamDetail(stream, groupArn(group, caller))), nextToken };
    },
    DescribeLogGroups: (input: DescribeGroupsInput, caller) => {
      const { logGroupNamePrefix: prefix = "", logGroupNamePattern: pattern = "" } = input;
      const groups = [...storeOf(caller).groups.values()]
        .filter(({ name }) => name.startsWith(prefix) && name.includes(pattern))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const { items, nextToken } = page(groups, pageRequest(input));
      return {
        logGroups: items.map((group) => groupDetail(group, groupArn(group, caller))),
        nextToken,
      };
    },
  };
}

function findGroup(store: LogStore, { logGroupName, logGroupIdentifier }: OfGroup): LogGroup {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw new AwsError(
      "InvalidParameterException",
      "Exactly one of logGroupName and logGroupIdentifier is needed.",
    );
  const identifier = logGroupName ?? logGroupIdentifier ?? "";
  const name = readArn(identifier)?.resource.replace(/^log-group:/, "") ?? identifier;
  const group = store.groups.get(name);
  if (!group) throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
  return group;
}

function findStream(group: LogGroup, name: string): LogStream {
  const stream = group.streams.get(name);
  if (!stream) throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
  return stream;
}

function orderedStreams(group: LogGroup, input: DescribeStreamsInput): LogStream[] {
  const { logStreamNamePrefix = "", orderBy = "LogStreamName", descending = false } = input;
  if (orderBy === "LastEventTime" && logStreamNamePrefix !== "")
    throw new AwsError(
      "InvalidParameterException",
      "Cannot order by LastEventTime with a logStreamNamePrefix.",
    );
  const key = (stream: LogStream) =>
    orderBy === "LastEventTime" ? (stream.events.at(-1)?.timestamp ?? 0) : stream.name;
  const streams = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(logStreamNamePrefix))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return descending ? streams.reverse() : streams;
}

function pageRequest({ limit = 50, nextToken }: Paged): PageRequest {
  if (!(limit >= 1 && limit <= 50))
    throw new AwsError(
      "InvalidParameterException",
      `1 validation error detected: Value '${limit}' at 'limit'`,
    );
  return { size: limit, token: nextToken, invalidCode: "InvalidParameterException" };
}

function groupArn(group: LogGroup, { region, account }: Caller): string {
  return `arn:aws:logs:${region}:${account}:log-group:${group.name}`;
}

function streamDetail(stream: LogStream, groupArn: string): unknown {
  const last = stream.events.at(-1);
  return {
    logStreamName: stream.name,
    creationTime: stream.creationTime,
    firstEventTimestamp: stream.events[0]?.timestamp,
    lastEventTimestamp: last?.timestamp,
    lastIngestionTime: last?.ingestionTime,
    arn: `${groupArn}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}

function groupDetail(group: LogGroup, arn: string): unknown {
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: [...group.streams.values()].reduce((bytes, stream) => bytes + stream.storedBytes, 0),
    logGroupClass: "STANDARD",
  };
}
