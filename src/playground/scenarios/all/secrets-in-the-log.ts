import type { Scenario } from "../scenario.ts";
import { pauses, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "secrets-in-the-log",
  group: "Safety",
  title: "A job prints its passwords",
  watch:
    "The script writes an AWS key, a GitHub token and a password into its log. The private answer to /batch logs shows the lines with all of them masked.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef fetch-reads --name fetch-reads"),
    waitsFor({ job: "fetch-reads", status: "SUCCEEDED" }),
    pauses(2),
    types("/batch logs fetch-reads"),
  ],
};
