import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "oom",
  group: "Failures",
  title: "Out of memory",
  watch:
    "The job really takes more than its 256 MiB and is killed. The card has the exit code; the thread says in plain words what that means.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef samtools-sort --name sort-NA12878 --memory 256M"),
    waitsFor({ job: "sort-NA12878", status: "FAILED" }),
  ],
};
