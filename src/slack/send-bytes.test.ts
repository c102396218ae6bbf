import type { RequestListener } from "node:http";
import nock from "nock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressOf } from "../../test/support/loopback.ts";
import { sendBytes } from "./send-bytes.ts";
import { SlackTrouble } from "./slack-trouble.ts";

// What stands in for the network elsewhere does not break off and close as the network does.
beforeAll(() => nock.restore());
afterAll(() => nock.activate());

const listening = async (listener: RequestListener) => new URL(await addressOf(listener));

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const troubleOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "none",
    (e) => e,
  );

test("the bytes arrive as they are, with their length told before", async () => {
  const seen: { length?: string | undefined; body?: string } = {};
  const url = await listening(async (request, response) => {
    seen.length = request.headers["content-length"];
    seen.body = "";
    for await (const part of request) seen.body += String(part);
    response.end("OK - 6");
  });
  expect(await sendBytes(url, { length: 6, body: chunks("abc", "déf".slice(0, 1), "ef") })).toEqual({
    status: 200,
  });
  expect(seen).toEqual({ length: "6", body: "abcdef" });
});

test("a refusal counts although not all was read, and what is left is not read any more", async () => {
  const url = await listening((_request, response) =>
    response.writeHead(429, { "retry-after": "7", connection: "close" }).end(),
  );
  let isLeft = false;
  const body = async function* () {
    try {
      for (;;) yield Buffer.alloc(65_536);
    } finally {
      isLeft = true;
    }
  };
  const answer = await sendBytes(url, { length: 1e9, body: body() });
  expect(answer).toEqual({ status: 429, retryAfterMs: 7_000 });
  await expect.poll(() => isLeft).toBe(true);
});

test("a connection that breaks is trouble of the connection", async () => {
  const url = await listening((request) => request.socket.destroy());
  const trouble = await troubleOf(sendBytes(url, { length: 3, body: chunks("abc") }));
  expect(trouble).toBeInstanceOf(SlackTrouble);
  expect(trouble).toMatchObject({ kind: "unknown" });
});

test("what goes wrong with the body is the body's own trouble, and nobody takes it for whole", async () => {
  let ended: "whole" | "broken" | undefined;
  const begun = Promise.withResolvers<void>();
  const url = await listening((request) => {
    request.on("end", () => {
      ended = "whole";
    });
    request.on("error", () => {
      ended = "broken";
    });
    request.once("data", () => begun.resolve()).resume();
  });
  const body = async function* () {
    yield Buffer.from("abc");
    await begun.promise;
    throw new Error("the disk is gone");
  };
  expect(await troubleOf(sendBytes(url, { length: 6, body: body() }))).toEqual(new Error("the disk is gone"));
  await expect.poll(() => ended).toBe("broken");
});

test("who calls it off is told so", async () => {
  const url = await listening(() => {});
  const calledOff = new AbortController();
  const sent = troubleOf(sendBytes(url, { length: 3, body: chunks("abc"), signal: calledOff.signal }));
  calledOff.abort(new Error("stopped"));
  expect(await sent).toEqual(new Error("stopped"));
});
