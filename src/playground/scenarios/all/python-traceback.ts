import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "python-traceback",
  group: "Failures",
  title: "A script stops with a traceback",
  watch:
    "The last lines of the log stand in the thread, down to the one that counts: KeyError: 'cell_barcode'.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef umi-tools --name collapse-umis"),
    waitsFor({ job: "collapse-umis", status: "FAILED" }),
  ],
};
