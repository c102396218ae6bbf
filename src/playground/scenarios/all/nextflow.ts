import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

/** Six tasks for every sample, and two for all of them. */
const samples = 33;

export const scenario: Scenario = {
  name: "nextflow",
  group: "Scale",
  title: "A Nextflow run of 200 tasks",
  watch:
    "The head job submits 200 tasks to Batch by itself, wave after wave, and tries some again. The channel stays calm: one card, one thread, while the local AWS has its hands full.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  patienceSec: 180,
  steps: [
    types(
      `/batch submit --jobdef nextflow-head --name rnaseq -- nextflow run nf-core/rnaseq --samples ${samples}`,
    ),
    waitsFor({ job: "rnaseq", status: "RUNNING" }),
    waitsFor({ job: "rnaseq", status: "SUCCEEDED" }),
  ],
};
