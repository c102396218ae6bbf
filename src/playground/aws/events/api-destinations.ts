import { randomUUID } from "node:crypto";
import { AwsError } from "../wire/aws-error.ts";
import { type ApiDestination, checkName, type EventAccount, find, seconds } from "./event-account.ts";

export type ApiDestinationInput = {
  Name?: string;
  Description?: string;
  ConnectionArn?: string;
  InvocationEndpoint?: string;
  HttpMethod?: string;
  InvocationRateLimitPerSecond?: number;
};

const defaultRatePerSecond = 300;
const methods = ["POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];

export function createApiDestination(account: EventAccount, input: ApiDestinationInput): unknown {
  const name = checkName(input.Name);
  if (account.destinations.has(name))
    throw new AwsError("ResourceAlreadyExistsException", `An api-destination '${name}' already exists.`);
  const destination: ApiDestination = {
    name,
    arn: `arn:aws:events:${account.region}:${account.account}:api-destination/${name}/${randomUUID()}`,
    description: input.Description,
    connectionArn: input.ConnectionArn ?? "",
    endpoint: input.InvocationEndpoint ?? "",
    method: input.HttpMethod ?? "",
    ratePerSecond: input.InvocationRateLimitPerSecond ?? defaultRatePerSecond,
    createdAt: Date.now(),
    modifiedAt: Date.now(),
  };
  check(account, destination);
  account.destinations.set(name, destination);
  return outline(account, destination);
}

export function updateApiDestination(account: EventAccount, input: ApiDestinationInput): unknown {
  const before = find(account.destinations, "ApiDestination", input.Name);
  const after: ApiDestination = {
    ...before,
    description: input.Description ?? before.description,
    connectionArn: input.ConnectionArn ?? before.connectionArn,
    endpoint: input.InvocationEndpoint ?? before.endpoint,
    method: input.HttpMethod ?? before.method,
    ratePerSecond: input.InvocationRateLimitPerSecond ?? before.ratePerSecond,
    modifiedAt: Date.now(),
  };
  check(account, after);
  account.destinations.set(after.name, after);
  return outline(account, after);
}

function check(
  account: EventAccount,
  { connectionArn, endpoint, method, ratePerSecond }: ApiDestination,
): void {
  if (!findConnection(account, connectionArn))
    throw new AwsError("ResourceNotFoundException", `Connection '${connectionArn}' does not exist.`);
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isLoopback = url !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  // The real one wants https; here plain http is good enough, but nothing leaves this machine.
  if (!url || !isLoopback || !["http:", "https:"].includes(url.protocol))
    throw new AwsError(
      "ValidationException",
      "The local AWS calls endpoints on 127.0.0.1 or localhost only.",
    );
  if (!methods.includes(method)) throw new AwsError("ValidationException", `Invalid HttpMethod '${method}'.`);
  if (!(ratePerSecond >= 1 && ratePerSecond <= defaultRatePerSecond))
    throw new AwsError("ValidationException", "InvocationRateLimitPerSecond must be between 1 and 300.");
}

export function findConnection(account: EventAccount, arn: string) {
  return [...account.connections.values()].find((connection) => connection.arn === arn);
}

export function destinationDetail(account: EventAccount, destination: ApiDestination): unknown {
  return {
    ...outline(account, destination),
    Name: destination.name,
    Description: destination.description,
    ConnectionArn: destination.connectionArn,
    InvocationEndpoint: destination.endpoint,
    HttpMethod: destination.method,
    InvocationRateLimitPerSecond: destination.ratePerSecond,
  };
}

function outline(account: EventAccount, destination: ApiDestination): Record<string, unknown> {
  return {
    ApiDestinationArn: destination.arn,
    ApiDestinationState: findConnection(account, destination.connectionArn) ? "ACTIVE" : "INACTIVE",
    CreationTime: seconds(destination.createdAt),
    LastModifiedTime: seconds(destination.modifiedAt),
  };
}
