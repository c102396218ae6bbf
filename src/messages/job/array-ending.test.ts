import { describe, expect, it } from "vitest";
import { consoleLink, owner } from "../../../test/fixtures/gallery.ts";
import { aMultiNodeJob, anArray, anArrayThatTold } from "../../../test/fixtures/jobs.ts";
import { shown } from "../../../test/support/shown.ts";
import type { ChildrenSum } from "../../domain/array/children-sum.ts";
import type { Job } from "../../domain/job/job.ts";
import type { Finished } from "../../domain/telling/notice.ts";
import { noticeMessage } from "./notice-message.ts";
import type { NoticeView } from "./notice-view.ts";

const view: NoticeView = { place: "own", mention: true, ownerId: owner, ownerName: "J. Blow", consoleLink };

const childFailed: Finished = {
  kind: "finished",
  state: "failed",
  ranMs: 300 * 60_000,
  failure: {
    cause: "array-child",
    what: "at least one of the array's jobs failed",
    advice: "The logs of the failed indexes say why.",
    hasLog: true,
  },
};
const stopped: Finished = {
  kind: "finished",
  state: "stopped",
  ranMs: 41 * 60_000,
  stop: { by: owner, reason: "wrong genome" },
};

const tell = (notice: Finished, job: Job, seen: Partial<NoticeView> = {}) =>
  noticeMessage(notice, job, { ...view, ...seen });

/** A hundred children, of which these failed. */
const array = (state: Job["state"], counts: ChildrenSum["counts"], failed: ChildrenSum["failed"]) =>
  anArrayThatTold(undefined, { state, children: { counts, failed } });

describe("the end of an array", () => {
  it("says how many failed, why and which, and whose log to look at", () => {
    const message = tell(childFailed, anArrayThatTold(undefined, { state: "failed" }));
    expect(message.text).toBe(
      "<@U0JBLOW> align-NA12878 failed after 5 h: 8 of its 100 children failed, 53 succeeded; AWS has not told how 39 ended. Why: out of memory (index 3, 17–21); exit code 1 (index 40); “Task stopped for maintenance” (index 41).",
    );
    expect(shown(message)).toContain(
      "Logs: of an index `/batch logs 3fa9c1d2:3`, of those that failed `/batch logs 3fa9c1d2 --failed`",
    );
  });

  it("shows whose lines they are", () => {
    const notice = { ...childFailed, logLines: ["Traceback"], linesOf: 17 };
    expect(shown(tell(notice, anArrayThatTold(undefined, { state: "failed" })))[0]).toMatch(
      / Last lines of index 17:$/,
    );
  });

  it("tells other channels how many failed, and neither why nor which", () => {
    const message = tell(
      { ...childFailed, logLines: ["secret"], linesOf: 3 },
      anArrayThatTold(undefined, { state: "failed" }),
      { place: "elsewhere" },
    );
    expect(message.text).toBe(
      "<@U0JBLOW> align-NA12878 failed after 5 h: 8 of its 100 children failed, 53 succeeded; AWS has not told how 39 ended.",
    );
    expect(JSON.stringify(message.blocks)).not.toMatch(/memory|maintenance|3fa9c1d2:3|secret/);
  });

  it.each<[string, Finished, Job, string]>([
    [
      "all failed alike",
      childFailed,
      array("failed", { FAILED: 100 }, [
        { cause: "exit-code", exitCode: 127, count: 100, ranges: [[0, 99]] },
      ]),
      "failed after 5 h: all of its 100 children failed. Why: exit code 127 in all.",
    ],
    [
      "half failed",
      childFailed,
      array("failed", { FAILED: 50, SUCCEEDED: 50 }, [
        { cause: "exit-code", exitCode: 1, count: 50, ranges: [[50, 99]] },
      ]),
      "failed after 5 h: 50 of its 100 children failed, 50 succeeded. Why: exit code 1 (index 50–99).",
    ],
    [
      "one of them was stopped",
      childFailed,
      array("failed", { FAILED: 1, SUCCEEDED: 99 }, [{ cause: "stopped", count: 1, ranges: [[7, 7]] }]),
      "failed after 5 h: 1 of its 100 children was stopped, 99 succeeded. Why: stopped (index 7).",
    ],
    [
      "some failed and some were stopped",
      childFailed,
      array("failed", { FAILED: 3, SUCCEEDED: 97 }, [
        { cause: "timeout", count: 2, ranges: [[1, 2]] },
        { cause: "stopped", count: 1, ranges: [[7, 7]] },
      ]),
      "failed after 5 h: 2 of its 100 children failed, 1 was stopped, 97 succeeded. Why: time limit reached (index 1–2); stopped (index 7).",
    ],
    [
      "nobody has told of them yet",
      childFailed,
      { ...anArray(), state: "failed", facts: anArrayThatTold().facts as NonNullable<Job["facts"]> },
      "failed after 5 h: at least one of the array's jobs failed. The logs of the failed indexes say why.",
    ],
    [
      "all succeeded",
      { kind: "finished", state: "succeeded", ranMs: 60_000 },
      array("succeeded", { SUCCEEDED: 99 }, []),
      "succeeded after 1 min. All of its 100 children succeeded.",
    ],
    [
      "all of it was stopped",
      stopped,
      array("stopped", { FAILED: 40, SUCCEEDED: 60 }, [
        { cause: "exit-code", exitCode: 1, count: 3, ranges: [[1, 3]] },
        { cause: "stopped", count: 37, ranges: [[63, 99]] },
      ]),
      "was stopped by J. Blow after 41 min: “wrong genome”. Of 100: 60 succeeded, 3 failed, 37 stopped. Failed: exit code 1 (index 1–3).",
    ],
    [
      "it was stopped before any of them began",
      stopped,
      array("stopped", { FAILED: 100 }, [{ cause: "stopped", count: 100, ranges: [[0, 99]] }]),
      "was stopped by J. Blow after 41 min: “wrong genome”. Of 100: 100 stopped.",
    ],
    [
      "what it waited for failed",
      {
        ...childFailed,
        failure: {
          cause: "dependency",
          what: "a job that it waits for failed, so it never started",
          hasLog: false,
        },
      },
      array("failed", { FAILED: 100 }, [{ cause: "dependency", count: 100, ranges: [[0, 99]] }]),
      "failed after 5 h: a job that it waits for failed, so it never started. Of 100: 100 failed.",
    ],
    [
      "AWS has forgotten it",
      { kind: "finished", state: "lost" },
      array("lost", { SUCCEEDED: 60, RUNNING: 10 }, []),
      "is lost: AWS no longer knows it, so how it ended cannot be told. Look at its output before you run it again. Of 100: 60 succeeded; AWS has not told how 40 ended.",
    ],
  ])("when %s", (_what, notice, job, words) => {
    expect(tell(notice, job).text).toBe(`<@U0JBLOW> align-NA12878 ${words}`);
  });

  it("of a multi-node job counts its nodes", () => {
    const oom: Finished = {
      ...childFailed,
      failure: { cause: "out-of-memory", what: "it needed more memory", hasLog: true },
    };
    expect(tell(oom, aMultiNodeJob(undefined, { state: "failed" })).text).toMatch(
      /it needed more memory\. Of 4 nodes: 1 failed\. Why: out of memory \(node 2\)\.$/,
    );
  });
});
