import { expect, test } from "vitest";
import { createCallPace } from "./call-pace.ts";

function clockAt(startMs: number) {
  let nowMs = startMs;
  const waits: number[] = [];
  return {
    waits,
    pass: (ms: number) => {
      nowMs += ms;
    },
    nowMs: () => nowMs,
    async wait(delayMs: number) {
      waits.push(delayMs);
    },
  };
}

test("a small burst goes at once and the rest keeps its distance", async () => {
  const clock = clockAt(50_000);
  const pace = createCallPace({ callsPerSecond: 10, burst: 3 }, clock);
  for (let call = 0; call < 6; call++) await pace.turn("111122223333/us-west-2");
  expect(clock.waits).toEqual([100, 200, 300]);
});

test("accounts do not wait for each other", async () => {
  const clock = clockAt(0);
  const pace = createCallPace({ callsPerSecond: 10, burst: 1 }, clock);
  await pace.turn("111122223333/us-west-2");
  await pace.turn("444455556666/us-west-2");
  await pace.turn("111122223333/us-east-1");
  expect(clock.waits).toEqual([]);
});

test("a long pause allows one burst, not many", async () => {
  const clock = clockAt(0);
  const pace = createCallPace({ callsPerSecond: 10, burst: 2 }, clock);
  await pace.turn("a");
  clock.pass(3_600_000);
  for (let call = 0; call < 4; call++) await pace.turn("a");
  expect(clock.waits).toEqual([100, 200]);
});

test("who was throttled is left alone for a while, by everybody", async () => {
  const clock = clockAt(0);
  const pace = createCallPace({ callsPerSecond: 10, burst: 3 }, clock);
  pace.rest("a", 1_000);
  for (let call = 0; call < 2; call++) await pace.turn("a");
  await pace.turn("b");
  expect(clock.waits).toEqual([1_000, 1_100]);
});
