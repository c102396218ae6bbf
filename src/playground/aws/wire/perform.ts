import { setTimeout as delay } from "node:timers/promises";
import type { Service } from "../coverage.ts";
import { AwsError } from "./aws-error.ts";
import type { Caller, CallRecord, Handler, Wire } from "./call.ts";
import { type CallEffect, type Faults, faultError } from "./faults.ts";

type PerformParts = { faults: Faults; record: (call: CallRecord) => void };
type Found = {
  service: Service;
  operation: string;
  handler: Handler;
  wire: Wire;
  caller: Caller;
  gone: AbortSignal;
};
export type Done = { output: unknown; failure: AwsError | undefined; effect: CallEffect | undefined };

/** Runs a call's handler, or lets its fault befall it, and writes the call down. */
export async function perform(parts: PerformParts, found: Found): Promise<Done> {
  const { service, operation, handler, wire, caller, gone } = found;
  const effect = parts.faults.take(service, operation, caller.account);
  if (effect?.kind === "slow") await delay(effect.delayMs);
  let output: unknown;
  let failure = effect && faultError(service, effect);
  const isDone = effect === undefined || effect.kind === "slow" || effect.kind.startsWith("done-but-");
  if (isDone) {
    try {
      output = await handler(wire.input as never, caller, gone);
    } catch (error) {
      failure = asAwsError(service, error);
    }
  }
  parts.record(callRecord(found, failure));
  return { output, failure, effect };
}

function callRecord({ service, operation, wire, caller }: Found, failure: AwsError | undefined): CallRecord {
  return {
    at: Date.now(),
    service,
    operation,
    account: caller.account,
    accessKeyId: caller.accessKeyId,
    roleArn: caller.session?.roleArn,
    sessionName: caller.session?.name,
    sourceIdentity: caller.session?.sourceIdentity,
    sessionTags: caller.session?.tags ?? {},
    input: service === "events" ? withoutKeys(wire.input) : wire.input,
    error: failure?.code,
  };
}

/** A connection's key must not stand in the call log. */
function withoutKeys(input: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(input, (name, value) => (name === "ApiKeyValue" ? "***" : value)));
}

export function asAwsError(service: Service, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  console.error("local AWS: an operation failed", error);
  const broken = faultError(service, { kind: "server-error" });
  return broken ?? new AwsError("InternalFailure", "Internal failure", 500);
}
