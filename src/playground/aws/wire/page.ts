import { AwsError } from "./aws-error.ts";

export type PageRequest = { size: number; token: string | undefined; invalidCode: string };

/** One page of a list whose order does not change; the token is opaque to the caller. */
export function page<T>(all: T[], request: PageRequest): { items: T[]; nextToken: string | undefined } {
  const start = request.token === undefined ? 0 : readToken(request.token, request.invalidCode);
  const end = start + request.size;
  return { items: all.slice(start, end), nextToken: end < all.length ? writeToken(end) : undefined };
}

export function writeToken(value: number): string {
  return Buffer.from(`page:${value}`).toString("base64url");
}

export function readToken(token: string, invalidCode: string): number {
  const match = /^page:(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  if (!match) throw new AwsError(invalidCode, "The specified nextToken is invalid.");
  return Number(match[1]);
}
