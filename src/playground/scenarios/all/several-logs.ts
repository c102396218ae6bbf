import type { Scenario } from "../scenario.ts";
import { pauses, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "several-logs",
  group: "Failures",
  title: "Jobs that write several logs",
  watch:
    "The thread of count-reads shows what its program wrote, not its metrics; --container metrics reads those. Of assemble, which runs on three nodes, --node 2 reads the third.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef count-reads --name count-reads"),
    types("/batch submit --jobdef assemble --name assemble"),
    waitsFor({ job: "count-reads", status: "FAILED" }),
    waitsFor({ job: "assemble", status: "SUCCEEDED" }),
    pauses(2),
    types("/batch logs count-reads --container metrics"),
    types("/batch logs assemble --node 2"),
  ],
};
