// Faults on demand: what a call or an event suffers instead of going well.

import type { Service } from "../coverage.ts";
import type { BusEvent } from "../events/bus-event.ts";
import { AwsError } from "./aws-error.ts";

/** What goes wrong. The `done-but-` kinds do the work first: the caller cannot know it was done. */
export type CallEffect =
  | { kind: "throttle" }
  | { kind: "server-error" }
  | { kind: "done-but-server-error" }
  | { kind: "cut" }
  | { kind: "done-but-cut" }
  | { kind: "done-but-silent" }
  | { kind: "slow"; delayMs: number }
  | { kind: "refuse"; code: string; message: string; status?: number };

/** Left-out fields match anything; `times` bounds how many calls suffer (default: until removed). */
type CallFault = {
  service?: Service;
  operation?: string;
  account?: string;
  times?: number;
  effect: CallEffect;
};

/** Decides the copies of an event: none drops it, two double it, a delay lets later ones pass. */
export type EventFault = (event: BusEvent) => { delayMs: number }[];

export type Faults = {
  /** Returns what takes the fault away again. */
  add: (fault: CallFault) => () => void;
  onEvents: (fault: EventFault | undefined) => void;
  clear: () => void;
  take: (service: Service, operation: string, account: string) => CallEffect | undefined;
  copies: EventFault;
};

export function createFaults(): Faults {
  let faults: { fault: CallFault; left: number }[] = [];
  let eventFault: EventFault | undefined;
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      faults.push(entry);
      return () => {
        faults = faults.filter((other) => other !== entry);
      };
    },
    onEvents(fault) {
      eventFault = fault;
    },
    clear() {
      faults = [];
      eventFault = undefined;
    },
    take(service, operation, account) {
      const found = faults.find(
        ({ fault, left }) =>
          left > 0 &&
          (fault.service ?? service) === service &&
          (fault.operation ?? operation) === operation &&
          (fault.account ?? account) === account,
      );
      if (found) found.left -= 1;
      return found?.fault.effect;
    },
    copies: (event) => eventFault?.(event) ?? [{ delayMs: 0 }],
  };
}

/** The error a fault answers with, in the words of the service it befalls. */
export function faultError(service: Service, effect: CallEffect): AwsError | undefined {
  switch (effect.kind) {
    case "throttle":
      return throttled[service]();
    case "server-error":
    case "done-but-server-error":
      return broken[service]();
    case "refuse":
      return new AwsError(effect.code, effect.message, effect.status ?? 400);
    case "cut":
    case "done-but-cut":
    case "done-but-silent":
    case "slow":
      return undefined;
  }
}

const throttled: Record<Service, () => AwsError> = {
  batch: () => new AwsError("TooManyRequestsException", "Too Many Requests", 429),
  logs: () => new AwsError("ThrottlingException", "Rate exceeded"),
  events: () => new AwsError("ThrottlingException", "Rate exceeded"),
  sqs: () => new AwsError("RequestThrottled", "Request is throttled.", 403),
  sts: () => new AwsError("Throttling", "Rate exceeded"),
  iam: () => new AwsError("Throttling", "Rate exceeded"),
};

const broken: Record<Service, () => AwsError> = {
  batch: () => new AwsError("ServerException", "Internal server error", 500),
  logs: () => new AwsError("ServiceUnavailableException", "Service unavailable", 500),
  events: () => new AwsError("InternalException", "Internal error", 500),
  sqs: () => new AwsError("InternalFailure", "Internal failure", 500),
  sts: () => new AwsError("InternalFailure", "Internal failure", 500),
  iam: () => new AwsError("ServiceFailure", "Internal failure", 500),
};
