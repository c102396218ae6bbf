import type { Scenario } from "../scenario.ts";
import { faultOff, faultOn, presses, staysUntil, types } from "../steps.ts";

export const scenario: Scenario = {
  name: "check-a-lab",
  group: "Safety",
  title: "A look at what a lab has in AWS",
  watch:
    "Batch throttles, so what depends on it could not be looked at; role, job role and events are told all the same. Once Batch answers again, Look again shows the whole.",
  as: "U0PETERS",
  channel: "C0PETERS",
  steps: [
    faultOn("aws-throttle"),
    types("/batch access check"),
    staysUntil({ pressed: "Let Batch answer again", atMostSec: 60 }),
    faultOff("aws-throttle"),
    presses("access check.pi", { answer: "could not be looked at" }),
  ],
};
