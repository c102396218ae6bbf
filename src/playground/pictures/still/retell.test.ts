import { describe, expect, test } from "vitest";
import { retellDurations } from "./retell-durations.ts";
import { retellIds } from "./retell-ids.ts";
import { retellLogLines } from "./retell-log-lines.ts";
import { lifeFrom } from "./story.ts";

const pace = { waitedSec: 45, ranSec: 3_600 };
const life = lifeFrom(Date.UTC(2026, 2, 10, 17, 0), { waitedSec: 0, ranSec: 1_200 });

describe("how long things took", () => {
  test.each([
    ["waited 3 s · attempt 1 of 3", "waited 45 s · attempt 1 of 3"],
    ["Started after 5 min in the queue.", "Started after 45 s in the queue."],
    ["succeeded after less than 1 s.", "succeeded after 1 h."],
    ["failed after 2 h 14 min with exit code 3", "failed after 1 h with exit code 3"],
    ["was stopped by J. Blow after 4 s", "was stopped by J. Blow after 1 h"],
    ["Attempt 1: ran 4 s · exit code 3", "Attempt 1: ran 1 h · exit code 3"],
    ["time limit 10 min", "time limit 10 min"],
    ["The reads failed after 4 samples", "The reads failed after 4 samples"],
  ])("%s", (text, told) => {
    expect(retellDurations(text, pace)).toBe(told);
  });
});

describe("times in log lines", () => {
  const readAtMs = Date.UTC(2026, 10, 21);
  const retell = (text: string, zone = "UTC") => retellLogLines(text, { life, zone, readAtMs });

  test.each([
    ["01:21:20  hello", "17:10:00  hello"],
    ["01:21:20  Nov 21 01:21:20 ..... started", "17:10:00  Mar 10 17:10:00 ..... started"],
    ["2026-11-21T01:21:20Z mapped", "2026-03-10T17:10:00Z mapped"],
    ["compiled: 2024-01-25T16:12:02", "compiled: 2024-01-25T16:12:02"],
    ["no time here", "no time here"],
  ])("%s", (text, told) => {
    expect(retell(text)).toBe(told);
  });

  test("are spread over the run, and written in the reader's zone", () => {
    expect(retell("01:21:20 a\nb\n01:21:21 c", "America/Los_Angeles")).toBe("10:06:40 a\nb\n10:13:20 c");
  });
});

describe("ids", () => {
  test.each([
    [
      "of two tellings are the same, each in its order",
      "`a4c825b5` s_f8cd369dd1b6a9eb0bf4 `ab1f7429`",
      "`00000001` s_00000000000000000000 `99999999`",
    ],
    [
      "of a job in a line that can be typed as well",
      "`a4c825b5` `/batch logs a4c825b5:7` `/batch logs a4c825b5 --failed`",
      "`99999999` `/batch logs 99999999:7` `/batch logs 99999999 --failed`",
    ],
    [
      "at the end of a job's name too",
      "jblow-align-a1b2c3 of align-sorted",
      "jblow-align-zzzzzz of align-sorted",
    ],
  ])("%s", (_, one, other) => {
    expect(retellIds(one, ["align"])).toBe(retellIds(other, ["align"]));
    expect(retellIds(one, ["align"])).not.toBe(one);
  });

  test("that differ stay different, and a number in a line is none", () => {
    const told = retellIds("`a4c825b5` `ab1f7429` 24000000 reads", []);
    expect(new Set(told.match(/`.*?`/g)).size).toBe(2);
    expect(told).toContain("24000000 reads");
  });
});
