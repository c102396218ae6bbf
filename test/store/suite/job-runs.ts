import { describe, expect, test } from "vitest";
import type { MemberId, PiName, SubjectId } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { countingMarks } from "../../../src/domain/job/run-marks.ts";
import type { JobList } from "../../../src/store/job-lists.ts";
import { jobIn, minuteMs, submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const [peters, other] = ["peters-u", "okafor-n"] as [PiName, PiName];
const time = { nowMs: submittedAtMs, quietMs: minuteMs };

function tagged(n: number, tags: Record<string, string>, changes: Partial<Job> = {}): Job {
  const job = jobNo(n, changes);
  return { ...job, asked: { ...job.asked, tags } };
}

/** As AWS tells of it later. */
function told(job: Job, tags: Record<string, string>): Job {
  const { facts } = jobIn("running");
  if (facts === undefined) throw new Error("a running job has facts");
  return { ...job, version: job.version + 1, facts: { ...facts, head: { ...facts.head, tags } } };
}

export const jobRuns: Part = (store) => {
  const list = async (name: string, query: Partial<JobList> = {}) => {
    const run = { name, marks: (pi: PiName) => countingMarks(pi === peters ? "cohort" : undefined) };
    return (await store().jobs.list({ pis: [peters], run, limit: 10, ...query })).map(({ id }) => id);
  };
  const add = async (...jobs: readonly Job[]) => {
    for (const job of jobs) await store().jobs.add(job, 0);
  };

  describe("the jobs of a run", () => {
    test("are those that carry its name in a tag that names runs, the newest first", async () => {
      await add(
        tagged(1, { cohort: "may" }),
        tagged(2, { cohort: "may", "nextflow.io/runName": "mad_euler" }),
        tagged(3, { cohort: "June" }),
        tagged(4, { project: "may" }),
        jobNo(5),
      );
      expect(await list("may")).toEqual(["s_0002", "s_0001"]);
      expect(await list("mad_euler")).toEqual(["s_0002"]);
      expect(await list("june")).toEqual([]);
      expect(await list("may", { limit: 1 })).toEqual(["s_0002"]);
    });

    test("are told once, however many tags say so", async () => {
      await add(tagged(1, { cohort: "may", "nextflow-run": "may", "nextflow.io/sessionId": "may" }));
      expect(await list("may")).toEqual(["s_0001"]);
    });

    test("are known from the moment AWS tells of the tag", async () => {
      const job = jobNo(1);
      await add(job);
      const marked = told(job, { cohort: "may", "batchmate:pi": "peters-u" });
      await store().transaction((tables) => tables.recordJob({ before: job, after: marked }, time));
      expect(await list("may")).toEqual(["s_0001"]);
      const forgotten = told(marked, {});
      await store().transaction((tables) => tables.recordJob({ before: marked, after: forgotten }, time));
      expect(await list("may")).toEqual(["s_0001"]);
    });

    test("are those of a table, with a row that is run again later", async () => {
      const subject = "u_batch" as SubjectId;
      const [first, second] = [1, 2].map((n) => unsent(jobNo(n, { subject, batchRow: n }))) as [Job, Job];
      await store().transaction(async (tables) => {
        await tables.jobs.add(first, 0);
        await tables.jobs.add(second, 0);
        const { id, owner } = first;
        const whole = { name: "samples", first: id, owner, size: 2, failuresTold: 0 };
        await tables.batches.add({ ...whole, subject, state: "submitting", version: 1 });
      });
      await add(jobNo(3, { subject, batchRow: 2, submittedAtMs: submittedAtMs + minuteMs }), jobNo(4));
      expect(await list("samples")).toEqual(["s_0003", "s_0002", "s_0001"]);
    });

    test("go from page to page, and keep to owner, states, queue, name and time", async () => {
      const may = { cohort: "may" };
      await add(
        tagged(1, may, { owner: "U0SAM" as MemberId }),
        tagged(2, may, { state: "failed" }),
        tagged(3, may, { queue: "highmem" }),
        tagged(4, may, { submittedAtMs: submittedAtMs + minuteMs }),
      );
      expect(await list("may", { owner: "U0SAM" as MemberId })).toEqual(["s_0001"]);
      expect(await list("may", { states: ["failed", "lost"] })).toEqual(["s_0002"]);
      expect(await list("may", { queue: "highmem" })).toEqual(["s_0003"]);
      expect(await list("may", { name: "*0003" })).toEqual(["s_0003"]);
      expect(await list("may", { sinceMs: submittedAtMs + 1 })).toEqual(["s_0004"]);
      const before = { submittedAtMs, id: jobNo(3).id };
      expect(await list("may", { before })).toEqual(["s_0002", "s_0001"]);
    });

    test("are not there for who is not of the lab, nor by a tag that names runs only elsewhere", async () => {
      await add(tagged(1, { cohort: "may" }), tagged(2, { cohort: "may" }, { pi: other }));
      expect(await list("may", { pis: [] })).toEqual([]);
      expect(await list("may", { pis: [other] })).toEqual([]);
      expect(await list("may", { pis: [other, peters] })).toEqual(["s_0001"]);
    });

    test("stand where they stand in all lists when they go to AWS later than they were asked for", async () => {
      await add(tagged(1, { cohort: "may" }), tagged(2, { cohort: "may" }));
      await store().transaction(({ jobs }) => jobs.submittedAt(jobNo(1).id, submittedAtMs + minuteMs));
      expect(await list("may")).toEqual(["s_0001", "s_0002"]);
      expect(await list("may", { before: { submittedAtMs: submittedAtMs + 1, id: jobNo(9).id } })).toEqual([
        "s_0002",
      ]);
    });

    test("go with their jobs", async () => {
      const ended = { state: "rejected", rejection: { by: "aws", words: "no" } } as const;
      await add(tagged(1, { cohort: "may" }, { ...ended }));
      await store().jobs.save(told(tagged(1, { cohort: "may" }, ended), {}), null);
      await store().transaction(({ jobs }) => jobs.forgetEndedBefore(submittedAtMs * 2));
      await add(jobNo(1));
      expect(await list("may")).toEqual([]);
    });
  });
};
