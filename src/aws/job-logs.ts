/** Reads the log streams of jobs from CloudWatch Logs, a page at a time. */
import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { PiName } from "../domain/ids.ts";
import { type LogTrouble, logTroubleOf } from "./job-log-trouble.ts";

/** One log stream, and the PI under whose credentials it is read. */
export type LogStreamRef = { pi: PiName; region: string; group: string; stream: string };

/** Whose credentials a call is made with, and where. */
export type LogReaderOf = { pi: PiName; region: string };

export type PageRequest = {
  /** `head` reads on towards the newest, `tail` back towards the oldest; a token belongs to one of them. */
  from: "head" | "tail";
  /** From the page before: `forwardToken` for head, `backwardToken` for tail. Lasts 24 hours. */
  token?: string;
  /** Most events of the page, 1 to 10,000. A page of CloudWatch is at most 1 MB as well. */
  limit: number;
  /** Inclusive. */
  startMs?: number;
  /** Exclusive. */
  endMs?: number;
};

export type LogEvent = { atMs: number; text: string };

export type LogPage =
  | {
      found: true;
      /** Oldest first, whichever way is read. May be few or none long before the end. */
      events: LogEvent[];
      /** Leads on to what is newer; also to what will only be written later. */
      forwardToken: string;
      /** Leads on to what is older. */
      backwardToken: string;
      /** Nothing more lies in the direction read: the token came back as it was sent. */
      atEnd: boolean;
    }
  /** The container never started, the log expired, or its first line is not there yet. */
  | { found: false; missing: "group" | "stream" };

export type JobLogs = {
  /** Throws {@link LogTrouble}; a client that cannot be had throws its own error. */
  page(stream: LogStreamRef, request: PageRequest): Promise<LogPage>;
};

const mostEventsOfAPage = 10_000;

/**
 * Time-outs, tries and endpoint are the clients'. `turn` is waited for before each call, so that all readers of an
 * account share its quota.
 */
export function createJobLogs(
  clientFor: (who: LogReaderOf) => Promise<CloudWatchLogsClient>,
  turn: (who: LogReaderOf) => Promise<void> = async () => {},
): JobLogs {
  return {
    async page(stream, request) {
      const who = { pi: stream.pi, region: stream.region };
      const client = await clientFor(who);
      await turn(who);
      return readPage(client, stream, request);
    },
  };
}

/** Source: GetLogEvents in the API reference of Amazon CloudWatch Logs. */
async function readPage(
  client: CloudWatchLogsClient,
  stream: LogStreamRef,
  request: PageRequest,
): Promise<LogPage> {
  try {
    const answer = await client.send(new GetLogEventsCommand(inputOf(stream, request)));
    const forwardToken = answer.nextForwardToken ?? "";
    const backwardToken = answer.nextBackwardToken ?? "";
    const next = request.from === "head" ? forwardToken : backwardToken;
    return {
      found: true,
      events: (answer.events ?? []).map(({ timestamp = 0, message = "" }) => ({
        atMs: timestamp,
        text: message,
      })),
      forwardToken,
      backwardToken,
      // A token is never null, says the reference; one that is would lead back to the first page, and round again.
      atEnd: next === "" || next === request.token,
    };
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw logTroubleOf(error);
    return { found: false, missing: /log group/i.test(error.message) ? "group" : "stream" };
  }
}

function inputOf({ group, stream }: LogStreamRef, request: PageRequest): GetLogEventsCommandInput {
  const { from, token, limit, startMs, endMs } = request;
  return {
    logGroupName: group,
    logStreamName: stream,
    // Must be true with a forward token, not only for the first page.
    startFromHead: from === "head",
    limit: Math.min(Math.max(Math.trunc(limit), 1), mostEventsOfAPage),
    ...(token === undefined ? {} : { nextToken: token }),
    ...(startMs === undefined ? {} : { startTime: Math.trunc(startMs) }),
    ...(endMs === undefined ? {} : { endTime: Math.trunc(endMs) }),
  };
}
