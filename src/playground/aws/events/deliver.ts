// Brings events to queues, and to API destinations at their pace, again and again until taken or given up.

import type { Timings } from "../options.ts";
import type { NewMessage } from "../sqs/message-queue.ts";
import type { Queues } from "../sqs/queues.ts";
import type { Timers } from "../timers.ts";
import { findConnection } from "./api-destinations.ts";
import type { BusEvent } from "./bus-event.ts";
import type { EventAccount, Target } from "./event-account.ts";
import { createPace, type Pace } from "./pace.ts";
import { type PostResult, post } from "./post.ts";
import { targetInput } from "./target-input.ts";
import { targetKind } from "./target-kind.ts";

/** One try at bringing an event to a target. */
export type Delivery = {
  at: number;
  account: string;
  eventId: string;
  destination: string;
  attempt: number;
  /** Undefined where no answer came in time. */
  status: number | undefined;
  outcome: "delivered" | "again" | "dead";
};

export type DeadLetter = {
  at: number;
  account: string;
  event: BusEvent;
  destination: string;
  deadLetterArn: string | undefined;
  errorCode: string;
  errorMessage: string;
  attempts: number;
};

export type DeliverParts = {
  timings: Timings;
  timers: Timers;
  queues: Pick<Queues, "byArn" | "put">;
  delivered: (delivery: Delivery) => void;
  buried: (letter: DeadLetter) => void;
};

export type Deliver = (account: EventAccount, target: Target, event: BusEvent) => void;

const retriedStatuses = new Set([401, 407, 409, 429]);

type Parcel = { account: EventAccount; target: Target; event: BusEvent; attempt: number; firstAt: number };

export function createDeliver(parts: DeliverParts): Deliver {
  const paces = new Map<string, Pace>();

  function queue(parcel: Parcel): void {
    const destination = findDestination(parcel);
    if (!destination) {
      bury(parcel, "RESOURCE_NOT_FOUND", "The API destination or its connection does not exist.");
      return;
    }
    const pace = paces.get(destination.arn) ?? createPace(parts.timers);
    paces.set(destination.arn, pace);
    pace(destination.ratePerSecond, () => {
      void attempt(parcel);
    });
  }

  function putInQueue(parcel: Parcel): void {
    const { account, target, event } = parcel;
    const body = targetInput(target, event);
    const isTaken = putIn(parts, target.Arn, { body, attributes: {} });
    parts.delivered({
      at: Date.now(),
      account: account.account,
      eventId: event.id,
      destination: target.Arn,
      attempt: 1,
      status: isTaken ? 200 : 400,
      outcome: isTaken ? "delivered" : "dead",
    });
    if (!isTaken) bury(parcel, "QUEUE_NOT_FOUND", "The specified queue does not exist.");
  }

  async function attempt(parcel: Parcel): Promise<void> {
    const { account, target, event } = parcel;
    const destination = findDestination(parcel);
    const connection = destination && findConnection(account, destination.connectionArn);
    if (!destination || !connection) {
      bury(parcel, "RESOURCE_NOT_FOUND", "The API destination or its connection does not exist.");
      return;
    }
    const result = await post({
      url: destination.endpoint,
      method: destination.method,
      query: target.HttpParameters?.QueryStringParameters ?? {},
      headers: {
        ...target.HttpParameters?.HeaderParameters,
        ...Object.fromEntries(connection.headers.map(({ Key, Value }) => [Key, Value])),
        [connection.apiKey.name]: connection.apiKey.value,
      },
      body: targetInput(target, event),
      timeoutMs: parts.timings.eventTimeoutMs,
    });
    settle(parcel, result);
  }

  function settle(parcel: Parcel, result: PostResult): void {
    const isDone = result.status !== undefined && result.status >= 200 && result.status < 300;
    const pauseMs = isDone ? undefined : retryPauseMs(parcel, result, parts.timings);
    const outcome = isDone ? "delivered" : pauseMs === undefined ? "dead" : "again";
    const { account, target, event, attempt } = parcel;
    parts.delivered({
      at: Date.now(),
      account: account.account,
      eventId: event.id,
      destination: target.Arn,
      attempt,
      status: result.status,
      outcome,
    });
    if (pauseMs !== undefined) parts.timers.after(pauseMs, () => queue({ ...parcel, attempt: attempt + 1 }));
    else if (!isDone) bury(parcel, "API_DESTINATION_FAILED", result.error ?? `status ${result.status}`);
  }

  function bury({ account, target, event, attempt }: Parcel, errorCode: string, errorMessage: string): void {
    const attributes = {
      ERROR_CODE: { DataType: "String", StringValue: errorCode },
      ERROR_MESSAGE: { DataType: "String", StringValue: errorMessage },
      RETRY_ATTEMPTS: { DataType: "Number", StringValue: String(attempt - 1) },
      TARGET_ARN: { DataType: "String", StringValue: target.Arn },
    };
    putIn(parts, target.DeadLetterConfig?.Arn, { body: JSON.stringify(event), attributes });
    parts.buried({
      at: Date.now(),
      account: account.account,
      event,
      destination: target.Arn,
      deadLetterArn: target.DeadLetterConfig?.Arn,
      errorCode,
      errorMessage,
      attempts: attempt,
    });
  }

  return (account, target, event) => {
    const parcel = { account, target, event, attempt: 1, firstAt: Date.now() };
    if (targetKind(target.Arn) === "queue") putInQueue(parcel);
    else queue(parcel);
  };
}

/** False where there is no such queue. */
function putIn(
  { queues }: DeliverParts,
  arn: string | undefined,
  message: Pick<NewMessage, "body" | "attributes">,
): boolean {
  const queue = queues.byArn(arn ?? "");
  if (queue) queues.put(queue, { ...message, sender: "AIDALOCALEVENTBRIDGE0", delayMs: 0 });
  return queue !== undefined;
}

function findDestination({ account, target }: Parcel) {
  return [...account.destinations.values()].find(({ arn }) => arn === target.Arn);
}

/** How long to wait before the next try; undefined when there is none. */
function retryPauseMs(parcel: Parcel, result: PostResult, timings: Timings): number | undefined {
  const { status, retryAfterSeconds } = result;
  const mayRetry = status === undefined || status >= 500 || retriedStatuses.has(status);
  // A negative Retry-After asks to be left alone with this event.
  if (!mayRetry || (retryAfterSeconds ?? 0) < 0) return undefined;
  const policy = parcel.target.RetryPolicy ?? {};
  if (parcel.attempt > (policy.MaximumRetryAttempts ?? 185)) return undefined;
  const backoffMs = Math.min(timings.eventRetryBaseMs * 2 ** (parcel.attempt - 1), timings.eventRetryMaxMs);
  const pauseMs = Math.max(
    backoffMs * (0.75 + Math.random() / 2),
    (retryAfterSeconds ?? 0) * timings.secondMs,
  );
  const ageMs = Date.now() + pauseMs - parcel.firstAt;
  return ageMs > (policy.MaximumEventAgeInSeconds ?? 86_400) * timings.secondMs ? undefined : pauseMs;
}
