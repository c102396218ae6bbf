import { describe, expect, test } from "vitest";
import type { BatchId, MemberId, PiName } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import type { JobList, JobQuery } from "../../../src/store/job-lists.ts";
import { minuteMs, submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const peters = "peters-u" as PiName;
const other = "okafor-n" as PiName;

export const jobLists: Part = (store) => {
  const add = async (...jobs: readonly Job[]) => {
    for (const job of jobs) await store().jobs.add(job, 0);
  };
  const find = async (query: Omit<JobQuery, "pis" | "limit"> & Partial<JobQuery>) =>
    (await store().jobs.find({ pis: [peters], limit: 10, ...query })).map((job) => job.id);
  const list = async (query: Partial<JobList> = {}) =>
    (await store().jobs.list({ pis: [peters], limit: 10, ...query })).map((job) => job.id);

  describe("finding a job", () => {
    test("the first signs of its id are enough, and a sign more may be too many", async () => {
      await add(
        jobNo(1, { batchId: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId }),
        jobNo(2, { batchId: "3fa9ffff-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId }),
        jobNo(3, { batchId: "3fb00000-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId }),
        unsent(jobNo(4)),
      );
      expect(await find({ idStart: "3fa9" })).toEqual(["s_0002", "s_0001"]);
      expect(await find({ idStart: "3fa9c" })).toEqual(["s_0001"]);
      expect(await find({ idStart: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" })).toEqual(["s_0001"]);
      expect(await find({ idStart: "3fa9%" })).toEqual([]);
      expect(await find({ idStart: "3f_9" })).toEqual([]);
    });

    test("its name is enough, as typed or as sent, but not a part of it", async () => {
      await add(jobNo(1), jobNo(2));
      expect(await find({ name: "align-0001" })).toEqual(["s_0001"]);
      expect(await find({ name: "jblow-align-0001-k3x9q2" })).toEqual(["s_0001"]);
      expect(await find({ name: "align" })).toEqual([]);
      expect(await find({ name: "align-%" })).toEqual([]);
    });

    test("a word that may be an id or a name finds both, the newest first and no more than asked for", async () => {
      const batchId = "abcd0000-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId;
      await add(
        jobNo(1, { batchId, submittedAtMs: submittedAtMs + minuteMs }),
        jobNo(2, { name: "abcd" }),
        jobNo(3, { name: "abcd", submittedAtMs: submittedAtMs + 2 * minuteMs }),
      );
      const word = { idStart: "abcd", name: "abcd" };
      expect(await find(word)).toEqual(["s_0003", "s_0001", "s_0002"]);
      expect(await find({ ...word, limit: 2 })).toEqual(["s_0003", "s_0001"]);
      expect(await find({})).toEqual([]);
    });

    test("another PI's job is not there, whatever names it", async () => {
      await add(jobNo(1, { pi: other }));
      expect(await find({ idStart: "0001", name: "align-0001" })).toEqual([]);
      expect(await find({ idStart: "0001", pis: [peters, other] })).toEqual(["s_0001"]);
      expect(await find({ idStart: "0001", pis: [] })).toEqual([]);
    });
  });

  describe("a list of jobs", () => {
    test("goes from the newest on, page by page, and jobs of the same moment are told once", async () => {
      const jobs = Array.from({ length: 9 }, (_, n) =>
        jobNo(n, { submittedAtMs: submittedAtMs + Math.floor(n / 4) * minuteMs }),
      );
      await add(...jobs);
      const seen: string[] = [];
      let before: JobList["before"];
      for (let page = 0; page < 5; page++) {
        const jobsOfPage = await store().jobs.list({ pis: [peters], limit: 2, ...(before && { before }) });
        seen.push(...jobsOfPage.map((job) => job.id));
        const last = jobsOfPage.at(-1);
        if (last !== undefined) before = { submittedAtMs: last.submittedAtMs, id: last.id };
      }
      expect(seen).toEqual(jobs.map((job) => job.id).reverse());
    });

    test("keeps to owner, states, queue and time", async () => {
      await add(
        jobNo(1, { owner: "U0SAM" as MemberId }),
        jobNo(2, { state: "failed" }),
        jobNo(3, { queue: "highmem" }),
        jobNo(4, { submittedAtMs: submittedAtMs + minuteMs }),
      );
      expect(await list({ owner: "U0SAM" as MemberId })).toEqual(["s_0001"]);
      expect(await list({ states: ["failed", "lost"] })).toEqual(["s_0002"]);
      expect(await list({ queue: "highmem" })).toEqual(["s_0003"]);
      expect(await list({ sinceMs: submittedAtMs + 1 })).toEqual(["s_0004"]);
      expect(await list({ sinceMs: submittedAtMs + minuteMs })).toEqual(["s_0004"]);
      expect(await list({ queue: "default", states: ["submitted"], owner: "U0JBLOW" as MemberId })).toEqual([
        "s_0004",
      ]);
    });

    test("shows nothing of other PIs", async () => {
      await add(jobNo(1, { pi: other }), jobNo(2));
      expect(await list()).toEqual(["s_0002"]);
      expect(await list({ pis: [] })).toEqual([]);
      expect(await list({ pis: [other, peters] })).toEqual(["s_0002", "s_0001"]);
    });

    test.each([
      ["align*", ["align-NA1", "Align_na2"]],
      ["ALIGN-na1", ["align-NA1"]],
      ["align", []],
      ["*na2", ["Align_na2"]],
      ["a*n*", ["align-NA1", "Align_na2"]],
      ["50%", ["50%"]],
      ["50%*", ["50%"]],
      ["%", []],
      ["a_b", ["a_b"]],
      ["a_*", ["a_b"]],
      ["c\\d", ["c\\d"]],
      ["c\\*", ["c\\d"]],
      ["jblow-sent-?", []],
      ["jblow-sent-7*", ["c\\d"]],
      ["it's", ["it's"]],
    ])("the pattern %s means nothing but what it says", async (name, found) => {
      const names = ["align-NA1", "Align_na2", "50%", "505", "a_b", "axb", "c\\d", "ccd", "it's"];
      await add(...names.map((each, n) => jobNo(n + 1, { name: each, jobName: `jblow-sent-${n + 1}` })));
      const jobs = await store().jobs.list({ pis: [peters], name, limit: 10 });
      expect(jobs.map((job) => job.name).sort()).toEqual([...found].sort());
    });
  });
};
