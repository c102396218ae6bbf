import { describe, expect, it } from "vitest";
import { consoleLink } from "../../../test/fixtures/gallery.ts";
import {
  aJob,
  aMultiNodeJob,
  anArray,
  anArrayInRuins,
  anArrayThatTold,
  anAttempt,
  jobIn,
  someFacts,
  states,
} from "../../../test/fixtures/jobs.ts";
import { actionIds, shown } from "../../../test/support/shown.ts";
import { oldIndexes } from "../../domain/array/old-indexes.ts";
import type { MemberId } from "../../domain/ids.ts";
import type { Attempt } from "../../domain/job/attempt.ts";
import type { Job } from "../../domain/job/job.ts";
import { noticesOf } from "../../domain/telling/notices-of.ts";
import { type CardView, jobCard } from "./job-card.ts";

const own = { place: "own", ownerName: "J. Blow", consoleLink } as const;
const elsewhere = { ...own, place: "elsewhere" } as const;

describe("the card", () => {
  it("says in three lines what runs, whose it is and when it came", () => {
    expect(shown(jobCard(jobIn("running"), own)).slice(0, 3)).toEqual([
      "align-NA12878 is running since 2026-11-20 18:47 UTC",
      "J. Blow for peters-u · queue default · align:14 · 4 vCPU, 16 GiB",
      "Submitted 2026-11-20 18:42 UTC · waited 5 min · attempt 1 of 3 (again only after a spot reclaim) · `3fa9c1d2`",
    ]);
  });

  it.each(states)(
    "%s: outside the lab's channels it shows name, owner, state and size, and no more",
    (state) => {
      const blocked = { reason: "SECRET-QUEUE is invalid", sinceMs: 0 };
      const card = JSON.stringify(jobCard({ ...jobIn(state), blocked }, elsewhere));
      expect(card).toContain("J. Blow · 4 vCPU, 16 GiB");
      expect(card).not.toMatch(
        /bwa|s3:|sample|align:14|queue default|peters-u|console\.aws|SECRET-QUEUE|Job queue does/,
      );
    },
  );

  it.each([
    ["approval", ["cancel", "status", "open.aws"]],
    ["waiting", ["cancel", "status", "open.aws"]],
    ["running", ["logs", "cancel", "status", "open.aws"]],
    ["succeeded", ["logs", "retry.again", "status", "open.aws"]],
    ["failed", ["retry.again", "submit.edit", "logs", "status", "open.aws"]],
    ["rejected", ["submit.edit", "status", "open.aws"]],
  ] as const)("%s: offers only what makes sense", (state, expected) => {
    expect(actionIds(jobCard(jobIn(state), own))).toEqual(expected);
  });

  it.each(["failed", "stopped", "rejected"] as const)("%s: a part of an array is not edited", (state) => {
    const job = jobIn(state);
    const part = { ...job, asked: { ...job.asked, oldIndexes: oldIndexes([3, 17], 20) } };
    expect(actionIds(jobCard(part, own))).not.toContain("submit.edit");
  });

  it("of an array that failed in part, runs that part again, and says so of the whole", () => {
    const told = anArrayThatTold();
    const counts = { SUCCEEDED: (told.asked.arraySize ?? 0) - 7, FAILED: 7 };
    const array = { ...told, state: "failed" as const, children: { ...told.children, counts, failed: [] } };
    const labels = (view: CardView) => JSON.stringify(jobCard(array, view).blocks.at(-1));
    expect(labels({ ...own, retriesFailed: true })).toMatch(/Retry the 7 that failed.*Retry all 100/);
    expect(labels(own)).not.toContain("that failed");
    expect(labels(own)).toContain("Retry all 100");
  });

  it("does not offer to stop what is being stopped", () => {
    const stop = {
      by: "U0PETERS" as MemberId,
      reason: "",
      atMs: 0,
      hutchnet: "upeters",
      dueMs: 0,
      taken: true as const,
    };
    expect(actionIds(jobCard({ ...jobIn("running"), stop }, own))).not.toContain("cancel");
  });

  it("offers the log of an earlier attempt while the next one waits", () => {
    const facts = someFacts({ status: "RUNNABLE", attempts: [anAttempt(1)] });
    const card = jobCard(aJob({ state: "waiting", facts }), own);
    expect(actionIds(card)).toContain("logs");
    expect(shown(card)[2]).toContain("attempt 2 of 3");
  });

  it.each([
    [[], "attempt 1 of 3"],
    [[{ startedAtMs: 1, containers: [] }], "attempt 1 of 3"],
    [[anAttempt(1), anAttempt(1)], "attempt 3 of 3"],
    [[anAttempt(1), anAttempt(1), anAttempt(1)], "attempt 3 of 3"],
  ] as [Attempt[], string][])("counts the attempt that runs after %j", (attempts, words) => {
    const facts = someFacts({ status: "RUNNING", attempts });
    expect(shown(jobCard(aJob({ state: "running", facts }), own))[2]).toContain(words);
  });

  it("says nothing of attempts where there is only one", () => {
    const { asked } = aJob();
    const card = jobCard(aJob({ asked: { ...asked, attempts: 1 } }), own);
    expect(shown(card)[2]).toBe("Submitted 2026-11-20 18:42 UTC · `3fa9c1d2`");
  });

  it("says its time limit", () => {
    const { asked } = aJob();
    expect(shown(jobCard(aJob({ asked: { ...asked, timeoutSeconds: 21_600 } }), own))[2]).toContain(
      "time limit 6 h",
    );
  });

  it("counts an array's children in words beside the bar", () => {
    expect(shown(jobCard(anArray(), own)).slice(0, 2)).toEqual([
      "align-NA12878 is running since 2026-11-20 18:47 UTC\n████████████░░░░░░░░ 61 of 100 ended (61%): 58 succeeded, 3 failed · 12 running, 7 starting, 20 waiting",
      "J. Blow for peters-u · queue default · align:14 · 100 × 4 vCPU, 16 GiB",
    ]);
  });

  it("tells which children failed and why, and when all will be done at this pace", () => {
    expect(shown(jobCard(anArrayThatTold(), own))[0]?.split("\n").slice(1)).toEqual([
      "████████████░░░░░░░░ 61 of 100 ended (61%): 53 succeeded, 8 failed · 12 running, 7 starting, 20 waiting",
      "At the pace so far all will have ended about 2026-11-20 20:30 UTC.",
      "Failed: out of memory (index 3, 17–21); exit code 1 (index 40); “Task stopped for maintenance” (index 41)",
    ]);
  });

  it("tells other channels how many failed, and no more", () => {
    const { text, blocks } = jobCard(anArrayThatTold(), { ...own, place: "elsewhere" });
    expect(text).toMatch(/Of 100: 53 succeeded, 8 failed, 12 running, 7 starting, 20 waiting\.$/);
    expect(JSON.stringify(blocks)).not.toMatch(/memory|pace|maintenance/);
  });

  it("stays short whatever became of ten thousand children, and counts what it leaves out", () => {
    const [first = ""] = shown(jobCard(anArrayInRuins(), own));
    expect(first.length).toBeLessThan(700);
    expect(first).toMatch(
      /“Something new: 0” \(index 0, 200, 400 and 47 more\); .*; other causes \(index 4, 6, 8, 10 and 4,696 more\)$/,
    );
  });

  it("counts the failed of which AWS knows and none has told", () => {
    const facts = someFacts({
      status: "PENDING",
      array: { size: 100, counts: { FAILED: 10, SUCCEEDED: 53 } },
    });
    expect(jobCard(anArrayThatTold(undefined, { facts }), own).text).toContain(
      "“Task stopped for maintenance” (index 41); 2 more whose index is not known.",
    );
  });

  it("says of an array that somebody stopped which failed by themselves", () => {
    const stopped = { cause: "stopped" as const, count: 30, ranges: [[70, 99]] as const };
    const { children } = anArrayThatTold();
    const told = children && {
      ...children,
      counts: { SUCCEEDED: 62, FAILED: 38 },
      failed: [...children.failed, stopped],
    };
    const { text } = jobCard(
      { ...jobIn("stopped"), asked: anArray().asked, ...(told === undefined ? {} : { children: told }) },
      own,
    );
    expect(text).toContain(
      "Of 100: 62 succeeded, 8 failed, 30 stopped. Failed: out of memory (index 3, 17–21);",
    );
    expect(text).not.toContain("stopped (index");
    const alone = jobCard(
      anArrayThatTold(undefined, { state: "failed", ...(told === undefined ? {} : { children: told }) }),
      own,
    );
    expect(alone.text).toContain("stopped (index 70–99)");
  });

  it("says all where all failed", () => {
    const children = {
      counts: { FAILED: 100 },
      failed: [{ cause: "exit-code" as const, exitCode: 127, count: 100, ranges: [[0, 99]] as const }],
    };
    expect(jobCard(anArrayThatTold(undefined, { state: "failed", children }), own).text).toContain(
      "Failed: exit code 127 in all.",
    );
  });

  it("counts the nodes of a multi-node job", () => {
    expect(shown(jobCard(aMultiNodeJob(), own))[0]).toMatch(
      /\nOf 4 nodes: 1 failed, 3 running\nFailed: out of memory \(node 2\)$/,
    );
  });

  it("draws no full bar of an array that has ended: half of it may have failed", () => {
    const array = { size: 100, counts: { SUCCEEDED: 50, FAILED: 50 } };
    const ended: Job = { ...anArray(), state: "failed", facts: someFacts({ status: "FAILED", array }) };
    expect(shown(jobCard(ended, own))[0]).toMatch(/\n100 of 100 ended: 50 succeeded, 50 failed$/);
  });

  it.each([
    [39, "Of 100: 53 succeeded, 8 failed; AWS has not told how 39 ended"],
    [100, "Of 100: AWS has not told how 100 ended"],
  ])("says of an array that has ended that nobody knows how %d of it did", (untold, words) => {
    const counts = untold === 100 ? { RUNNING: 1 } : { SUCCEEDED: 53, FAILED: 8 };
    const card = jobCard(
      anArrayThatTold(undefined, { state: "lost", children: { counts, failed: [] } }),
      own,
    );
    expect(shown(card)[0]?.split("\n")[1]).toBe(words);
    expect(card.text).toContain(`${words}.`);
  });

  it("tells a job that waits for others from one that waits for a machine", () => {
    const pending = jobCard(aJob({ state: "waiting", facts: someFacts({ status: "PENDING" }) }), own);
    expect(pending.text).toContain("is waiting for the jobs it depends on");
  });

  it.each([
    [
      "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY",
      "It waits because AWS has no machine for queue default to give right now.",
    ],
    [
      "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - higher than that can be met",
      "It cannot start as it is: it asks for 4 vCPUs and 16 GiB, and queue default has no machine that large.",
    ],
  ])("says in plain words what %s means for it", (reason, words) => {
    const blocked = { reason, sinceMs: 0 };
    expect(jobCard({ ...jobIn("waiting"), blocked }, own).text).toContain(words);
  });

  it.each(["javascript:alert(1)", "https://x|y", "https://x> <!channel", ""])(
    "makes no button of %j",
    (link) => {
      expect(actionIds(jobCard(jobIn("running"), { ...own, consoleLink: link }))).not.toContain("open.aws");
    },
  );
});

it("says the same time of a job that was tried twice as the reply in its thread: that of all its attempts", () => {
  const minuteMs = 60_000;
  const attempts = [
    { startedAtMs: 0, stoppedAtMs: 5 * minuteMs, containers: [] },
    { startedAtMs: 20 * minuteMs, stoppedAtMs: 27 * minuteMs, containers: [] },
  ];
  const job = jobIn("succeeded") as Job;
  const facts = job.facts && {
    ...job.facts,
    head: { ...job.facts.head, startedAtMs: 20 * minuteMs, stoppedAtMs: 27 * minuteMs },
    attempts,
  };
  const ended: Job = { ...job, ...(facts === undefined ? {} : { facts }) };
  const [finished] = noticesOf({ ...ended, state: "running" }, ended).filter(({ key }) => key === "finished");
  expect(finished?.notice).toMatchObject({ ranMs: 12 * minuteMs });
  expect(jobCard(ended, { place: "own", ownerName: "J. Blow" }).text).toContain("succeeded after 12 min");
});
