import { expect, test } from "vitest";
import type { ChannelId } from "../domain/ids.ts";
import { type PostCall, type PostMethod, slackPace } from "./pace.ts";

const nowMs = Date.UTC(2026, 10, 20, 18, 42);
const call = (channel: string, method: PostMethod = "chat.postMessage"): PostCall => ({
  method,
  channel: channel as ChannelId,
});

test("one message a second goes into a channel, and other channels do not wait for it", () => {
  const pace = slackPace();
  expect(pace.waitMs(call("C1"), nowMs)).toBe(0);
  pace.took(call("C1"), nowMs);
  expect(pace.waitMs(call("C1"), nowMs)).toBe(1_050);
  expect(pace.waitMs(call("C1"), nowMs + 1_000)).toBe(50);
  expect(pace.waitMs(call("C1"), nowMs + 1_050)).toBe(0);
  expect(pace.waitMs(call("C2"), nowMs)).toBe(0);
});

test("edits and look-ups in a channel do not wait for its messages", () => {
  const pace = slackPace();
  pace.took(call("C1"), nowMs);
  expect(pace.waitMs(call("C1", "chat.update"), nowMs)).toBe(0);
  expect(pace.waitMs(call("C1", "conversations.replies"), nowMs)).toBe(0);
});

test.each([
  ["chat.postMessage", 240],
  ["chat.update", 50],
  ["conversations.history", 50],
  ["conversations.replies", 50],
] as const)("%s is called %i times a minute in the whole workspace, and then waits", (method, most) => {
  const pace = slackPace();
  for (let n = 0; n < most; n++) {
    expect(pace.waitMs(call(`C${n}`, method), nowMs + n)).toBe(0);
    pace.took(call(`C${n}`, method), nowMs + n);
  }
  expect(pace.waitMs(call("C9999", method), nowMs + 1_000)).toBe(59_000);
  expect(pace.waitMs(call("C9999", method), nowMs + 60_000)).toBe(0);
});

test("a method that Slack stopped waits everywhere, the others go on", () => {
  const pace = slackPace();
  pace.stop("chat.postMessage", nowMs + 30_000);
  expect(pace.waitMs(call("C1"), nowMs)).toBe(30_000);
  expect(pace.waitMs(call("C2"), nowMs + 29_999)).toBe(1);
  expect(pace.waitMs(call("C1", "chat.update"), nowMs)).toBe(0);
  expect(pace.waitMs(call("C1"), nowMs + 30_000)).toBe(0);
});

test("a second stop never makes the first one shorter", () => {
  const pace = slackPace();
  pace.stop("chat.update", nowMs + 30_000);
  pace.stop("chat.update", nowMs + 1_000);
  expect(pace.waitMs(call("C1", "chat.update"), nowMs)).toBe(30_000);
});

test("very many channels are not remembered for ever, and the last ones still wait", () => {
  const pace = slackPace();
  for (let n = 0; n <= 10_002; n++) pace.took(call(`C${n}`), nowMs + n * 60_000);
  expect(pace.waitMs(call("C10002"), nowMs + 10_002 * 60_000)).toBe(1_050);
  expect(pace.waitMs(call("C1"), nowMs + 10_002 * 60_000)).toBe(0);
});
