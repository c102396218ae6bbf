import { expect, test } from "vitest";
import { jobIn } from "../../../test/fixtures/jobs.ts";
import type { BatchId } from "../../domain/ids.ts";
import { logElsewhere } from "./log-elsewhere.ts";
import { logMissing } from "./log-missing.ts";
import { noLogEver } from "./no-log-ever.ts";
import { noLogYet } from "./no-log-yet.ts";

const ended = jobIn("succeeded");
const endedMs = ended.facts?.head.stoppedAtMs ?? 0;
const after = (ms: number, missing: "group" | "stream" = "stream") =>
  logMissing(ended, { missing, group: "/lab/own", nowMs: endedMs + ms }).text;
const hourMs = 3_600_000;
const cannotStart =
  'CannotStartContainerError: Error response from daemon: exec: "bwa": executable file not found in $PATH';
const failed = jobIn("failed");
const neverStarted = {
  ...failed,
  facts: {
    ...(failed.facts as NonNullable<typeof failed.facts>),
    attempts: [
      { statusReason: "Task failed to start", containers: [{ exitCode: 127, reason: cannotStart }] },
    ],
  },
};

/** No log yet, none ever, none any more: each in its own words. */
test.each([
  [
    "of a job that waits",
    noLogYet(jobIn("waiting")).text,
    /^There is no log of align-NA12878 yet: it is .*waiting.*, and a log begins when the job runs\.$/,
  ],
  [
    "of one that runs",
    noLogYet(jobIn("running")).text,
    /yet: it runs, but AWS has stored no line of it so far\. Lines usually/,
  ],
  [
    "of one that has just ended",
    after(5_000),
    /yet: it has just ended, and AWS has stored no line of it so far\./,
  ],
  [
    "of one that ended today",
    after(hourMs),
    /^There is no log of align-NA12878: it wrote nothing, or its log was deleted\.$/,
  ],
  [
    "of one that ended long ago",
    after(40 * 24 * hourMs),
    /^The log of align-NA12878 is gone: AWS keeps logs only for a time, and the job /,
  ],
  [
    "in a group that is not there",
    after(hourMs, "group"),
    /: its log group `\/lab\/own` is not there: it was deleted, or has never been made\.$/,
  ],
  [
    "of a child of an array",
    noLogEver({ ...jobIn("failed"), batchId: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f:7" as BatchId }).text,
    /^align-NA12878 \(index 7\) has no log, because its container never started\.$/,
  ],
  [
    "of a container that never started",
    noLogEver(jobIn("failed"), "AWS found no image `align:1.5`").text,
    /has no log, because its container never started: AWS found no image `align:1\.5`\.$/,
  ],
  [
    "of one whose command was not found, in plain words",
    noLogEver(neverStarted, cannotStart).text,
    /has no log, because its container never started: its command was not found\.$/,
  ],
  [
    "of another driver",
    logElsewhere(ended, "splunk").text,
    /its definition sends it to `splunk`, and I read only CloudWatch Logs/,
  ],
  [
    "on Kubernetes",
    logElsewhere(ended, "eks").text,
    /it runs on Kubernetes \(EKS\), where a log stays with its pod/,
  ],
])("%s", (_of, text, words) => {
  expect(text).toMatch(words);
});
