import type { Scenario } from "../scenario.ts";
import { faultOff, faultOn, pauses, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "slack-is-down",
  group: "Safety",
  title: "Slack is down when a job ends",
  watch:
    "The job ends while Slack answers 500 to everything, so its card stands still. Within half a minute after it is back the end is told, once, and the card is true again.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef star-align --name align-HG002 --env SAMPLE=HG002"),
    waitsFor({ job: "align-HG002", status: "RUNNING" }),
    pauses(3),
    faultOn("slack-500"),
    waitsFor({ job: "align-HG002", status: "SUCCEEDED" }),
    pauses(5),
    faultOff("slack-500"),
  ],
};
