import { describe, expect, test } from "vitest";
import { jobIn } from "../../../test/fixtures/jobs.ts";
import { bytesAtLeast, type LogSample, logPriceUsd, mayHaveLoggedMuch, writersOf } from "./log-cost.ts";

const page = { bytes: 1e6, overMs: 1_000, isFull: true };
const quiet = { bytes: 2_000, overMs: 1_000, isFull: false };
const part = 900_000;
const at = (...samples: readonly Omit<LogSample, "atMs">[]) =>
  samples.map((sample, index) => ({ ...sample, atMs: index * part }));
const tail = { ...page, atMs: 4 * part };

describe("how much a log holds at least", () => {
  test("is what its last page holds, where that is all of it", () => {
    expect(bytesAtLeast([], { ...quiet, atMs: 0 }, 60_000)).toBe(2_000);
  });

  test("follows from how fast it was written all the time", () => {
    expect(bytesAtLeast(at(page, page, page, page), tail, 4 * part)).toBe(4 * 900 * 1e6);
  });

  test("is not thought to be more for what was written at once", () => {
    expect(bytesAtLeast(at(page, quiet, quiet, quiet), tail, 4 * part)).toBe(1e6 + 3 * 2_000);
    const late = [...at(quiet, quiet, quiet), { ...page, atMs: 4 * part - 10_000 }];
    expect(bytesAtLeast(late, tail, 4 * part)).toBe(3 * 2_000 + 10 * 1e6);
  });

  test("goes by the slower of two moments, and by no more than a stream can take", () => {
    const slow = { ...page, overMs: 100_000 };
    expect(bytesAtLeast(at(page, slow), { ...slow, atMs: 2 * part }, 2 * part)).toBe(2 * 9e6);
    const atOnce = { ...page, overMs: 0 };
    expect(bytesAtLeast(at(atOnce), { ...atOnce, atMs: 900 }, 1_000)).toBe(1e7);
  });
});

test("only what ran long enough can have written much", () => {
  const job = jobIn("succeeded");
  expect(mayHaveLoggedMuch(job)).toBe(true);
  expect(mayHaveLoggedMuch(jobIn("running"))).toBe(false);
  const [attempt] = job.facts?.attempts ?? [];
  const soon = { ...attempt, startedAtMs: 0, stoppedAtMs: 60_000, containers: [] };
  const short = { ...job, facts: job.facts && { ...job.facts, attempts: [soon] } } as typeof job;
  expect(mayHaveLoggedMuch(short)).toBe(false);
  expect(mayHaveLoggedMuch({ ...short, asked: { ...short.asked, arraySize: 100 } })).toBe(true);
  expect(writersOf({ ...short, asked: { ...short.asked, arraySize: 100 } })).toBe(100);
});

test("the price is told where it is known", () => {
  expect(logPriceUsd(12e9, "us-west-2")).toBe(6);
  expect(logPriceUsd(12e9, "sa-east-1")).toBeUndefined();
});
