import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "hello",
  group: "Start",
  title: "Hello, world",
  watch:
    "One line becomes a card that follows the job. Its thread tells when it started and when it is done, with buttons for the log.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef hello --name hello -- echo hello world"),
    waitsFor({ job: "hello", status: "SUCCEEDED" }),
  ],
};
