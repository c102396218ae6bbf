// The query protocol: form fields with dotted names in, XML out.

import type { AwsError } from "./aws-error.ts";

type Fields = Map<string, Fields | string>;

/** `Tags.member.1.Key=pi` becomes `{Tags: [{Key: "pi"}]}`. */
export function queryInput(form: URLSearchParams): Record<string, unknown> {
  const root: Fields = new Map();
  for (const [name, value] of form) {
    if (name === "Action" || name === "Version") continue;
    put(root, name.split("."), value);
  }
  return Object.fromEntries([...root].map(([name, field]) => [name, plain(field)]));
}

function put(fields: Fields, path: string[], value: string): void {
  const [head = "", ...rest] = path;
  if (rest.length === 0) {
    fields.set(head, value);
    return;
  }
  const next = fields.get(head);
  const child: Fields = next instanceof Map ? next : new Map();
  fields.set(head, child);
  put(child, rest, value);
}

function plain(field: Fields | string): unknown {
  if (typeof field === "string") return field;
  const members = field.get("member");
  if (members instanceof Map) return [...members.values()].map(plain);
  return Object.fromEntries([...field].map(([name, child]) => [name, plain(child)]));
}

export type XmlWords = { namespace: string; operation: string; requestId: string };

export function xmlAnswer({ namespace, operation, requestId }: XmlWords, output: unknown): string {
  return (
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${xml(output)}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`
  );
}

export function xmlError({ namespace, requestId }: Omit<XmlWords, "operation">, error: AwsError): string {
  const type = error.status < 500 ? "Sender" : "Receiver";
  const fields = { Type: type, Code: error.code, Message: error.message };
  return (
    `<ErrorResponse xmlns="${namespace}"><Error>${xml(fields)}</Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}

function xml(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object")
    return Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .map(([name, child]) => `<${name}>${xml(child)}</${name}>`)
      .join("");
  return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
