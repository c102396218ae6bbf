import { expect, test } from "vitest";
import type { ChannelId } from "../ids.ts";
import {
  type PacedCall,
  type PacedMethod,
  type PaceUse,
  paceAfter,
  paceKeys,
  paceWaitMs,
} from "./slack-pace.ts";

const nowMs = Date.UTC(2026, 10, 20, 18, 42);
const call = (channel: string, method: PacedMethod = "chat.postMessage"): PacedCall => ({
  method,
  channel: channel as ChannelId,
});

function aPace() {
  const uses = new Map<string, PaceUse>();
  return {
    uses,
    waitMs: (made: PacedCall, atMs: number) => paceWaitMs(made, uses, atMs),
    take: (made: PacedCall, atMs: number) => {
      for (const key of paceKeys(made)) uses.set(key, paceAfter(key, uses.get(key), atMs));
    },
  };
}

test("one message a second goes into a channel, and other channels do not wait for it", () => {
  const pace = aPace();
  expect(pace.waitMs(call("C1"), nowMs)).toBe(0);
  pace.take(call("C1"), nowMs);
  expect(pace.waitMs(call("C1"), nowMs)).toBe(1_050);
  expect(pace.waitMs(call("C1"), nowMs + 1_000)).toBe(50);
  expect(pace.waitMs(call("C1"), nowMs + 1_050)).toBe(0);
  expect(pace.waitMs(call("C2"), nowMs)).toBe(0);
});

test("edits and look-ups in a channel do not wait for its messages", () => {
  const pace = aPace();
  pace.take(call("C1"), nowMs);
  expect(pace.waitMs(call("C1", "chat.update"), nowMs)).toBe(0);
  expect(pace.waitMs(call("C1", "conversations.replies"), nowMs)).toBe(0);
});

test.each([
  ["chat.postMessage", 240],
  ["chat.update", 50],
  ["chat.postEphemeral", 100],
  ["conversations.history", 50],
  ["conversations.replies", 50],
] as const)(
  "%s is called %i times a minute in the whole workspace, and then waits, a second to spare",
  (method, most) => {
    const pace = aPace();
    for (let n = 0; n < most; n++) {
      expect(pace.waitMs(call(`C${n}`, method), nowMs + n)).toBe(0);
      pace.take(call(`C${n}`, method), nowMs + n);
    }
    expect(pace.waitMs(call("C9999", method), nowMs + 1_000)).toBe(60_000);
    expect(pace.waitMs(call("C9999", method), nowMs + 61_000)).toBe(0);
  },
);

test("a method that Slack stopped waits everywhere, the others go on", () => {
  const pace = aPace();
  pace.uses.set("chat.postMessage", { timesMs: [], stoppedUntilMs: nowMs + 30_000 });
  expect(pace.waitMs(call("C1"), nowMs)).toBe(30_000);
  expect(pace.waitMs(call("C2"), nowMs + 29_999)).toBe(1);
  expect(pace.waitMs(call("C1", "chat.update"), nowMs)).toBe(0);
  expect(pace.waitMs(call("C1"), nowMs + 30_000)).toBe(0);
});

test("what is kept of a method is a minute's calls, and of a channel the last one", () => {
  const pace = aPace();
  for (let n = 0; n < 1_000; n++) pace.take(call("C1"), nowMs + n * 1_050);
  expect(pace.uses.get("chat.postMessage")?.timesMs.length).toBeLessThan(60);
  expect(pace.uses.get("chat.postMessage C1")?.timesMs).toEqual([nowMs + 999 * 1_050]);
});
