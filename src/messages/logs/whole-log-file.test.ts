import { describe, expect, test } from "vitest";
import { logOf } from "../../../test/fixtures/gallery/whole-logs.ts";
import { hostileTexts } from "../../../test/fixtures/hostile-text.ts";
import { asUsual, jobIn, submittedAtMs } from "../../../test/fixtures/jobs.ts";
import type { Gathered } from "../../domain/logs/whole-log.ts";
import { fileHeader, partHeading } from "./whole-log-file.ts";
import { wholeLogComment } from "./whole-log-sent.ts";

const job = jobIn("succeeded", asUsual);
const log = logOf(asUsual);
const gathered: Gathered = { lines: 200_000, bytes: 18_000_000, masked: 0 };
const cut = { why: "size", atMs: submittedAtMs } as const;

describe("the first lines of the file", () => {
  test("say of which job, attempt and stream it is, when it was read, and in what zone the times are", () => {
    expect(fileHeader({ job, log, gathered }).split("\n")).toEqual([
      "# The whole log of align-NA12878 (attempt 2 of 3)",
      expect.stringMatching(/^# Job [0-9a-f-]{36} of peters-u, queue default, definition align:14$/),
      "# Stream align/default/0123456789abcdef in /aws/batch/job, us-west-2",
      expect.stringMatching(
        /^# Read \d{4}-\d\d-\d\d \d\d:\d\d:\d\d; this time and those of the lines are in the zone America\/Los_Angeles$/,
      ),
      "# 200,000 lines, 18 MB; no value was masked",
      "",
      "",
    ]);
  });

  test("say what was masked, what could not be, and what is missing", () => {
    const told = fileHeader({
      job,
      log,
      gathered: { ...gathered, masked: 3, ownSecretsUnknown: true, missing: 1, cut },
    });
    expect(told).toContain("3 values masked as possible secrets: ");
    expect(told).toContain("AWS has forgotten this job");
    expect(told).toContain("1 stream of it could not be found");
    expect(told).toContain("the rest did not fit into a file");
  });

  test.each(Object.entries(hostileTexts))("are single lines, with %s from outside", (_, hostile) => {
    const outside = () => hostile;
    const told = fileHeader({ job: jobIn("succeeded", outside), log: logOf(outside), gathered });
    for (const line of told.trimEnd().split("\n")) expect(line).toMatch(/^# /);
    const heading = partHeading({ ...logOf(outside, [3]).parts[0], container: hostile } as never);
    expect(heading.trim().split("\n")).toHaveLength(1);
  });
});

describe("the sentence beside the file", () => {
  test("says what it is and what was masked", () => {
    expect(wholeLogComment({ job, log, gathered: { ...gathered, masked: 3 } })).toBe(
      "The whole log of align-NA12878 (attempt 2 of 3): 200,000 lines, 18 MB. 3 values masked as possible secrets.",
    );
  });

  test("of one that is cut off leads to the rest", () => {
    const consoleLink = "https://us-west-2.console.aws.amazon.com/batch/home";
    const told = wholeLogComment({ job, log, gathered: { ...gathered, cut }, consoleLink });
    expect(told).toMatch(
      /longer than a file can be: this is its beginning, 18 MB, to what was written <!date/,
    );
    expect(told).toContain(`<${consoleLink}|open it in AWS>`);
  });

  test.each(Object.entries(hostileTexts))("calls nobody, with %s from outside", (_, hostile) => {
    const outside = () => hostile;
    const told = wholeLogComment({ job: jobIn("failed", outside), log: logOf(outside), gathered });
    expect(told).not.toMatch(/<[@!#]|https?:\/\//);
  });
});
