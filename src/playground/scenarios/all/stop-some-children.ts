import type { Scenario } from "../scenario.ts";
import { pauses, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "stop-some-children",
  group: "Scale",
  title: "Some children of an array are stopped",
  watch:
    "Four of twelve samples are bad: their children are stopped by index and the others go on. The thread says who did it and why, and the card counts them as stopped, not as failed. Without --yes the bot first says what is lost, and asks.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef hello --name joint-calls --array 12 -- sleep 12"),
    waitsFor({ job: "joint-calls", status: "PENDING" }),
    pauses(5),
    types("/batch cancel joint-calls:3,7-9 --yes --reason 'bad samples'"),
    waitsFor({ job: "joint-calls", status: "FAILED" }),
  ],
};
