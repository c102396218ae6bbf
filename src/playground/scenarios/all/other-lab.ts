import type { Scenario } from "../scenario.ts";
import { pauses, types, waitsFor } from "../steps.ts";

const inPetersLab = { as: "U0JBLOW", channel: "C0PETERS" };

export const scenario: Scenario = {
  name: "other-lab",
  group: "Safety",
  title: "Another lab asks for a job",
  watch:
    "J. Blow submits a job in the Peters lab. K. Lee of the Doe lab asks for it, and for one that never was: both answers are the same, word for word.",
  as: "U0KLEE",
  channel: "C0GENERAL",
  steps: [
    types("/batch submit --jobdef fastqc --name fastqc-private", inPetersLab),
    waitsFor({ job: "fastqc-private", status: "SUBMITTED" }),
    types("/batch status fastqc-private"),
    pauses(1),
    types("/batch status fastqc-nowhere"),
  ],
};
