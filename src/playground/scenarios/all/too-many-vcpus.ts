import type { Scenario } from "../scenario.ts";
import { types } from "../steps.ts";

export const scenario: Scenario = {
  name: "too-many-vcpus",
  group: "Safety",
  title: "More vCPUs than the queue has",
  watch:
    "A private answer says what the job asks for and what the queue has. Nothing is submitted, so nothing gets stuck.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [types("/batch submit --jobdef star-align --name align-cohort --queue gpu --vcpus 192")],
};
