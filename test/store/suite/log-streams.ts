import { describe, expect, test } from "vitest";
import type { PiName } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { jobIn, minuteMs, submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const pis = ["peters-u" as PiName];
const time = { nowMs: submittedAtMs, quietMs: minuteMs };

/** As it became when it ran in these streams, one an attempt; `now` is the one of the attempt that runs. */
function inStreams(job: Job, streams: readonly string[], now?: string): Job {
  const { facts } = jobIn("running");
  if (facts === undefined) return job;
  const attempts = streams.map((logStream) => ({ containers: [{ logStream }] }));
  const { current: _, ...head } = facts.head;
  const running = now === undefined ? head : { ...head, current: { logStream: now } };
  return { ...job, version: job.version + 1, facts: { ...facts, attempts, head: { ...running, attempts } } };
}

export const logStreams: Part = (store) => {
  const became = (before: Job, after: Job) =>
    store().transaction((tables) => tables.recordJob({ before, after }, time));
  const idsOf = async (stream: string, of = pis) =>
    (await store().logStreams.jobsOf(stream, of)).map(({ id }) => id);

  describe("a log stream", () => {
    test("tells whose it is, from the moment its attempt runs and after all that follow", async () => {
      const job = jobNo(1);
      await store().jobs.add(job, 0);
      const first = inStreams(job, [], "align/default/1");
      await became(job, first);
      expect(await idsOf("align/default/1")).toEqual([job.id]);
      const second = inStreams(first, ["align/default/1"], "align/default/2");
      await became(first, second);
      expect(await idsOf("align/default/1")).toEqual([job.id]);
      expect(await idsOf("align/default/2")).toEqual([job.id]);
      expect(await idsOf("align/default/3")).toEqual([]);
    });

    test("is told to nobody of another lab", async () => {
      await store().jobs.add(inStreams(jobNo(1), ["align/default/1"]), 0);
      expect(await idsOf("align/default/1", ["okafor-n" as PiName])).toEqual([]);
      expect(await idsOf("align/default/1", [])).toEqual([]);
      const { accountsOfOthers } = store().logStreams;
      expect(await accountsOfOthers("align/default/1", ["okafor-n" as PiName])).toEqual(["111122223333"]);
      expect(await accountsOfOthers("align/default/1", [])).toEqual(["111122223333"]);
      expect(await accountsOfOthers("align/default/1", pis)).toEqual([]);
    });

    test("goes with its job", async () => {
      const job = jobNo(1, { state: "rejected" });
      await store().jobs.add(inStreams(job, ["align/default/1"]), 0);
      const ended = { ...inStreams(job, ["align/default/1"]), state: "failed" as const };
      const head = ended.facts && {
        ...ended.facts.head,
        status: "FAILED" as const,
        stoppedAtMs: submittedAtMs,
      };
      await became(job, { ...ended, ...(ended.facts && head && { facts: { ...ended.facts, head } }) });
      await store().transaction(({ jobs }) => jobs.forgetEndedBefore(submittedAtMs * 2));
      expect(await store().jobs.get(job.id)).toBeUndefined();
      await store().jobs.add(job, 0);
      expect(await idsOf("align/default/1")).toEqual([]);
    });
  });
};
