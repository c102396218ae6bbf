/** Reads the log streams of jobs from CloudWatch Logs, a page at a time. */
import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  InvalidParameterException,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { PiName } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { isThrottled, type LogTrouble, logTroubleOf } from "./job-log-trouble.ts";

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
  /** The container never started, the log expired, or its first line is not there yet; `place`: the token is no longer good. */
  | { found: false; missing: "group" | "stream" | "place" };

export type JobLogs = {
  /** Throws {@link LogTrouble}; a client that cannot be had throws its own error. */
  page(stream: LogStreamRef, request: PageRequest): Promise<LogPage>;
};

const mostEventsOfAPage = 10_000;

/** All readers of an account share its quota of calls. */
export type LogPace = {
  /** Waited for before each call. */
  turn(who: LogReaderOf): Promise<void>;
  /** AWS has throttled one. */
  throttled(who: LogReaderOf): void;
};

const noPace: LogPace = { turn: async () => {}, throttled: () => {} };

/** Time-outs, tries and endpoint are the clients'; what AWS throttles beyond them waits for another turn, a few times. */
export function createJobLogs(
  clientFor: (who: LogReaderOf) => Promise<CloudWatchLogsClient>,
  pace: LogPace = noPace,
): JobLogs {
  return {
    async page(stream, request) {
      const who = { pi: stream.pi, region: stream.region };
      const client = await clientFor(who);
      for (let tries = 1; ; tries++) {
        await pace.turn(who);
        try {
          return await readPage(client, stream, request);
        } catch (error) {
          if (!isThrottled(error) || tries >= limits.logThrottledTries) throw error;
          pace.throttled(who);
        }
      }
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
    if (error instanceof InvalidParameterException && request.token !== undefined)
      return { found: false, missing: "place" };
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
