// Connections hold the key an API destination is called with; nothing ever tells it again.

import { randomUUID } from "node:crypto";
import { AwsError } from "../wire/aws-error.ts";
import { type Connection, checkName, type EventAccount, find, seconds } from "./event-account.ts";

export type ConnectionInput = {
  Name?: string;
  Description?: string;
  AuthorizationType?: string;
  AuthParameters?: {
    ApiKeyAuthParameters?: { ApiKeyName?: string; ApiKeyValue?: string };
    InvocationHttpParameters?: {
      HeaderParameters?: { Key: string; Value: string; IsValueSecret?: boolean }[];
    };
  };
};

export function createConnection(account: EventAccount, input: ConnectionInput): unknown {
  const name = checkName(input.Name);
  if (account.connections.has(name))
    throw new AwsError("ResourceAlreadyExistsException", `Connection ${name} already exists.`);
  const place = `${account.region}:${account.account}`;
  const connection: Connection = {
    name,
    arn: `arn:aws:events:${place}:connection/${name}/${randomUUID()}`,
    secretArn: `arn:aws:secretsmanager:${place}:secret:events!connection/${name}/${randomUUID()}`,
    description: input.Description,
    apiKey: apiKey(input, undefined),
    headers: input.AuthParameters?.InvocationHttpParameters?.HeaderParameters ?? [],
    createdAt: Date.now(),
    modifiedAt: Date.now(),
  };
  account.connections.set(name, connection);
  return outline(connection);
}

export function updateConnection(account: EventAccount, input: ConnectionInput): unknown {
  const connection = find(account.connections, "Connection", input.Name);
  const headers = input.AuthParameters?.InvocationHttpParameters?.HeaderParameters;
  connection.apiKey = apiKey(input, connection);
  connection.headers = headers ?? connection.headers;
  connection.description = input.Description ?? connection.description;
  connection.modifiedAt = Date.now();
  return outline(connection);
}

export function deleteConnection(account: EventAccount, name: string | undefined): unknown {
  const connection = find(account.connections, "Connection", name);
  account.connections.delete(connection.name);
  return { ...outline(connection), ConnectionState: "DELETING" };
}

function apiKey(input: ConnectionInput, before: Connection | undefined): { name: string; value: string } {
  const given = input.AuthParameters?.ApiKeyAuthParameters;
  const name = given?.ApiKeyName ?? before?.apiKey.name;
  const value = given?.ApiKeyValue ?? before?.apiKey.value;
  if ((input.AuthorizationType ?? "API_KEY") !== "API_KEY" || name === undefined || value === undefined)
    throw new AwsError("ValidationException", "The local AWS takes API_KEY with ApiKeyAuthParameters only.");
  return { name, value };
}

export function connectionDetail(connection: Connection): unknown {
  return {
    ...outline(connection),
    Name: connection.name,
    Description: connection.description,
    AuthorizationType: "API_KEY",
    SecretArn: connection.secretArn,
    AuthParameters: {
      ApiKeyAuthParameters: { ApiKeyName: connection.apiKey.name },
      ...(connection.headers.length > 0 && {
        InvocationHttpParameters: {
          HeaderParameters: connection.headers.map(({ Key, Value, IsValueSecret = false }) =>
            IsValueSecret ? { Key, IsValueSecret } : { Key, Value, IsValueSecret },
          ),
        },
      }),
    },
  };
}

export function connectionSummary(connection: Connection): unknown {
  return { ...outline(connection), Name: connection.name, AuthorizationType: "API_KEY" };
}

function outline({ arn, createdAt, modifiedAt }: Connection): Record<string, unknown> {
  return {
    ConnectionArn: arn,
    ConnectionState: "AUTHORIZED",
    CreationTime: seconds(createdAt),
    LastModifiedTime: seconds(modifiedAt),
    LastAuthorizedTime: seconds(modifiedAt),
  };
}
