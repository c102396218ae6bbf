import type { Scenario } from "../scenario.ts";
import { pauses, types } from "../steps.ts";

export const scenario: Scenario = {
  name: "look-around",
  group: "Start",
  title: "A first look around",
  watch:
    "Who am I here, what can I ask, which jobs are mine: three private answers, which nobody else in the channel sees.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [types("/batch whoami"), pauses(1), types("/batch help"), pauses(1), types("/batch list")],
};
