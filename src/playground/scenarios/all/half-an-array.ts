import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "half-an-array",
  group: "Failures",
  title: "Half of an array fails",
  watch:
    "Forty children, one card: its bar counts them as they end. Twenty fail, for four different reasons: the thread gets one message, not twenty, and it says which failed of what.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef call-variants --name call-variants --array 40"),
    waitsFor({ job: "call-variants", status: "FAILED" }),
  ],
};
