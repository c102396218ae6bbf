import type { Scenario } from "../scenario.ts";
import { types } from "../steps.ts";

export const scenario: Scenario = {
  name: "typing-error",
  group: "Start",
  title: "A typing error",
  watch:
    "Nothing is submitted. The private answer names the word that is wrong and offers the corrected line: one press submits it.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [types("/batch submit --jobdef hello --memroy 2G -- echo hello world")],
};
