import type { Scenario } from "../scenario.ts";
import { pauses, reclaims, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "spot-reclaim",
  group: "Failures",
  title: "AWS takes the machine back",
  watch:
    "The thread says that AWS took the machine, not that the job failed, and that attempt 2 of 3 is on its way. Only the end mentions J. Blow.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef star-align --name align-NA12878 --attempts 3 --env SAMPLE=NA12878"),
    waitsFor({ job: "align-NA12878", status: "RUNNING" }),
    pauses(4),
    reclaims("align-NA12878"),
    waitsFor({ job: "align-NA12878", status: "RUNNING", attempt: 2 }),
    waitsFor({ job: "align-NA12878", status: "SUCCEEDED" }),
  ],
};
