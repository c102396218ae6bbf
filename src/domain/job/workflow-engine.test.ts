import { expect, test } from "vitest";
import { someFacts } from "../../../test/fixtures/jobs.ts";
import { workflowEngineOf } from "./workflow-engine.ts";

function jobWith(tags: Record<string, string>, definition: string) {
  return { definition, facts: someFacts({ tags, definition }) };
}

test.each([
  ["the lab's own tag", { "nextflow-run": "rnaseq-1" }, "align:14", "nextflow-run", "Nextflow"],
  ["a tag that names no engine", { pipeline: "7" }, "align:14", "pipeline", "a workflow"],
  [
    "the lab's tag beside an engine's",
    { pipeline: "7", "cromwell-workflow-id": "c-1" },
    "align:14",
    "pipeline",
    "Cromwell",
  ],
  [
    "Nextflow's tags, though the lab names none",
    { "nextflow.io/processName": "ALIGN" },
    "align:14",
    undefined,
    "Nextflow",
  ],
  ["a definition that Nextflow registered", {}, "nf-quay-io-star:1", undefined, "Nextflow"],
  ["a definition that Cromwell registered", {}, "cromwell_ubuntu:3", undefined, "Cromwell"],
  ["a job like any other", {}, "align:14", "nextflow-run", undefined],
  [
    "a job submitted here with such a definition",
    { "batchmate:submission": "s_1" },
    "nf-quay-io-star:1",
    undefined,
    undefined,
  ],
  ["a tag that only begins alike", { nextflows: "1" }, "align:14", undefined, undefined],
])("%s", (_what, tags, definition, runTag, engine) => {
  expect(workflowEngineOf(jobWith(tags, definition), runTag)).toBe(engine);
});
