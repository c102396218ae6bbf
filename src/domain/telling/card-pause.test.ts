import { describe, expect, test } from "vitest";
import { aJob, jobIn, minuteMs, someFacts, submittedAtMs } from "../../../test/fixtures/jobs.ts";
import type { Job } from "../job/job.ts";
import { limits } from "../limits.ts";
import { cardPauseMs } from "./card-pause.ts";

const array = (changes: Partial<Job> = {}) =>
  aJob({ asked: { ...aJob().asked, arraySize: 10_000 }, state: "running", ...changes });

/** Edits of a card whose job changes all the time, from its start until it has run so long. */
function editsWithin(job: Job, fromMs: number, forMs: number): number {
  let edits = 0;
  for (let nowMs = fromMs; nowMs < fromMs + forMs; nowMs += cardPauseMs(job, nowMs)) edits += 1;
  return edits;
}

describe("how long a card rests after an edit", () => {
  test("one job's always as long, and not at all once it has ended", () => {
    expect(cardPauseMs(jobIn("running"), submittedAtMs + 600 * minuteMs)).toBe(limits.cardEditMs);
    expect(cardPauseMs(jobIn("failed"), submittedAtMs + 600 * minuteMs)).toBe(0);
  });

  test("an array's the longer, the older it is", () => {
    const pauseMs = (ageMs: number) => cardPauseMs(array(), submittedAtMs + ageMs);
    expect(pauseMs(0)).toBe(limits.cardEditMs);
    expect(pauseMs(minuteMs)).toBeGreaterThanOrEqual(5_000);
    expect(pauseMs(24 * 60 * minuteMs)).toBe(limits.cardEditMaxMs);
    expect(pauseMs(-minuteMs)).toBe(limits.cardEditMs);
  });

  test("so that its edits are few, however many events there are", () => {
    expect(editsWithin(array(), submittedAtMs, 5 * minuteMs)).toBeLessThanOrEqual(35);
    expect(editsWithin(array(), submittedAtMs, 60 * minuteMs)).toBeLessThanOrEqual(55);
    expect(editsWithin(array(), submittedAtMs, 24 * 60 * minuteMs)).toBeLessThanOrEqual(340);
  });

  test("counted from the first of its children to start, not from a long wait before", () => {
    const startedAtMs = submittedAtMs + 300 * minuteMs;
    const children = { counts: { RUNNING: 1 }, failed: [], firstStartedAtMs: startedAtMs };
    expect(cardPauseMs(array({ children }), startedAtMs + 1_000)).toBe(limits.cardEditMs);
  });

  test("and anew from its end: what children tell late is shown a few times, not each time", () => {
    const stoppedAtMs = submittedAtMs + 300 * minuteMs;
    const ended = array({ state: "failed", facts: someFacts({ status: "FAILED", stoppedAtMs }) });
    expect(editsWithin(ended, stoppedAtMs, 10 * minuteMs)).toBeLessThanOrEqual(40);
    const untimed = array({
      state: "failed",
      facts: someFacts({ status: "FAILED", observedAtMs: stoppedAtMs }),
    });
    expect(cardPauseMs(untimed, stoppedAtMs)).toBe(limits.cardEditMs);
    expect(cardPauseMs(array({ state: "lost" }), submittedAtMs)).toBe(limits.cardEditMs);
  });
});
