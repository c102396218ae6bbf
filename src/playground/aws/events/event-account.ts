// One account's EventBridge: rules on the default bus, connections and API destinations.

import { AwsError } from "../wire/aws-error.ts";
import type { EventPattern } from "./event-pattern.ts";

export type Target = {
  Id: string;
  Arn: string;
  RoleArn?: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
  HttpParameters?: HttpParameters;
  DeadLetterConfig?: { Arn?: string };
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number };
};

type HttpParameters = {
  HeaderParameters?: Record<string, string>;
  QueryStringParameters?: Record<string, string>;
};

export type Rule = {
  name: string;
  arn: string;
  state: "ENABLED" | "DISABLED";
  patternText: string | undefined;
  matches: EventPattern;
  description: string | undefined;
  roleArn: string | undefined;
  targets: Map<string, Target>;
};

export type Connection = {
  name: string;
  arn: string;
  secretArn: string;
  description: string | undefined;
  apiKey: { name: string; value: string };
  headers: { Key: string; Value: string; IsValueSecret?: boolean }[];
  createdAt: number;
  modifiedAt: number;
};

export type ApiDestination = {
  name: string;
  arn: string;
  description: string | undefined;
  connectionArn: string;
  endpoint: string;
  method: string;
  ratePerSecond: number;
  createdAt: number;
  modifiedAt: number;
};

export type EventAccount = {
  account: string;
  region: string;
  rules: Map<string, Rule>;
  connections: Map<string, Connection>;
  destinations: Map<string, ApiDestination>;
};

export function createEventAccount(account: string, region: string): EventAccount {
  return { account, region, rules: new Map(), connections: new Map(), destinations: new Map() };
}

/** Finds by name, in EventBridge's words when there is none. */
export function find<T>(map: Map<string, T>, kind: string, name: string | undefined): T {
  const found = map.get(name ?? "");
  if (found === undefined)
    throw new AwsError("ResourceNotFoundException", `${kind} ${name ?? ""} does not exist.`);
  return found;
}

export function checkName(name: string | undefined): string {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name ?? ""))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${name ?? ""}' at 'name' failed`,
    );
  return name ?? "";
}

/** JSON 1.1 writes a time as seconds since 1970. */
export function seconds(timeMs: number): number {
  return Math.round(timeMs) / 1000;
}
