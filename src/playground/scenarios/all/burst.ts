import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

const samples = Array.from({ length: 12 }, (_, index) => `fastqc-S${String(index + 1).padStart(2, "0")}`);

export const scenario: Scenario = {
  name: "burst",
  group: "Scale",
  title: "Twelve jobs at once",
  watch:
    "Twelve submissions within a second. Slack lets one message a second into a channel: cards and replies come in that pace, each once, and the last card is as true as the first. Of a burst of successes only the first three mention their owner.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    ...samples.map((sample) => types(`/batch submit --jobdef fastqc --name ${sample}`)),
    ...samples.map((job) => waitsFor({ job, status: "SUCCEEDED" })),
  ],
};
