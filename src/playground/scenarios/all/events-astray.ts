import type { Scenario } from "../scenario.ts";
import { faultOff, faultOn, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "events-astray",
  group: "Safety",
  title: "Events come late and overtake each other",
  watch:
    "Every other event of AWS is held back, so a job's end may come before its start. The card never goes back, and each reply stands there once.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    faultOn("events-swapped"),
    types("/batch submit --jobdef fastqc --name fastqc-A1"),
    types("/batch submit --jobdef fastqc --name fastqc-A2"),
    types("/batch submit --jobdef fastqc --name fastqc-A3"),
    waitsFor({ job: "fastqc-A1", status: "SUCCEEDED" }),
    waitsFor({ job: "fastqc-A2", status: "SUCCEEDED" }),
    waitsFor({ job: "fastqc-A3", status: "SUCCEEDED" }),
    faultOff("events-swapped"),
  ],
};
