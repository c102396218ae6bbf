import type { Scenario } from "../scenario.ts";
import { presses, types, waitsFor } from "../steps.ts";

/** Knows nothing of retries: it reads the sample that Batch's own variable names. */
const program = `sh -c 'echo reading sample $AWS_BATCH_JOB_ARRAY_INDEX of $AWS_BATCH_JOB_ARRAY_SIZE; sleep 1; case $CAREFUL$AWS_BATCH_JOB_ARRAY_INDEX in 3|17) echo this one needs CAREFUL >&2; exit 1;; esac'`;

export const scenario: Scenario = {
  name: "failed-tenth",
  group: "Failures",
  title: "The failed tenth of an array runs again",
  watch:
    "Two of twenty children fail, and only those two run again. A smaller array counts from 0, yet the program reads samples 3 and 17: see the preview, and type /batch logs score-samples --index 17 afterwards. The card has a line for the run before.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types(`/batch submit --jobdef hello --name score-samples --array 20 --timeout 1h -- ${program}`),
    waitsFor({ job: "score-samples", status: "FAILED" }),
    types("/batch retry score-samples --failed --env CAREFUL=yes"),
    presses("retry.confirm", { answer: "would run 2 of its 20 indexes again" }),
  ],
};
