/** Reads the arguments of a Web API call: a form with JSON inside, multipart, or JSON. */
import { isRecord, type Json, parseJson, string } from "./json.ts";

/** Thrown by a method; becomes `{ok: false, error}`. */
export class ApiError extends Error {
  readonly error: string;
  readonly extra: Json;

  constructor(error: string, extra: Json = {}) {
    super(error);
    this.error = error;
    this.extra = extra;
  }
}

const structured = ["blocks", "attachments", "metadata", "view", "unfurls", "files", "outputs", "message"];

/** Forms carry objects as JSON text; a text that is not JSON stays as it is and fails later as Slack would fail it. */
export function readArguments(fields: Json): Json {
  const args = Object.entries(fields)
    .filter(([key]) => key !== "token")
    .map(([key, value]) => [
      key,
      structured.includes(key) && typeof value === "string" ? (parseJson(value) ?? value) : value,
    ]);
  return Object.fromEntries(args);
}

export const argument = (args: Json, key: string): string | undefined => {
  const value = args[key];
  return typeof value === "number" ? String(value) : string(value) || undefined;
};

export function required(args: Json, key: string, error = "invalid_arguments"): string {
  const value = argument(args, key);
  if (value === undefined) {
    throw new ApiError(error, {
      response_metadata: { messages: [`[ERROR] missing required field: ${key}`] },
    });
  }
  return value;
}

export const isOn = (args: Json, key: string): boolean =>
  ["true", "1", true, 1].includes(args[key] as string | number | boolean);

function size(args: Json, key: string, limits: { otherwise: number; max: number }): number {
  const value = args[key] === undefined || args[key] === "" ? limits.otherwise : Number(args[key]);
  if (!Number.isInteger(value) || value < 1) throw new ApiError("invalid_limit");
  return Math.min(value, limits.max);
}

export function object(args: Json, key: string, error: string): Json | undefined {
  const value = args[key];
  if (value === undefined || value === "") return undefined;
  if (!isRecord(value)) throw new ApiError(error);
  return value;
}

/** One page of a list; the cursor is the offset, wrapped so that nobody builds on it. */
export function page<T>(
  items: T[],
  args: Json,
  limits: { otherwise: number; max: number },
): { items: T[]; next: string } {
  const limit = size(args, "limit", limits);
  const from = readCursor(argument(args, "cursor"));
  const end = from + limit;
  return { items: items.slice(from, end), next: end < items.length ? makeCursor(end) : "" };
}

const makeCursor = (offset: number): string => Buffer.from(`next:${offset}`).toString("base64");

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString());
  if (!match) throw new ApiError("invalid_cursor");
  return Number(match[1]);
}
