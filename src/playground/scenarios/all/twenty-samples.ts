import type { Scenario } from "../scenario.ts";
import { pauses, presses, types, waitsFor } from "../steps.ts";

const samples = Array.from({ length: 20 }, (_, index) => `NA${12_878 + index}`);

/** As a program that finds no reads for one sample in ten. */
const program = `sh -c 'case $0 in *9) echo "no reads for $0" >&2; exit 3;; esac; sleep 1; echo "aligned $0"' Ref::sample`;

export const scenario: Scenario = {
  name: "twenty-samples",
  group: "Scale",
  title: "Twenty samples from one line",
  watch:
    "The first of twenty jobs is shown before any is sent. Then one card counts them and has a row for each; the two that fail have a reply each, and J. Blow is mentioned once, when all have ended.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  patienceSec: 120,
  steps: [
    types(`/batch submit --jobdef hello --name cohort --each sample=${samples.join(",")} -- ${program}`),
    pauses(4),
    presses("submit.batch", { answer: "20 jobs of cohort are ready" }),
    waitsFor({ job: `cohort-${samples[0]}`, status: "SUCCEEDED" }),
    waitsFor({ job: `cohort-${samples[1]}`, status: "FAILED" }),
    waitsFor({ job: `cohort-${samples.at(-1)}`, status: "SUCCEEDED" }),
  ],
};
