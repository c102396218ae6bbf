import { expect, test } from "vitest";
import { aJob, jobIn } from "../../../test/fixtures/jobs.ts";
import { countingMarks, runMarkOfTable, runMarksOf } from "./run-marks.ts";

/** The runs of a job with these tags, in a lab with that `runTag`. */
function runsOf(tags: Record<string, string>, runTag?: string): string[] {
  const marks = countingMarks(runTag);
  const { asked } = aJob();
  return runMarksOf({ asked: { ...asked, tags } })
    .filter(({ mark }) => marks.includes(mark))
    .map(({ run }) => run);
}

test.each([
  ["the lab's own tag", { cohort: "may" }, "cohort", ["may"]],
  ["a tag that is not the lab's", { cohort: "may" }, "run", []],
  ["no tag of the lab's", { cohort: "may" }, undefined, []],
  ["an engine's tag, whatever the lab's", { "nextflow.io/runName": "mad_euler" }, "cohort", ["mad_euler"]],
  ["an engine's tag that is the lab's", { "nextflow-run": "mad_euler" }, "nextflow-run", ["mad_euler"]],
  ["a session", { "nextflow.io/sessionId": "7c0e" }, undefined, ["7c0e"]],
  ["a workflow of Cromwell", { "cromwell-workflow-id": "cromwell-7c0e" }, undefined, ["cromwell-7c0e"]],
  ["the process of an engine", { "nextflow.io/processName": "ALIGN" }, undefined, []],
  ["the task of an engine", { "nextflow.io/taskName": "ALIGN (3)" }, undefined, []],
  ["a tag of ours", { "batchmate:pi": "peters-u" }, "batchmate:pi", []],
  ["a secret", { cohort: "AKIAIOSFODNN7EXAMPLE" }, "cohort", []],
  ["an empty tag", { cohort: "" }, "cohort", []],
])("%s", (_what, tags, runTag, runs) => {
  expect(runsOf(tags, runTag)).toEqual(runs);
});

test("what AWS tells of its tags counts as well", () => {
  const { asked, facts } = jobIn("running");
  const head = facts && { ...facts.head, tags: { cohort: "may" } };
  const marks = runMarksOf({ asked, ...(facts && head && { facts: { ...facts, head } }) });
  expect(marks).toEqual([{ mark: "tag cohort", tag: "cohort", run: "may" }]);
});

test("the table with which it was submitted counts in every lab", () => {
  expect(countingMarks(undefined)).toContain(runMarkOfTable("align").mark);
});
