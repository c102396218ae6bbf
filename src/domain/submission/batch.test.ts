import { describe, expect, test } from "vitest";
import type { State } from "../job/job-state.ts";
import { limits } from "../limits.ts";
import type { Notice } from "../telling/notice.ts";
import { endOfBatch, type StateCounts, stateOfBatch, tellInBatch } from "./batch.ts";

test.each<[StateCounts, State]>([
  [{ submitting: 20 }, "submitting"],
  [{ submitting: 12, submitted: 8 }, "submitted"],
  [{ submitted: 3, waiting: 5, submitting: 1 }, "waiting"],
  [{ waiting: 5, starting: 1 }, "starting"],
  [{ waiting: 5, running: 1 }, "running"],
  [{ waiting: 5, succeeded: 1 }, "running"],
  [{ submitting: 5, rejected: 1 }, "running"],
  [{ succeeded: 19, failed: 1 }, "failed"],
  [{ succeeded: 19, lost: 1 }, "lost"],
  [{ succeeded: 19, stopped: 1 }, "stopped"],
  [{ succeeded: 20 }, "succeeded"],
  [{ rejected: 20 }, "rejected"],
])("jobs of which %o are as one %s", (counts, state) => {
  expect(stateOfBatch(counts)).toBe(state);
});

test.each<[StateCounts, ReturnType<typeof endOfBatch>]>([
  [{ succeeded: 20 }, "succeeded"],
  [{ succeeded: 19, stopped: 1 }, "stopped"],
  [{ succeeded: 18, stopped: 1, failed: 1 }, "failed"],
  [{ succeeded: 19, lost: 1 }, "failed"],
  [{ succeeded: 19, rejected: 1 }, "failed"],
])("jobs that ended as %o have %s together", (counts, end) => {
  expect(endOfBatch(counts)).toBe(end);
});

describe("in the thread of many jobs", () => {
  const how = (notice: Notice, failuresTold = 0) => tellInBatch(notice, { failuresTold });

  test("starts and successes are the card's to tell", () => {
    expect(how({ kind: "started", attempt: 1, maxAttempts: 1 })).toEqual({ how: "nothing" });
    expect(how({ kind: "finished", state: "succeeded" })).toEqual({ how: "nothing" });
    expect(how({ kind: "finished", state: "stopped" })).toEqual({ how: "nothing" });
  });

  test("failures are told one by one, without a call, until there are too many", () => {
    const failed: Notice = { kind: "finished", state: "failed" };
    expect(how(failed)).toEqual({ how: "each", calls: false });
    expect(how(failed, limits.batchFailureReplies - 1)).toEqual({ how: "each", calls: false });
    expect(how(failed, limits.batchFailureReplies)).toEqual({ how: "nothing" });
  });

  test("what keeps them all from starting is told once for each reason", () => {
    expect(how({ kind: "waiting", reason: "MISCONFIGURATION:X - too large" })).toEqual({
      how: "once",
      key: "waiting:MISCONFIGURATION:X",
    });
  });
});
